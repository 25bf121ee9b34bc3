#include <algorithm>
#include <cmath>

#include "ec2plan/estimate/schedule.hpp"
#include "launch/pipeline_layout.hpp"
#include "launch/work.hpp"
#include "launch/writers.hpp"

namespace ec2plan::launch {
namespace {

/// Assignments, one a line: "model.num_layers = 96".
class Assignments {
 public:
  explicit Assignments(std::string owner) : owner_(std::move(owner)) {}

  void set(std::string_view name, std::string const& value) {
    all_.push_back(owner_ + "." + std::string(name) + " = " + value);
  }
  void set(std::string_view name, char const* value) { set(name, std::string(value)); }
  void set(std::string_view name, bool value) { set(name, std::string(value ? "True" : "False")); }
  void set(std::string_view name, long value) { set(name, std::to_string(value)); }
  void set(std::string_view name, int value) { set(name, std::to_string(value)); }
  std::string text() const { return lines(all_); }

 private:
  std::string owner_;
  std::vector<std::string> all_{};
};

void set_experts(Transformer const& m, Experts const& e, Assignments& model) {
  model.set("num_moe_experts", e.count);
  model.set("moe_router_topk", e.per_token);
  model.set("moe_ffn_hidden_size", e.feed_forward);
  if (e.shared_feed_forward > 0)
    model.set("moe_shared_expert_intermediate_size", e.shared_feed_forward);
  if (e.dense_layers > 0)
    model.set("moe_layer_freq", "[0] * " + std::to_string(e.dense_layers) + " + [1] * " +
                                    std::to_string(m.layers - e.dense_layers));
  if (m.router_bias) model.set("moe_router_enable_expert_bias", true);
  model.set("moe_grouped_gemm", true);
  model.set("moe_token_dispatcher_type", "\"alltoall\"");
}

std::string model_text(Work const& w) {
  auto const& m = w.plan.job.model;
  int const dense = m.experts && m.experts->dense_feed_forward > 0 ? m.experts->dense_feed_forward
                                                                   : m.feed_forward;
  Assignments model("model");
  model.set("num_layers", m.layers);
  model.set("hidden_size", m.hidden);
  model.set("ffn_hidden_size", dense > 0 || !m.experts ? dense : m.experts->feed_forward);
  model.set("num_attention_heads", m.heads);
  model.set("num_query_groups", m.kv_heads);
  model.set("kv_channels", m.head_dim);
  if (m.windows) model.set("window_size", "(" + std::to_string(m.windows->size - 1) + ", 0)");
  if (m.experts) set_experts(m, *m.experts, model);
  model.set("position_embedding_type",
            m.learned_positions > 0 ? "\"learned_absolute\"" : "\"rope\"");
  model.set("normalization", m.norm == Norm::rms ? "\"RMSNorm\"" : "\"LayerNorm\"");
  model.set("gated_linear_unit", m.gated);
  model.set("activation_func", m.gated ? "functional.silu" : "functional.gelu");
  model.set("add_bias_linear", m.mlp_bias);
  model.set("add_qkv_bias", m.qkv_bias);
  model.set("qk_layernorm", m.qk_norm);
  model.set("share_embeddings_and_output_weights", m.tied_embeddings);
  bool const dropout = w.setup.job.dropout.value_or(0) > 0;
  model.set("attention_dropout", dropout ? "0.1" : "0.0");
  model.set("hidden_dropout", dropout ? "0.1" : "0.0");
  model.set("vocab_size", m.vocabulary);
  model.set("should_pad_vocab", true);
  return model.text();
}

void set_recompute(Work const& w, Assignments& model) {
  auto const& l = w.layout;
  if (l.recompute == Recompute::none) return;
  if (l.recompute == Recompute::selective)
    return model.set("recompute_granularity", "\"selective\"");
  bool const all = l.recompute_share >= 1;
  int const chunk = layers_per_chunk(w.plan.job.model.layers, l);
  model.set("recompute_granularity", "\"full\"");
  model.set("recompute_method", all ? "\"uniform\"" : "\"block\"");
  model.set("recompute_num_layers", all ? 1L : std::lround(l.recompute_share * chunk));
}

std::string layout_text(Work const& w) {
  auto const& l = w.layout;
  int const layers = w.plan.job.model.layers;
  Assignments model("model");
  model.set("sequence_parallel", l.sequence_parallel && l.tensor > 1);
  if (layers % (l.pipeline * l.virtual_stages) != 0)
    model.set("pipeline_model_parallel_layout", "\"" + pipeline_layout(layers, l) + "\"");
  if (l.virtual_stages > 1) model.set("virtual_pipeline_model_parallel_size", l.virtual_stages);
  if (l.virtual_stages > 1 && w.micro_batches % l.pipeline != 0)
    model.set("microbatch_group_size_per_vp_stage", micro_batch_group(w.micro_batches, l.pipeline));
  if (l.expert > 1) {
    model.set("expert_model_parallel_size", l.expert);
    model.set("expert_tensor_parallel_size", l.expert_tensor);
  }
  set_recompute(w, model);
  return model.text();
}

std::string sharding_text(Work const& w) {
  auto const& l = w.layout;
  bool const sharded = replicated(l) && l.zero > 0;
  Assignments ddp("cfg.ddp");
  ddp.set("use_distributed_optimizer", sharded);
  ddp.set("overlap_grad_reduce", replicated(l));
  ddp.set("overlap_param_gather", sharded);
  if (sharded && w.copies > 1) ddp.set("num_distributed_optimizer_instances", w.copies);
  if (shards_weights(w)) {
    ddp.set("use_megatron_fsdp", true);
    ddp.set("data_parallel_sharding_strategy",
            l.zero == 2 ? "\"optim_grads\"" : "\"optim_grads_params\"");
  }
  return ddp.text();
}

std::string_view precision(Work const& w) {
  if (w.plan.job.precision == Precision::fp16) return "fp16_mixed";
  return w.plan.job.precision == Precision::fp8 ? "bf16_with_fp8_current_scaling_mixed"
                                                : "bf16_mixed";
}

}  // namespace

Written bridge_recipe(Work const& w) {
  if (w.plan.job.model.latent_attention)
    return {.refusal = {.reason =
                            "Megatron-Bridge builds latent attention from a model's own recipe, "
                            "which this one is not",
                        .fix = "take --target megatron, or give the layout to Megatron-Bridge's "
                               "recipe of the model, such as deepseek_v3_pretrain_config"}};
  auto values = common_values(
      w, {"the learning rate and its warm-up (1 % of the run): a plan knows none of them",
          "positions, if they are rotary, are of base 10000 (model.rotary_base)"});
  bool const sharded = shards_weights(w);
  Assignments records("cfg.checkpoint");
  if (sharded) records.set("ckpt_format", "\"fsdp_dtensor\"");
  if (!sharded && w.setup.assumptions.asynchronous_checkpoints) records.set("async_save", true);
  values["model"] = model_text(w);
  values["layout"] = layout_text(w);
  values["sharding"] = sharding_text(w);
  values["precision"] = precision(w);
  values["records"] = records.text();
  return {.text = filled("nemo_recipe.py", values)};
}

}  // namespace ec2plan::launch
