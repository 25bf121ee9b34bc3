#include "catalog/hf_config.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <optional>

#include "catalog/hf_keys.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

constexpr double silent_share = 0.05;  // of embeddings, below which a default of `tied` is harmless

void read_feed_forward(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  auto const width = keys.optional_count(
      {"intermediate_size", "ffn_dim", "n_inner", "ffn_hidden_size"}, 4'000'000);
  auto const ratio = keys.optional_count({"expansion_ratio"}, 1000);
  if (width)
    shape.feed_forward = *width;
  else if (ratio)
    shape.feed_forward = *ratio * shape.hidden;
  else if (family.four_times_wide)
    shape.feed_forward = 4 * shape.hidden;
  else
    keys.lacks("intermediate_size");
}

int key_value_heads(ConfigKeys& keys, std::string_view type, int heads) {
  bool const falcon = type == "falcon" || type.starts_with("RefinedWeb");
  if (type == "gpt_bigcode") return keys.flag("multi_query", true) ? 1 : heads;
  if (falcon && !keys.flag("new_decoder_architecture", false))
    return keys.flag("multi_query", true) ? 1 : heads;
  if (auto const count = keys.optional_count({"num_key_value_heads", "num_kv_heads", "n_head_kv"}))
    return *count;
  return keys.nested_count("attn_config", "kv_n_heads").value_or(heads);
}

void read_heads(ConfigKeys& keys, std::string_view type, Transformer& shape) {
  shape.heads = keys.count({"num_attention_heads", "n_head", "n_heads"}, 4096);
  if (shape.heads == 0) return;
  shape.kv_heads = key_value_heads(keys, type, shape.heads);
  if (shape.heads % shape.kv_heads != 0)
    keys.refuse("has heads that its key and value heads do not divide",
                "attention heads divisible by key and value heads");
  if (keys.latent()) return;
  auto const head_dim = keys.optional_count({"head_dim"}, 4096);
  if (!head_dim && shape.hidden % shape.heads != 0)
    keys.refuse("has no \"head_dim\"", "a hidden size divisible by the heads, or \"head_dim\"");
  shape.head_dim = head_dim.value_or(shape.hidden / shape.heads);
}

void read_latent_attention(ConfigKeys& keys, Transformer& shape) {
  LatentAttention const latent{.query_rank = keys.optional_count({"q_lora_rank"}),
                               .key_value_rank = keys.count({"kv_lora_rank"}),
                               .nope_head_dim = keys.count({"qk_nope_head_dim"}),
                               .rope_head_dim = keys.count({"qk_rope_head_dim"}),
                               .value_head_dim = keys.count({"v_head_dim"})};
  shape.latent_attention = latent;
  shape.kv_heads = shape.heads;
  shape.head_dim = latent.nope_head_dim + latent.rope_head_dim;
}

void read_biases(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  bool const everywhere = keys.flag("bias", keys.flag("use_bias", false));
  bool const attention = keys.flag("attention_bias", family.attention_bias || everywhere);
  shape.qkv_bias = keys.flag("qkv_bias", attention || family.qkv_bias);
  shape.output_bias = attention;
  shape.mlp_bias = keys.flag("mlp_bias", family.mlp_bias || everywhere);
}

/// Falcon's norms, MPT's lack of biases and positions: what flags of one family alone decide.
void read_peculiarities(ConfigKeys& keys, std::string_view type, Transformer& shape) {
  if (type == "falcon" || type.starts_with("RefinedWeb")) {
    bool const new_architecture = keys.flag("new_decoder_architecture", false);
    bool const one_norm = !new_architecture && keys.flag("parallel_attn", true);
    shape.norms_per_layer =
        keys.optional_count({"num_ln_in_parallel_attn"}).value_or(one_norm ? 1 : 2);
  }
  if (type == "opt") {
    shape.final_norm = keys.flag("do_layer_norm_before", true);
    auto const projection = keys.optional_count({"word_embed_proj_dim"}, 1'000'000);
    if (projection && *projection != shape.hidden)
      keys.warn("word_embed_proj_dim differs from hidden_size: embeddings are counted too large");
  }
  if (type == "mpt") {
    bool const biases = !keys.flag("no_bias", true);
    shape.norm = biases ? Norm::layer : Norm::rms;  // without biases a layer norm has as few
    shape.qkv_bias = shape.output_bias = shape.mlp_bias = biases;
    if (!keys.nested_flag("attn_config", "alibi", false) &&
        !keys.nested_flag("attn_config", "rope", false))
      shape.learned_positions = keys.count({"max_seq_len"}, 10'000'000);
  }
}

int layers_where(int layers, std::function<bool(int)> const& sparse) {
  int count = 0;
  for (int layer = 0; layer < layers; ++layer)
    count += sparse(layer) ? 1 : 0;
  return count;
}

bool lists(std::optional<JsonValue> const& list, int layer) {
  if (!list) return false;
  list->expect_array();
  return std::any_of(list->json().begin(), list->json().end(),
                     [&](Json const& element) { return element == layer; });
}

