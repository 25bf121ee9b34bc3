#!/usr/bin/env bash
# Made by ec2plan 0.1.0 for torchtitan neuron.
# Plan:   llama-3-70b on 1T tokens: 59,605 steps of 2,048 x 8,192 tokens, 140.44 s each, 98.4 days in all
# On:     16 instances trn2.48xlarge, us-east-1, on-demand (1,024 ranks)
# Layout: tensor 8, pipeline 1, data 64, context 2, micro-batch 1, recompute none, ZeRO 3, bf16
# Facts:  catalog DATE
# Asked:  ec2plan launch --model llama-3-70b --tokens 1T --catalog tests/golden/fixtures/mini.json --instance-type trn2.48xlarge --instance-count 16 --target torchtitan
# Check before you run:
# - the learning rate and its warm-up (1 % of the run): a plan knows none of them
# - the dataset: c4 stands for your own
# - keep 1 spare instance beside these: the estimate restarts on one at once
#
# torchtitan-neuron 0.2.2+neuron.1 (aws-neuron/torchtitan-neuron) with Neuron SDK 2.33.0: a beta.
# On each node (16, of 64 logical NeuronCores):
#   MASTER_ADDR=FIRST_NODE bash torchtitan-neuron.sh
# Dry run of the configuration, without the others (the fake backend):
#   DRY_RUN=1 bash torchtitan-neuron.sh
set -euo pipefail

MODULE=${MODULE:-torchtitan_neuron.models.llama3}
# A configuration of that module for 70B to start from; the flags below give it the plan's layout.
: "${CONFIG:?a function of $MODULE, such as qwen3_8b_tp4_fsdp16_sac of qwen3}"

arguments=(
  --module "$MODULE" --config "$CONFIG"
  --training.local_batch_size 1
  --training.global_batch_size 2048
  --training.seq_len 8192
  --training.steps 59605
  --parallelism.data_parallel_replicate_degree 1
  --parallelism.data_parallel_shard_degree 64
  --parallelism.fsdp_reshard_after_forward default
  --parallelism.tensor_parallel_degree 8
  --parallelism.context_parallel_degree 2
  --parallelism.expert_parallel_degree 1
  --checkpoint.enable --checkpoint.interval 25
)

if [[ -n "${DRY_RUN:-}" ]]; then
  export NGPU=1024 LOCAL_RANK=0
  exec python3 -m torchtitan.train "${arguments[@]}" --comm.mode=fake_backend --training.steps 1
fi
exec torchrun --nnodes 16 --nproc-per-node 64 \
  --rdzv-id "${RDZV_ID:-llama-3-70b}" --rdzv-backend c10d \
  --rdzv-endpoint "${MASTER_ADDR:-localhost}:${MASTER_PORT:-29500}" \
  -m torchtitan.train "${arguments[@]}"
