#include "ec2plan/search/framework.hpp"

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"
#include "search/rules.hpp"

namespace ec2plan {
namespace {

using namespace rules;

bool on_neuron_or_nvidia(S s, L) {
  auto const& id = s.type.accelerator.id;
  return is_of(s, "NVIDIA") || id.starts_with("trainium2") || id.starts_with("trainium3");
}
bool on_gaudi_or_nvidia(S s, L) { return is_of(s, "NVIDIA") || is_of(s, "Intel"); }

bool adamw_on_the_accelerators(Tuning const& t) {
  return t.optimizer == Optimizer::adamw && t.offload == Offload::none;
}
bool trains_anew(S s, L) {
  return s.job.tuning.pretrains() && adamw_on_the_accelerators(s.job.tuning);
}
bool trains_all(S s, L) {
  auto const& t = s.job.tuning;
  return (t.pretrains() || t.method == Method::full) && !t.frozen() &&
         t.quantization == Quantization::none && adamw_on_the_accelerators(t);
}

/// In some of the layers, or of another form than the whole model's attention.
bool some_windows(Transformer const& m) {
  auto const& w = m.windows;
  return w && (w->layers != m.layers || w->chunks || w->heads + w->kv_heads + w->head_dim > 0);
}

/// One kind of causal softmax attention with a feed-forward behind it in every layer.
bool is_gpt(S s, L) {
  auto const& m = s.job.model;
  bool const other_mixers = m.state_space || m.linear_attention || m.short_convolution ||
                            m.sparse_attention || some_windows(m) || m.attention_layers > 0;
  bool const other_layers = m.bare_layers > 0 || m.layers_sharing > 1 || m.norms_per_layer != 2 ||
                            (m.experts && m.experts->latent > 0);
  bool const other_weights = m.attention_sinks || m.attention_gate || m.shared_key_value ||
                             m.embedding_norm || m.embedding_width > 0 ||
                             m.output_bias != m.mlp_bias || (m.mlp_bias && !m.qkv_bias);
  return m.attention == Attention::causal && !other_mixers && !other_layers && !other_weights;
}

/// What transformers builds as Llama.
bool is_llama(S s, L l) {
  auto const& m = s.job.model;
  return is_gpt(s, l) && m.gated && m.norm == Norm::rms && !m.windows && !m.experts &&
         !m.latent_attention && !m.qkv_bias && !m.mlp_bias && !m.qk_norm &&
         m.learned_positions == 0;
}

bool on_trainium_1_or_2(S s, L) {
  auto const& id = s.type.accelerator.id;
  return id.starts_with("trainium1") || id.starts_with("trainium2");
}
bool in_bf16(S s, L) { return s.job.precision == Precision::bf16; }
bool even_chunks(S s, L l) { return s.job.model.layers % (l.pipeline * l.virtual_stages) == 0; }

bool without_tensor_beside_experts(S, L l) { return l.expert == 1 || l.tensor == 1; }

/// Megatron-FSDP is documented, and tested by its makers, with one pipeline stage alone.
bool fsdp_on_one_stage(S, L l) { return !replicated(l) || l.zero < 2 || l.pipeline == 1; }

/// fully_shard shards weights too; after a stage's forward pass it may keep them, as it does where
/// there are pipelines.
bool shards_whole(S, L l) { return !replicated(l) || l.zero != 1 || l.pipeline > 1; }

bool copies_stage_3(S, L l) { return copies(l) == 1 || (l.zero == 3 && l.expert == 1); }

bool one_copy_of_optimizer(S, L l) { return !replicated(l) || (l.zero <= 1 && copies(l) == 1); }

bool replicas_alone(S, L l) {
  return !replicated(l) || l.zero > 0 || l.tensor * l.pipeline * l.context == 1;
}

/// Each stage gets the same number of chunks of at most so many layers.
bool cuts_into_chunks(S s, L l) {
  int const layers = s.job.model.layers, chunks = l.pipeline * l.virtual_stages;
  if (l.virtual_stages <= 2) return chunks <= layers;
  int const each = (layers + chunks - 1) / chunks;
  return (layers + each - 1) / each == chunks;
}

/// Rounds of as many micro-batches as there are stages, or a little more: all alike.
bool fills_rounds(S s, L l) {
  if (l.virtual_stages == 1) return true;
  int const count = micro_batches(s.job, l);
  return count % std::max(1, count / l.pipeline) == 0;
}

// clang-format off
constexpr FrameworkRule of_megatron[] = {
    {RuleReads::job, "it trains on NVIDIA GPUs", "README.md", on_nvidia},
    {RuleReads::job, "pretrain_gpt.py trains every weight from the start, here with AdamW on the GPUs", "pretrain_gpt.py", trains_anew},
    {RuleReads::job, "pretrain_gpt.py builds layers that are all alike: causal attention over the whole sequence and a feed-forward", "megatron/training/arguments.py", is_gpt},
    {RuleReads::zero, "--use-megatron-fsdp shards gradients or weights with --pipeline-model-parallel-size 1", "docs/user-guide/features/megatron_fsdp.md and its functional tests", fsdp_on_one_stage},
};

constexpr FrameworkRule of_torchtitan[] = {
    {RuleReads::job, "it trains on NVIDIA GPUs, its Neuron fork on Trn2 and Trn3 (Trn1: nxdt)", "README.md; AWS Neuron documentation 2.33.0", on_neuron_or_nvidia},
    {RuleReads::job, "its recipes train every weight from the start, here with AdamW on the GPUs", "torchtitan/models/llama3/config_registry.py", trains_anew},
    {RuleReads::job, "training.mixed_precision_param is bfloat16 or float32", "torchtitan/config/configs.py", without_fp16},
    {RuleReads::degrees, "tensor_parallel_degree must divide n_kv_heads", "torchtitan/models/common/decoder.py", splits_kv_heads},
    {RuleReads::degrees, "seq_len must be divisible by tensor_parallel_degree x 2 context_parallel_degree", "torchtitan/distributed/parallel_dims.py, seq_len_divisor", splits_sequence},
    {RuleReads::recompute, "activation_checkpoint mode full recomputes every layer", "torchtitan/distributed/activation_checkpoint.py", whole_recompute},
    {RuleReads::zero, "fully_shard shards weights and gradients with the optimizer: there is no ZeRO 1 without pipelines", "torchtitan/distributed/fsdp.py", shards_whole},
    {RuleReads::zero, "DDP (data_parallel_replicate_degree alone) stands beside no other degree", "torchtitan/models/llama3/infra/parallelize.py of 0.2.2", replicas_alone},
    {RuleReads::zero, "data_parallel_replicate_degree must divide the replicas", "torchtitan/distributed/parallel_dims.py", copies_replicas},
    {RuleReads::chunks, "pipeline_parallel_layers_per_stage must give pipeline_parallel_degree x chunks stages", "torchtitan/distributed/pipeline_parallel.py", cuts_into_chunks},
    {RuleReads::schedule, "Interleaved1F1B: microbatches must be a multiple of the rounds", "torch.distributed.pipelining.schedules (from memory)", fills_rounds},
};

constexpr FrameworkRule of_deepspeed[] = {
    {RuleReads::job, "it trains on NVIDIA GPUs and, in Habana's fork, on Gaudi", "README.md", on_gaudi_or_nvidia},
    {RuleReads::job, "the configuration is written for training every weight, with AdamW on the GPUs", "docs/launch.md", trains_all},
    {RuleReads::job, "the configuration has bf16 and fp16, no fp8", "docs/_pages/config-json.md", without_fp8},
    {RuleReads::degrees, "pipelines are made in code (PipelineModule), not by the configuration", "docs/_tutorials/pipeline.md", one_stage},
    {RuleReads::degrees, "sequence parallelism (Ulysses) is set up in code, not by the configuration", "deepspeed/runtime/sequence_parallel", one_context},
    {RuleReads::degrees, "expert_parallel cannot be combined with tensor_parallel.autotp_size above 1", "docs/_pages/config-json.md", without_tensor_beside_experts},
    {RuleReads::recompute, "activation_checkpointing recomputes whole layers", "docs/_pages/config-json.md", not_selective},
    {RuleReads::zero, "mics_shard_size copies shards with ZeRO 3, and not beside expert_parallel", "docs/_pages/config-json.md", copies_stage_3},
    {RuleReads::recompute, "activation_checkpointing recomputes every layer", "docs/_pages/config-json.md", whole_recompute},
};

constexpr FrameworkRule of_accelerate[] = {
    {RuleReads::job, "FSDP plans are written for NVIDIA GPUs", "docs/source/usage_guides/fsdp.md", on_nvidia},
    {RuleReads::job, "FSDP plans are written for training every weight, with AdamW on the GPUs", "docs/launch.md", trains_all},
    {RuleReads::job, "mixed_precision fp8 needs recipes of another library", "docs/source/usage_guides/low_precision_training.md", without_fp8},
    {RuleReads::degrees, "parallelism_config has no pipeline size", "src/accelerate/parallelism_config.py", one_stage},
    {RuleReads::degrees, "parallelism_config has no expert size", "src/accelerate/parallelism_config.py", one_expert_rank},
    {RuleReads::degrees, "parallelism_config_tp_size must divide the key-value heads", "transformers' tp_plan (from memory)", splits_kv_heads},
    {RuleReads::recompute, "fsdp_activation_checkpointing recomputes whole layers", "docs/source/usage_guides/fsdp.md", not_selective},
    {RuleReads::recompute, "fsdp_activation_checkpointing recomputes every layer", "docs/source/usage_guides/fsdp.md", whole_recompute},
    {RuleReads::zero, "FSDP shards weights and gradients with the optimizer: there is no ZeRO 1", "docs/source/concept_guides/fsdp_and_deepspeed.md", [](S, L l) { return !replicated(l) || l.zero != 1; }},
    {RuleReads::zero, "parallelism_config_dp_replicate_size must divide the replicas", "src/accelerate/parallelism_config.py", copies_replicas},
    {RuleReads::zero, "tensor and context parallelism need parallelism_config_dp_shard_size above 1", "src/accelerate/parallelism_config.py", replicas_alone},
};

constexpr FrameworkRule of_nxdt[] = {
    {RuleReads::job, "NxD Training runs on Trn1 and Trn2, with Neuron SDK 2.28 (PyTorch 2.9)", "AWS Neuron documentation, announce-eos-nxdt-nxd-core-training", on_trainium_1_or_2},
    {RuleReads::job, "its configuration is written for training every weight from the start, with AdamW", "docs/launch.md", trains_anew},
    {RuleReads::job, "model_source hf trains Llama here", "examples/conf/hf_llama3_8B_config.yaml", is_llama},
    {RuleReads::job, "precision mixed_precision is bf16", "examples/conf/hf_llama3_8B_config.yaml", in_bf16},
    {RuleReads::recompute, "activations_checkpoint_granularity full recomputes every layer", "examples/conf/hf_llama3_8B_config.yaml", whole_recompute},
    {RuleReads::zero, "zero1 shards the optimizer alone, over all replicas", "examples/conf/hf_llama3_8B_config.yaml", one_copy_of_optimizer},
    {RuleReads::chunks, "num_layers must be a multiple of pipeline x virtual_pipeline_model_parallel_size", "lightning_modules/model/megatron/megatron_base_model.py", even_chunks},
};
// clang-format on

}  // namespace

std::span<FrameworkRule const> framework_rules(Framework framework) {
  switch (framework) {
    case Framework::megatron:
    case Framework::nemo:  // Megatron-Bridge builds the same models
      return of_megatron;
    case Framework::torchtitan:
      return of_torchtitan;
    case Framework::deepspeed:
      return of_deepspeed;
    case Framework::accelerate:
      return of_accelerate;
    case Framework::trl:
      return rules_of_trl();
    case Framework::axolotl:
      return rules_of_axolotl();
    case Framework::torchtune:
      return rules_of_torchtune();
    case Framework::nxdt:
      return of_nxdt;
    case Framework::known:
    case Framework::any:
      break;
  }
  return {};
}

FrameworkRule const* broken_rule(Framework framework, Setup const& setup, Layout const& layout) {
  auto const rules = framework_rules(framework);
  auto const found = std::ranges::find_if(
      rules, [&](FrameworkRule const& rule) { return !rule.keeps(setup, layout); });
  return found == rules.end() ? nullptr : &*found;
}

bool keeps_named_rules(Framework framework, Setup const& setup, Layout const& layout,
                       RuleReads reads) {
  return std::ranges::all_of(framework_rules(framework), [&](FrameworkRule const& rule) {
    return rule.reads > reads || rule.keeps(setup, layout);
  });
}

}  // namespace ec2plan
