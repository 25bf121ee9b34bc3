#include "catalog/hf_parts.hpp"

#include <cmath>

#include "ec2plan/model/layer_kinds.hpp"

namespace ec2plan::catalog {
namespace {

void read_falcon(ConfigKeys const& keys, Transformer& shape) {
  bool const new_architecture = keys.flag({"new_decoder_architecture"}, false);
  bool const one_norm = !new_architecture && keys.flag({"parallel_attn"}, true);
  shape.norms_per_layer =
      keys.optional_count({"num_ln_in_parallel_attn"}).value_or(one_norm ? 1 : 2);
}

/// Embeddings of a width of their own, with projections to and from the layers'.
void read_opt(ConfigKeys const& keys, Transformer& shape) {
  shape.final_norm = keys.flag({"do_layer_norm_before"}, true);
  auto const width = keys.optional_count({"word_embed_proj_dim"}, 1'000'000);
  if (!width || *width == shape.hidden) return;
  shape.embedding_width = *width;
  shape.extras += 2.0 * *width * shape.hidden;
}

void read_mpt(ConfigKeys& keys, Transformer& shape) {
  bool const biases = !keys.flag({"no_bias"}, true);
  shape.norm = biases ? Norm::layer : Norm::rms;  // without biases a layer norm has as few
  shape.qkv_bias = shape.output_bias = shape.mlp_bias = biases;
  if (!keys.flag({"attn_config/alibi"}, false) && !keys.flag({"attn_config/rope"}, false))
    shape.learned_positions = keys.count({"max_seq_len"}, most_positions);
}

/// ChatGLM of the first generation is a GPT with rotary positions.
void read_chatglm(ConfigKeys const& keys, Transformer& shape) {
  bool const first = keys.optional_count({"inner_hidden_size"}, 1'000'000).has_value();
  shape.qkv_bias = keys.flag({"add_qkv_bias"}, first);
  if (!keys.flag({"rmsnorm"}, !first)) shape.norm = Norm::layer;
  if (!first) return;
  shape.gated = false;
  shape.output_bias = shape.mlp_bias = true;
}

/// One set of weights for all layers, and embeddings of a width of their own.
void read_albert(ConfigKeys& keys, Transformer& shape) {
  int const groups = keys.optional_count({"num_hidden_groups"}).value_or(1);
  int const inner = keys.optional_count({"inner_group_num"}).value_or(1);
  if (groups * inner > shape.layers || shape.layers % (groups * inner) != 0)
    keys.refuse_kind("layers that share weights unevenly (num_hidden_groups)");
  shape.layers_sharing = shape.layers / (groups * inner);
}

/// BERT's relatives whose embeddings are narrower: their positions are too.
void read_narrow_embeddings(ConfigKeys const& keys, Transformer& shape) {
  auto const width = keys.optional_count({"embedding_size"}, 1'000'000);
  if (!width || *width == shape.hidden) return;
  shape.embedding_width = *width;
  shape.extras += 1.0 * shape.learned_positions * *width + (*width + 1.0) * shape.hidden;
  shape.learned_positions = 0;
}

/// Granite's hybrids without experts have the shared feed-forward alone.
void read_granite(ConfigKeys const& keys, Transformer& shape) {
  if (shape.experts) return;
  auto const width = keys.optional_count({"shared_intermediate_size"}, 4'000'000);
  if (width) shape.feed_forward = *width;
}

/// LFM2 gives the width before it is cut to two thirds and rounded up.
void read_lfm2(ConfigKeys const& keys, Transformer& shape) {
  if (!keys.flag({"block_auto_adjust_ff_dim"}, true)) return;
  int const multiple = keys.optional_count({"block_multiple_of"}).value_or(256);
  auto const factor = keys.find({"block_ffn_dim_multiplier"});
  double const cut =
      std::floor(2.0 * shape.feed_forward / 3) * (factor ? factor->number(0.01, 100) : 1);
  shape.feed_forward = multiple * static_cast<int>(std::ceil(std::floor(cut) / multiple));
}

/// Norms around both feed-forwards, scales of the router and of each expert.
double gemma4_extras(Transformer const& shape) {
  double const sparse = expert_layers(shape);
  double const experts = shape.experts ? shape.experts->count : 0;
  return shape.layers + sparse * (4.0 * shape.hidden + experts);
}

bool has_whole_norm(ConfigKeys const& keys, ConfigFamily const& family) {
  if (family.model_type.starts_with("cohere")) return keys.flag({"use_qk_norm"}, false);
  return family.qk_norm == QueryKeyNorm::whole;
}

}  // namespace

Transformer family_shape(ConfigFamily const& family) {
  return {.gated = family.gated,
          .norm = family.norm,
          .norms_per_layer = family.norms_per_layer,
          .final_norm = family.final_norm,
          .embedding_norm = family.embedding_norm,
          .qk_norm = family.qk_norm == QueryKeyNorm::head,
          .attention_sinks = family.attention_sinks,
          .router_bias = family.router_bias,
          .attention = family.attention};
}

void read_switches(ConfigKeys const& keys, ConfigFamily const& family, Transformer& shape) {
  auto const everywhere = keys.optional_flag({"bias", "use_bias", "add_bias_linear"});
  bool const attention = keys.flag({"attention_bias"}, everywhere.value_or(family.attention_bias));
  shape.qkv_bias =
      keys.flag({"qkv_bias", "use_qkv_bias", "add_qkv_bias"}, attention || family.qkv_bias);
  shape.output_bias = keys.flag({"attention_out_bias"}, attention && !family.qkv_bias_alone);
  shape.mlp_bias = keys.flag({"mlp_bias"}, everywhere.value_or(family.mlp_bias));
  if (family.model_type == "internlm") shape.mlp_bias = false;
  bool const whole =
      family.qk_norm == QueryKeyNorm::whole || family.model_type.starts_with("cohere");
  if (auto const normed = keys.optional_flag({"use_qk_norm", "qk_layernorm", "qk_norm"}))
    shape.qk_norm = *normed && !whole;
  shape.attention_gate = keys.flag({"attn_output_gate"}, family.attention_gate);
  auto const both_ways = keys.find({"use_bidirectional_attention"});
  if (both_ways && both_ways->json() == true) shape.attention = Attention::bidirectional;
  auto const method = keys.text({"topk_method"});
  if (!method.empty()) shape.router_bias = method == "noaux_tc";
  shape.router_bias = keys.flag({"moe_router_enable_expert_bias"}, shape.router_bias);
}

void read_peculiarities(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  auto const type = family.model_type;
  if (is_falcon(type)) read_falcon(keys, shape);
  if (type == "opt") read_opt(keys, shape);
  if (type == "mpt") read_mpt(keys, shape);
  if (type == "chatglm") read_chatglm(keys, shape);
  if (type == "albert") read_albert(keys, shape);
  if (type == "albert" || type == "electra") read_narrow_embeddings(keys, shape);
  if (type == "qwen") shape.feed_forward /= 2;  // its key counts both input projections
  if (type == "gpt_neo") shape.output_bias = true;
  if (type == "falcon_h1" && shape.state_space)
    shape.state_space->norm = keys.flag({"mamba_rms_norm"}, false);
  if (type == "granitemoehybrid") read_granite(keys, shape);
  if (type == "lfm2") read_lfm2(keys, shape);
  if (type.starts_with("stablelm") && keys.flag({"use_parallel_residual"}, false))
    shape.norms_per_layer = 1;
}

void read_extras(ConfigKeys const& keys, ConfigFamily const& family, Transformer& shape) {
  shape.layer_extras += family.scalars * shape.layers;
  if (family.shared_gate && shape.experts && shape.experts->shared_feed_forward > 0)
    shape.layer_extras += expert_layers(shape) * shape.hidden;
  bool const norms = keys.flag({"use_qk_norm", "qk_layernorm", "qk_norm"}, true);
  if (norms && has_whole_norm(keys, family))
    for (auto const& kind : attention_kinds(shape))
      shape.layer_extras += kind.layers * (kind.heads + kind.kv_heads) * kind.key_dim;
  if (family.model_type == "bitnet")  // a norm more in front of each projection back
    shape.layer_extras += 1.0 * shape.layers * (shape.hidden + shape.feed_forward);
  if (keys.flag({"use_head_wise_attn_gate"}, false))
    for (auto const& kind : attention_kinds(shape))
      shape.layer_extras += kind.layers * kind.heads * shape.hidden;
  if (family.model_type == "gemma4_text") shape.layer_extras += gemma4_extras(shape);
  if (shape.windows && keys.flag({"add_swa_attention_sink_bias"}, false))
    shape.layer_extras += 1.0 * shape.windows->layers * shape.heads;
  if (keys.flag({"lm_head_bias"}, family.head_bias)) shape.extras += shape.vocabulary;
}

}  // namespace ec2plan::catalog
