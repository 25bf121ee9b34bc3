#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for megatron core_v0.19.0.
# Plan:   llama-2-7b on 100B tokens: 23,842 steps of 1,024 x 4,096 tokens, 45.23 s each, 12.6 days in all
# On:     1 instance p5.48xlarge, us-east-1, on-demand (8 ranks)
# Layout: tensor 1, pipeline 2, data 4, virtual stages 3, micro-batch 2, recompute none, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-2-7b --tokens 100B --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 1 --target megatron
# Check before you run:
# - the learning rate, its warm-up (1 % of the run), weight decay: a plan knows none of them
# - positions are taken to be rotary, of base 10000 (--rotary-base)
#
# In the folder of Megatron-LM at the tag core_v0.19.0, on each node:
#   CHECKPOINTS=/fsx/llama-2-7b MASTER_ADDR=FIRST_NODE bash megatron.sh
# Data: DATA_PATH (a prefix of preprocess_data.py) and TOKENIZER (a folder); without them mock data.
# Dry run, one rank on one GPU (--fake-process-group):
#   CHECKPOINTS=/tmp/dry DRY_RUN=1 bash megatron.sh
set -euo pipefail

: "${CHECKPOINTS:?a folder that every node sees, such as /fsx/llama-2-7b}"
# No part of the plan: choose them.
LR=${LR:-3e-4} MIN_LR=${MIN_LR:-3e-5}

model=(
  --num-layers 32 --hidden-size 4096
  --ffn-hidden-size 11008 --num-attention-heads 32
  --max-position-embeddings 4096 --position-embedding-type rope
  --normalization RMSNorm
  --swiglu
  --disable-bias-linear
  --untie-embeddings-and-output-weights
  --attention-dropout 0 --hidden-dropout 0
  --vocab-size 32000
)
layout=(  # data parallel: 4 = 8 ranks / (tensor x pipeline x context)
  --tensor-model-parallel-size 1
  --pipeline-model-parallel-size 2
  --pipeline-model-parallel-layout 'Et*6|t*6|(t*5|)*3t*5L'
  --overlap-grad-reduce
  --use-distributed-optimizer --overlap-param-gather
)
run=(  # 23842 steps of 1024 sequences: 24414208 samples
  --micro-batch-size 2 --global-batch-size 1024
  --seq-length 4096 --train-samples 24414208
  --bf16
)
optimizer=(
  --lr "$LR" --min-lr "$MIN_LR"
  --lr-decay-style cosine
  --lr-decay-samples 24414208
  --lr-warmup-samples 243712
  --adam-beta1 0.9 --adam-beta2 0.95
  --weight-decay 0.1 --clip-grad 1.0 --init-method-std 0.02
)
records=(
  --save "$CHECKPOINTS" --load "$CHECKPOINTS"
  --save-interval 320
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
  export WORLD_SIZE=8 RANK=${RANK:-0} LOCAL_RANK=0 MASTER_ADDR=localhost MASTER_PORT=29500
  exec python pretrain_gpt.py "${arguments[@]}" --fake-process-group --exit-interval 2
fi
exec torchrun --nnodes 1 --nproc-per-node 8 \
  --rdzv-id "${RDZV_ID:-llama-2-7b}" --rdzv-backend c10d \
  --rdzv-endpoint "${MASTER_ADDR:-localhost}:${MASTER_PORT:-29500}" \
  pretrain_gpt.py "${arguments[@]}"
