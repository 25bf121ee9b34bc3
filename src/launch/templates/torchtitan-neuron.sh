#!/usr/bin/env bash
# @header@
#
# torchtitan-neuron 0.2.2+neuron.1 (aws-neuron/torchtitan-neuron) with Neuron SDK 2.33.0: a beta.
# On each node (@nodes@, of @ranks_per_node@ logical NeuronCores):
#   MASTER_ADDR=FIRST_NODE bash torchtitan-neuron.sh
# Dry run of the configuration, without the others (the fake backend):
#   DRY_RUN=1 bash torchtitan-neuron.sh
set -euo pipefail

MODULE=${MODULE:-torchtitan_neuron.models.@module@}
# A configuration of that module for @flavor@ to start from; the flags below give it the plan's layout.
: "${CONFIG:?a function of $MODULE, such as qwen3_8b_tp4_fsdp16_sac of qwen3}"

arguments=(
  --module "$MODULE" --config "$CONFIG"
  --training.local_batch_size @local_batch@
  --training.global_batch_size @global_batch@
  --training.seq_len @sequence@
  --training.steps @steps@
  --parallelism.data_parallel_replicate_degree @replicate@
  --parallelism.data_parallel_shard_degree @shard@
  --parallelism.fsdp_reshard_after_forward @reshard@
  --parallelism.tensor_parallel_degree @tensor@
  --parallelism.context_parallel_degree @context@
  --parallelism.expert_parallel_degree @expert@
  @pipeline_lines@
  --checkpoint.enable --checkpoint.interval @checkpoint_steps@
)

if [[ -n "${DRY_RUN:-}" ]]; then
  export NGPU=@ranks@ LOCAL_RANK=0
  exec python3 -m torchtitan.train "${arguments[@]}" --comm.mode=fake_backend --training.steps 1
fi
exec torchrun --nnodes @nodes@ --nproc-per-node @ranks_per_node@ \
  --rdzv-id "${RDZV_ID:-@name@}" --rdzv-backend c10d \
  --rdzv-endpoint "${MASTER_ADDR:-localhost}:${MASTER_PORT:-29500}" \
  -m torchtitan.train "${arguments[@]}"
