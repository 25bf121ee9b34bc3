#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for megatron core_v0.19.0.
# Plan:   mixtral-8x7b on 1T tokens: 119,210 steps of 256 x 32,768 tokens, 30.52 s each, 42.7 days in all
# On:     8 instances p5.48xlarge, us-east-1, on-demand (64 ranks)
# Layout: tensor 2, pipeline 2, data 4, context 4, expert 8, micro-batch 1, recompute none, ZeRO 1, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model mixtral-8x7b --tokens 1T --tensor 2 --pipeline 2 --expert 8 --zero 1 --catalog tests/golden/fixtures/mini.json --instance-type p5.48xlarge --instance-count 8 --target megatron
# Check before you run:
# - the learning rate, its warm-up (1 % of the run), weight decay: a plan knows none of them
# - positions are taken to be rotary, of base 10000 (--rotary-base)
# - how the router balances its load (--moe-router-load-balancing-type)
# - keep 1 spare instance beside these: the estimate restarts on one at once
#
# In the folder of Megatron-LM at the tag core_v0.19.0, on each node:
#   CHECKPOINTS=/fsx/mixtral-8x7b MASTER_ADDR=FIRST_NODE bash megatron.sh
# Data: DATA_PATH (a prefix of preprocess_data.py) and TOKENIZER (a folder); without them mock data.
# Dry run, one rank on one GPU (--fake-process-group):
#   CHECKPOINTS=/tmp/dry DRY_RUN=1 bash megatron.sh
set -euo pipefail

: "${CHECKPOINTS:?a folder that every node sees, such as /fsx/mixtral-8x7b}"
# No part of the plan: choose them.
LR=${LR:-3e-4} MIN_LR=${MIN_LR:-3e-5}
export CUDA_DEVICE_MAX_CONNECTIONS=1  # needed before Blackwell

model=(
  --num-layers 32 --hidden-size 4096
  --ffn-hidden-size 14336 --num-attention-heads 32
  --group-query-attention --num-query-groups 8
  --num-experts 8 --moe-router-topk 2
  --moe-ffn-hidden-size 14336
  --moe-grouped-gemm --moe-token-dispatcher-type alltoall
  --max-position-embeddings 32768 --position-embedding-type rope
  --normalization RMSNorm
  --swiglu
  --disable-bias-linear
  --untie-embeddings-and-output-weights
  --attention-dropout 0 --hidden-dropout 0
  --vocab-size 32000
)
layout=(  # data parallel: 4 = 64 ranks / (tensor x pipeline x context)
  --tensor-model-parallel-size 2
  --sequence-parallel
  --pipeline-model-parallel-size 2
  --context-parallel-size 4
  --expert-model-parallel-size 8 --expert-tensor-parallel-size 1
  --overlap-grad-reduce
  --use-distributed-optimizer --overlap-param-gather
)
run=(  # 119210 steps of 256 sequences: 30517760 samples
  --micro-batch-size 1 --global-batch-size 256
  --seq-length 32768 --train-samples 30517760
  --bf16
)
optimizer=(
  --lr "$LR" --min-lr "$MIN_LR"
  --lr-decay-style cosine
  --lr-decay-samples 30517760
  --lr-warmup-samples 305152
  --adam-beta1 0.9 --adam-beta2 0.95
  --weight-decay 0.1 --clip-grad 1.0 --init-method-std 0.02
)
records=(
  --save "$CHECKPOINTS" --load "$CHECKPOINTS"
  --save-interval 165
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
  export WORLD_SIZE=64 RANK=${RANK:-0} LOCAL_RANK=0 MASTER_ADDR=localhost MASTER_PORT=29500
  exec python pretrain_gpt.py "${arguments[@]}" --fake-process-group --exit-interval 2
fi
exec torchrun --nnodes 8 --nproc-per-node 8 \
  --rdzv-id "${RDZV_ID:-mixtral-8x7b}" --rdzv-backend c10d \
  --rdzv-endpoint "${MASTER_ADDR:-localhost}:${MASTER_PORT:-29500}" \
  pretrain_gpt.py "${arguments[@]}"
