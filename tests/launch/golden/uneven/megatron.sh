#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for megatron core_v0.19.0.
# Plan:   llama-3-70b on 1T tokens: 59,605 steps of 2,048 x 8,192 tokens, 188.77 s each, 132 days in all
# On:     12 instances p5.48xlarge, us-east-1, on-demand (96 ranks)
# Layout: tensor 4, pipeline 12, data 1, context 2, virtual stages 3, micro-batch 1, recompute none, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-3-70b --tokens 1T --tensor 4 --pipeline 12 --virtual-stages 3 --micro-batch 1 --zero 1 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 12 --target megatron
# Check before you run:
# - the learning rate, its warm-up (1 % of the run), weight decay: a plan knows none of them
# - positions are taken to be rotary, of base 10000 (--rotary-base)
# - keep 1 spare instance beside these: the estimate restarts on one at once
#
# In the folder of Megatron-LM at the tag core_v0.19.0, on each node:
#   CHECKPOINTS=/fsx/llama-3-70b MASTER_ADDR=FIRST_NODE bash megatron.sh
# Data: DATA_PATH (a prefix of preprocess_data.py) and TOKENIZER (a folder); without them mock data.
# Dry run, one rank on one GPU (--fake-process-group):
#   CHECKPOINTS=/tmp/dry DRY_RUN=1 bash megatron.sh
set -euo pipefail

: "${CHECKPOINTS:?a folder that every node sees, such as /fsx/llama-3-70b}"
# No part of the plan: choose them.
LR=${LR:-3e-4} MIN_LR=${MIN_LR:-3e-5}
export CUDA_DEVICE_MAX_CONNECTIONS=1  # needed before Blackwell

model=(
  --num-layers 80 --hidden-size 8192
  --ffn-hidden-size 28672 --num-attention-heads 64
  --group-query-attention --num-query-groups 8
  --max-position-embeddings 8192 --position-embedding-type rope
  --normalization RMSNorm
  --swiglu
  --disable-bias-linear
  --untie-embeddings-and-output-weights
  --attention-dropout 0 --hidden-dropout 0
  --vocab-size 128256
)
layout=(  # data parallel: 1 = 96 ranks / (tensor x pipeline x context)
  --tensor-model-parallel-size 4
  --sequence-parallel
  --pipeline-model-parallel-size 12
  --pipeline-model-parallel-layout 'Et*3|(t*3|)*7(t*2|)*27t*2L'
  --microbatch-group-size-per-virtual-pipeline-stage 16
  --context-parallel-size 2
  --overlap-grad-reduce
  --use-distributed-optimizer --overlap-param-gather
)
run=(  # 59605 steps of 2048 sequences: 122071040 samples
  --micro-batch-size 1 --global-batch-size 2048
  --seq-length 8192 --train-samples 122071040
  --bf16
)
optimizer=(
  --lr "$LR" --min-lr "$MIN_LR"
  --lr-decay-style cosine
  --lr-decay-samples 122071040
  --lr-warmup-samples 1220608
  --adam-beta1 0.9 --adam-beta2 0.95
  --weight-decay 0.1 --clip-grad 1.0 --init-method-std 0.02
)
records=(
  --save "$CHECKPOINTS" --load "$CHECKPOINTS"
  --save-interval 22
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
  export WORLD_SIZE=96 RANK=${RANK:-0} LOCAL_RANK=0 MASTER_ADDR=localhost MASTER_PORT=29500
  exec python pretrain_gpt.py "${arguments[@]}" --fake-process-group --exit-interval 2
fi
exec torchrun --nnodes 12 --nproc-per-node 8 \
  --rdzv-id "${RDZV_ID:-llama-3-70b}" --rdzv-backend c10d \
  --rdzv-endpoint "${MASTER_ADDR:-localhost}:${MASTER_PORT:-29500}" \
  pretrain_gpt.py "${arguments[@]}"
