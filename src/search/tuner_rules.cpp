#include "search/rules.hpp"

namespace ec2plan {
namespace {

using namespace rules;

bool not_inferentia(S s, L) { return !s.type.accelerator.id.starts_with("inferentia"); }
bool one_tensor_rank(S s, L l) { return l.tensor == 1 || is_of(s, "AWS"); }

bool tunes(S s, L) { return !s.job.tuning.pretrains(); }

bool quantized_to(S s, std::initializer_list<Quantization> kinds) {
  return std::ranges::find(kinds, s.job.tuning.quantization) != kinds.end();
}
bool in_nf4_or_int8(S s, L) {
  return quantized_to(s, {Quantization::none, Quantization::nf4, Quantization::int8});
}
bool nf4_alone(S s, L) { return quantized_to(s, {Quantization::none, Quantization::nf4}); }
bool int8_whole(S s, L l) { return !quantized_to(s, {Quantization::int8}) || l.zero < 3; }

bool offloads_state(S s) {
  auto const offload = s.job.tuning.offload;
  return offload == Offload::optimizer || offload == Offload::weights;
}
bool updates_by_adamw(S s, L) {
  return !offloads_state(s) || s.job.tuning.optimizer == Optimizer::adamw;
}
bool offloads_shards(S s, L l) {
  int const least = s.job.tuning.offload == Offload::weights ? 3 : 1;
  return !offloads_state(s) || !replicated(l) || l.zero >= least;
}

bool one_copy(S, L l) { return copies(l) == 1; }
bool one_or_sharded(S, L l) { return !replicated(l) || l.zero >= 2; }
bool tunes_whole(S s, L) { return !s.job.tuning.frozen(); }
bool all_of_feed_forward(S s, L) {
  auto const& t = s.job.tuning.targets;
  return !t.experts && t.gate == t.up && t.up == t.down;
}

// clang-format off
constexpr FrameworkRule of_trl[] = {
    {RuleReads::job, "its trainers tune a model that exists (--method full, lora, qlora or dpo)", "docs/source/sft_trainer.md", tunes},
    {RuleReads::job, "of AWS's chips optimum-neuron trains on Trainium: Inferentia is for inference", "docs/source/training_tutorials of optimum-neuron", not_inferentia},
    {RuleReads::degrees, "Trainer has no pipeline size", "src/transformers/training_args.py", one_stage},
    {RuleReads::degrees, "Trainer has no context size", "src/transformers/training_args.py", one_context},
    {RuleReads::degrees, "Trainer has no expert size", "src/transformers/training_args.py", one_expert_rank},
    {RuleReads::degrees, "tensor parallelism is optimum-neuron's alone (tensor_parallel_size)", "docs/source/training_tutorials of optimum-neuron", one_tensor_rank},
    {RuleReads::recompute, "gradient_checkpointing recomputes whole layers", "src/transformers/training_args.py", not_selective},
    {RuleReads::recompute, "gradient_checkpointing recomputes every layer", "src/transformers/training_args.py", whole_recompute},
    {RuleReads::job, "its precisions are bf16 and fp16", "src/transformers/training_args.py", without_fp8},
    {RuleReads::job, "bitsandbytes holds frozen weights in nf4 or int8", "src/transformers/utils/quantization_config.py", in_nf4_or_int8},
    {RuleReads::job, "state on the host is updated by DeepSpeedCPUAdam, which is AdamW", "docs/_pages/config-json.md of DeepSpeed", updates_by_adamw},
    {RuleReads::zero, "DeepSpeed offloads what ZeRO shards: the optimizer from stage 1 on, weights in stage 3", "docs/_pages/config-json.md of DeepSpeed", offloads_shards},
    {RuleReads::zero, "ZeRO 3 shards quantised weights of 4 bits (bnb_4bit_quant_storage), none of 8", "docs/source/accelerate/deepspeed.md of PEFT", int8_whole},
    {RuleReads::zero, "copies of shards (MiCS) need another initialisation than Trainer's", "src/transformers/integrations/deepspeed.py", one_copy},
};

constexpr FrameworkRule of_axolotl[] = {
    {RuleReads::job, "its configuration is written to tune a model that exists (--method full, lora, qlora or dpo)", "docs/launch.md", tunes},
    {RuleReads::job, "it trains on NVIDIA GPUs here", "README.md", on_nvidia},
    {RuleReads::job, "fp8 goes with FSDP 2 and torch_compile, and ZeRO is DeepSpeed's here", "examples/llama-3/3b-fp8-fsdp2.yaml", without_fp8},
    {RuleReads::job, "load_in_4bit is nf4, load_in_8bit int8: fp8 is neither", "src/axolotl/loaders/model.py", in_nf4_or_int8},
    {RuleReads::job, "state on the host is updated by DeepSpeedCPUAdam, which is AdamW", "docs/_pages/config-json.md of DeepSpeed", updates_by_adamw},
    {RuleReads::degrees, "the configuration has no pipeline size", "src/axolotl/utils/schemas/config.py", one_stage},
    {RuleReads::degrees, "the configuration has no expert size for DeepSpeed", "src/axolotl/utils/schemas/config.py", one_expert_rank},
    {RuleReads::degrees, "tensor_parallel_size takes DeepSpeed's settings from a file of their own (AutoTP)", "src/axolotl/utils/schemas/validation.py", [](S, L l) { return l.tensor == 1; }},
    {RuleReads::degrees, "context_parallel_size needs ring-flash-attn, whose traffic is another than the plan's", "src/axolotl/utils/schemas/validation.py", one_context},
    {RuleReads::recompute, "selective_checkpointing keeps attention, which the plan's recomputes", "src/axolotl/utils/schemas/config.py", not_selective},
    {RuleReads::recompute, "gradient_checkpointing recomputes every layer", "src/axolotl/utils/schemas/config.py", whole_recompute},
    {RuleReads::zero, "DeepSpeed offloads what ZeRO shards: the optimizer from stage 1 on, weights in stage 3", "docs/_pages/config-json.md of DeepSpeed", offloads_shards},
    {RuleReads::zero, "ZeRO 3 shards quantised weights of 4 bits (bnb_4bit_quant_storage), none of 8", "docs/source/accelerate/deepspeed.md of PEFT", int8_whole},
    {RuleReads::zero, "copies of shards (MiCS) need another initialisation than Trainer's", "src/transformers/integrations/deepspeed.py", one_copy},
};

constexpr FrameworkRule of_torchtune[] = {
    {RuleReads::job, "its recipes tune a model that exists (--method full, lora, qlora or dpo)", "README.md", tunes},
    {RuleReads::job, "its recipes are tested on NVIDIA GPUs", "README.md", on_nvidia},
    {RuleReads::job, "dtype is bf16 or fp32", "recipes/full_finetune_distributed.py", [](S s, L l) { return without_fp16(s, l) && without_fp8(s, l); }},
    {RuleReads::job, "frozen weights are quantised to nf4 alone (quantize_base)", "torchtune/models/llama3_1/_model_builders.py", nf4_alone},
    {RuleReads::job, "apply_lora_to_mlp is of gate, up and down together, and of no routed experts", "torchtune/models/llama3_1/_model_builders.py", all_of_feed_forward},
    {RuleReads::job, "its losses are plain or chunked, not fused", "torchtune/modules/loss", [](S s, L) { return s.job.tuning.loss != Loss::fused; }},
    {RuleReads::job, "fsdp_cpu_offload takes weights and the optimizer together", "recipes/full_finetune_distributed.py", [](S s, L) { return s.job.tuning.offload != Offload::optimizer; }},
    {RuleReads::degrees, "its recipes have no pipeline size", "torchtune/training/_distributed.py, ParallelDims", one_stage},
    {RuleReads::degrees, "its recipes have no expert size", "torchtune/training/_distributed.py, ParallelDims", one_expert_rank},
    {RuleReads::degrees, "tensor_parallel_dim is of full_finetune_distributed alone", "recipes/lora_finetune_distributed.py", [](S s, L l) { return l.tensor == 1 || (tunes_whole(s, l) && s.job.tuning.method != Method::dpo); }},
    {RuleReads::degrees, "tensor_parallel_dim must divide the key-value heads", "torchtune/models/llama3/_parallelism.py (from memory)", splits_kv_heads},
    {RuleReads::degrees, "context_parallel_dim is not of the recipes of preference tuning", "recipes/lora_dpo_distributed.py", [](S s, L l) { return l.context == 1 || s.job.tuning.method != Method::dpo; }},
    {RuleReads::degrees, "sequences are a multiple of tensor_parallel_dim x 2 context_parallel_dim", "torchtune/training/_distributed.py, min_seq_len_divisor", splits_sequence},
    {RuleReads::recompute, "enable_activation_checkpointing recomputes whole layers", "recipes/full_finetune_distributed.py", not_selective},
    {RuleReads::recompute, "enable_activation_checkpointing recomputes every layer", "recipes/full_finetune_distributed.py", whole_recompute},
    {RuleReads::recompute, "enable_activation_offloading goes with enable_activation_checkpointing", "recipes/full_finetune_distributed.py", [](S s, L l) { return s.job.tuning.offload != Offload::activations || l.recompute == Recompute::full; }},
    {RuleReads::zero, "its recipes are of one device, or shard with FSDP 2: ZeRO 2 or 3", "recipes/full_finetune_distributed.py", one_or_sharded},
    {RuleReads::zero, "fsdp_cpu_offload is of the recipes of several devices", "recipes/full_finetune_single_device.py", [](S s, L l) { return s.job.tuning.offload != Offload::weights || replicated(l); }},
    {RuleReads::zero, "bitsandbytes' optimizers shard none of their state: on several devices AdamW in 8 bits is torchao's, and none is paged", "docs/source/tutorials/memory_optimizations.rst (from memory)", [](S s, L l) { return s.job.tuning.optimizer != Optimizer::paged_8bit || !replicated(l); }},
    {RuleReads::zero, "full preference tuning has a recipe of several devices alone", "recipes/full_dpo_distributed.py", [](S s, L l) { return replicated(l) || s.job.tuning.method != Method::dpo || s.job.tuning.frozen(); }},
    {RuleReads::zero, "data_parallel_replicate_dim must divide the replicas", "torchtune/training/_distributed.py, ParallelDims", copies_replicas},
    {RuleReads::zero, "preference tuning has no data_parallel_replicate_dim", "recipes/lora_dpo_distributed.py", [](S s, L l) { return one_copy(s, l) || s.job.tuning.method != Method::dpo; }},
};
// clang-format on

}  // namespace

std::span<FrameworkRule const> rules_of_trl() { return of_trl; }
std::span<FrameworkRule const> rules_of_axolotl() { return of_axolotl; }
std::span<FrameworkRule const> rules_of_torchtune() { return of_torchtune; }

}  // namespace ec2plan
