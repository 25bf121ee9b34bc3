#!/usr/bin/env bash
# @header@
#
# In the folder of Megatron-LM at the tag @version@, on each node:
#   CHECKPOINTS=/fsx/@name@ MASTER_ADDR=FIRST_NODE bash megatron.sh
# Data: DATA_PATH (a prefix of preprocess_data.py) and TOKENIZER (a folder); without them mock data.
# @dry_run_note@
set -euo pipefail

: "${CHECKPOINTS:?a folder that every node sees, such as /fsx/@name@}"
# No part of the plan: choose them.
LR=${LR:-3e-4} MIN_LR=${MIN_LR:-3e-5}
@connections@

model=(
  @model@
)
layout=(  # data parallel: @data@ = @ranks@ ranks / (tensor x pipeline x context)
  @layout@
)
run=(  # @steps@ steps of @global_batch@ sequences: @samples@ samples
  @run@
)
optimizer=(
  --lr "$LR" --min-lr "$MIN_LR"
  --lr-decay-style cosine
  --lr-decay-samples @samples@
  --lr-warmup-samples @warmup_samples@
  --adam-beta1 0.9 --adam-beta2 0.95
  --weight-decay 0.1 --clip-grad 1.0 --init-method-std 0.02
)
records=(
  --save "$CHECKPOINTS" --load "$CHECKPOINTS"
  @records@
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

@dry_run@
exec torchrun --nnodes @nodes@ --nproc-per-node @ranks_per_node@ \
  --rdzv-id "${RDZV_ID:-@name@}" --rdzv-backend c10d \
  --rdzv-endpoint "${MASTER_ADDR:-localhost}:${MASTER_PORT:-29500}" \
  pretrain_gpt.py "${arguments[@]}"