/// DeepSeek's `moe_layer_freq` is a stride, or a list with a 1 for each layer with experts.
bool has_experts(std::optional<JsonValue> const& frequency, int layer) {
  if (!frequency) return true;
  if (!frequency->json().is_array()) return layer % frequency->integer(1, 10'000) == 0;
  auto const index = static_cast<std::size_t>(layer);
  return index < frequency->size() && frequency->at(index).integer(0, 1) == 1;
}

int sparse_layers(ConfigKeys const& keys, int layers) {
  if (auto const listed = keys.find({"moe_layers"}))
    return layers_where(layers, [&](int layer) { return lists(listed, layer); });
  if (auto const step = keys.optional_count({"interleave_moe_layer_step"})) return layers / *step;
  if (auto const first = keys.find({"first_k_dense_replace"})) {
    int const dense = first->integer(0, 10'000);
    auto const frequency = keys.find({"moe_layer_freq"});
    return layers_where(layers,
                        [&](int layer) { return layer >= dense && has_experts(frequency, layer); });
  }
  int const step = keys.optional_count({"decoder_sparse_step"}).value_or(1);
  auto const plain = keys.find({"mlp_only_layers"});
  return layers_where(layers,
                      [&](int layer) { return (layer + 1) % step == 0 && !lists(plain, layer); });
}

int shared_width(ConfigKeys const& keys, std::string_view type, int expert) {
  if (type == "llama4_text") return expert;
  if (auto const width = keys.find({"shared_expert_intermediate_size", "shared_intermediate_size"}))
    return width->integer(0, 4'000'000);
  if (auto const count = keys.find({"n_shared_experts", "num_shared_experts"}))
    return count->integer(0, 64) * expert;
  return 0;
}

/// Gives the shape its mixture of experts, if the configuration has one.
void read_experts(ConfigKeys& keys, std::string_view type, Transformer& shape) {
  auto const count =
      keys.find({"num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts"});
  if (!count || count->integer(0, 65'536) < 2) return;
  int const dense_width =
      keys.optional_count({"intermediate_size_mlp"}, 4'000'000).value_or(shape.feed_forward);
  int const width =
      keys.optional_count({"moe_intermediate_size"}, 1'000'000).value_or(shape.feed_forward);
  int const dense = shape.layers - sparse_layers(keys, shape.layers);
  shape.experts = {.count = count->integer(0, 65'536),
                   .per_token = keys.count({"num_experts_per_tok", "num_experts_per_token"}, 1024),
                   .feed_forward = width,
                   .shared_feed_forward = shared_width(keys, type, width),
                   .dense_layers = dense,
                   .dense_feed_forward = dense > 0 ? dense_width : 0};
  if (shape.experts->per_token > shape.experts->count)
    keys.refuse("sends a token to more experts than it has",
                "num_experts_per_tok of at most the number of experts");
}

void read_positions(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  if (!family.learned_positions) return;
  int const positions = keys.count(
      {"max_position_embeddings", "n_positions", "max_seq_len", "seq_length", "model_max_length"},
      10'000'000);
  shape.learned_positions = positions + family.extra_positions;
}

void read_tied(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape) {
  auto const given = keys.optional_flag("tie_word_embeddings");
  shape.tied_embeddings = given.value_or(family.tied.value_or(false));
  if (given || !keys.missing().empty()) return;
  double const embedding = static_cast<double>(shape.vocabulary) * shape.hidden;
  double const share = embedding / parameters(shape).total();
  if (share < silent_share) return;
  keys.warn("tie_word_embeddings is absent: taken as " +
            std::string(shape.tied_embeddings ? "true" : "false") + "; the embedding is " +
            percent_text(share) + " of the parameters");
}

Transformer family_shape(ConfigFamily const& family) {
  return {.gated = family.gated,
          .norm = family.norm,
          .norms_per_layer = family.norms_per_layer,
          .final_norm = family.final_norm,
          .embedding_norm = family.embedding_norm,
          .qk_norm = family.qk_norm,
          .attention_sinks = family.attention_sinks,
          .router_bias = family.router_bias,
          .attention = family.attention};
}

/// The family, or one like Llama's with a warning that says what was assumed.
ConfigFamily known_family(ConfigKeys& keys, std::string_view type) {
  if (auto const* family = config_family(type)) return *family;
  keys.warn(
      "model_type '" + shown_text(type) +
      "' is unknown: taken to be like Llama: gated feed-forward, RMS norms, rotary positions");
  return {.model_type = "unknown"};
}

}  // namespace

ConfigShape config_shape(std::string_view text, std::string_view file) {
  Json const json = parsed_json(text, file);
  ConfigKeys keys(json, file);
  std::string const type = keys.model_type();
  ConfigFamily const family = known_family(keys, type);
  Transformer shape = family_shape(family);
  shape.layers = keys.count({"num_hidden_layers", "n_layer", "n_layers", "num_layers"}, 10'000);
  shape.hidden = keys.count({"hidden_size", "n_embd", "n_embed", "d_model"}, 1'000'000);
  shape.vocabulary = keys.count({"vocab_size"}, 10'000'000);
  read_heads(keys, type, shape);
  if (keys.latent()) read_latent_attention(keys, shape);
  read_feed_forward(keys, family, shape);
  read_positions(keys, family, shape);
  read_biases(keys, family, shape);
  read_peculiarities(keys, type, shape);
  read_experts(keys, type, shape);
  keys.expect_complete();
  read_tied(keys, family, shape);
  return {.shape = std::move(shape), .warnings = keys.warnings()};
}

}  // namespace ec2plan::catalog
