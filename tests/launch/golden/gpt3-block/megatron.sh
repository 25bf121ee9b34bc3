#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for megatron core_v0.19.0.
# Plan:   gpt3-175b on 300B tokens: 95,368 steps of 1,536 x 2,048 tokens, 31.67 s each, 35.9 days in all
# On:     128 instances p4d.24xlarge, us-east-2, capacity-block (1,024 ranks)
# Layout: tensor 8, pipeline 8, data 16, virtual stages 3, micro-batch 2, recompute full, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model gpt3-175b --tokens 300B --tensor 8 --pipeline 8 --virtual-stages 3 --micro-batch 2 --zero 1 --recompute full --catalog tests/golden/fixtures/mini.json --instance-type p4d.24xlarge --instance-count 128 --region us-east-2 --purchase capacity-block --target megatron
# Check before you run:
# - the learning rate, its warm-up (1 % of the run), weight decay: a plan knows none of them
# - the feed-forward is taken to be GELU (else --squared-relu)
# - keep 4 spare instances beside these: the estimate restarts on one at once
#
# In the folder of Megatron-LM at the tag core_v0.19.0, on each node:
#   CHECKPOINTS=/fsx/gpt3-175b MASTER_ADDR=FIRST_NODE bash megatron.sh
# Data: DATA_PATH (a prefix of preprocess_data.py) and TOKENIZER (a folder); without them mock data.
# Dry run, one rank on one GPU (--fake-process-group):
#   CHECKPOINTS=/tmp/dry DRY_RUN=1 bash megatron.sh
set -euo pipefail

: "${CHECKPOINTS:?a folder that every node sees, such as /fsx/gpt3-175b}"
# No part of the plan: choose them.
LR=${LR:-3e-4} MIN_LR=${MIN_LR:-3e-5}
export CUDA_DEVICE_MAX_CONNECTIONS=1  # needed before Blackwell

model=(
  --num-layers 96 --hidden-size 12288
  --ffn-hidden-size 49152 --num-attention-heads 96
  --max-position-embeddings 2048 --position-embedding-type learned_absolute
  --normalization LayerNorm
  --attention-dropout 0 --hidden-dropout 0
  --vocab-size 50257
)
layout=(  # data parallel: 16 = 1024 ranks / (tensor x pipeline x context)
  --tensor-model-parallel-size 8
  --sequence-parallel
  --pipeline-model-parallel-size 8
  --num-virtual-stages-per-pipeline-rank 3
  --overlap-grad-reduce
  --use-distributed-optimizer --overlap-param-gather
)
run=(  # 95368 steps of 1536 sequences: 146485248 samples
  --micro-batch-size 2 --global-batch-size 1536
  --seq-length 2048 --train-samples 146485248
  --bf16
  --recompute-granularity full --recompute-method uniform --recompute-num-layers 1
)
optimizer=(
  --lr "$LR" --min-lr "$MIN_LR"
  --lr-decay-style cosine
  --lr-decay-samples 146485248
  --lr-warmup-samples 1465344
  --adam-beta1 0.9 --adam-beta2 0.95
  --weight-decay 0.1 --clip-grad 1.0 --init-method-std 0.02
)
records=(
  --save "$CHECKPOINTS" --load "$CHECKPOINTS"
  --save-interval 36
  --ckpt-format torch_dist --async-save
  --log-interval 10 --log-throughput
  --eval-interval 1000 --eval-iters 10
)
if [[ -n "${DATA_PATH:-}" ]]; then
  data=(
    --data-path "$DATA_PATH" --split "99,1,0"
    --tokenizer-type HuggingFaceTokenizer
    --tokenizer-model "${TOKENIZER:?the folder of the tokenizer}"
  )
else
  data=(--mock-data --tokenizer-type NullTokenizer)
fi
arguments=("${model[@]}" "${layout[@]}" "${run[@]}" "${optimizer[@]}" "${records[@]}" "${data[@]}")

if [[ -n "${DRY_RUN:-}" ]]; then
  export WORLD_SIZE=1024 RANK=${RANK:-0} LOCAL_RANK=0 MASTER_ADDR=localhost MASTER_PORT=29500
  exec python pretrain_gpt.py "${arguments[@]}" --fake-process-group --exit-interval 2
fi
exec torchrun --nnodes 128 --nproc-per-node 8 \
  --rdzv-id "${RDZV_ID:-gpt3-175b}" --rdzv-backend c10d \
  --rdzv-endpoint "${MASTER_ADDR:-localhost}:${MASTER_PORT:-29500}" \
  pretrain_gpt.py "${arguments[@]}"
