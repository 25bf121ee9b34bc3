#pragma once

#include "catalog/hf_families.hpp"

/// Kinds of families that differ in little, for the table of all.
namespace ec2plan::catalog::kinds_of_family {

using enum QueryKeyNorm;

/// GPT-2 and its heirs: plain feed-forward, layer norms, biases everywhere.
constexpr ConfigFamily plain{.model_type = "gpt2",
                             .gated = false,
                             .norm = Norm::layer,
                             .attention_bias = true,
                             .mlp_bias = true,
                             .learned_positions = true,
                             .tied = true,
                             .four_times_wide = true};

constexpr ConfigFamily renamed(ConfigFamily family, std::string_view model_type) {
  family.model_type = model_type;
  return family;
}

constexpr ConfigFamily rotary(std::string_view model_type) {
  ConfigFamily family = renamed(plain, model_type);
  family.learned_positions = family.four_times_wide = false;
  family.tied = false;
  return family;
}

constexpr ConfigFamily opt() {
  ConfigFamily family = renamed(plain, "opt");
  family.extra_positions = 2;
  family.four_times_wide = false;
  return family;
}

constexpr ConfigFamily bloom() {
  ConfigFamily family = renamed(plain, "bloom");
  family.learned_positions = false;
  family.embedding_norm = true;
  return family;
}

/// Local and whole attention by turns; no biases of queries, keys and values.
constexpr ConfigFamily gpt_neo() {
  ConfigFamily family = renamed(plain, "gpt_neo");
  family.attention_bias = false;
  return family;
}

/// One norm a layer, in front of attention and feed-forward at once; the head has biases.
constexpr ConfigFamily parallel(std::string_view model_type, bool attention_bias) {
  ConfigFamily family = rotary(model_type);
  family.norms_per_layer = 1;
  family.attention_bias = attention_bias;
  family.head_bias = family.four_times_wide = true;
  return family;
}

constexpr ConfigFamily bert(std::string_view model_type) {
  ConfigFamily family = renamed(plain, model_type);
  family.final_norm = family.four_times_wide = false;
  family.embedding_norm = true;
  family.attention = Attention::bidirectional;
  return family;
}

/// Biases follow the key `bias`; norms are set from `new_decoder_architecture`.
constexpr ConfigFamily falcon(std::string_view model_type) {
  return {.model_type = model_type,
          .gated = false,
          .norm = Norm::layer,
          .tied = true,
          .four_times_wide = true};
}

/// RMS norms, a gated feed-forward, no biases; untied, but where it is said.
constexpr ConfigFamily like_llama(std::string_view model_type, bool tied = false) {
  return {.model_type = model_type, .tied = tied};
}

constexpr ConfigFamily qwen2(std::string_view model_type) {
  return {.model_type = model_type, .qkv_bias = true, .whole_every = 1, .window_by_flag = true};
}

constexpr ConfigFamily qwen3(std::string_view model_type, std::optional<bool> tied = {}) {
  return {.model_type = model_type,
          .qk_norm = head,
          .tied = tied,
          .whole_every = 1,
          .window_by_flag = true};
}

/// A full attention with an output gate in every fourth layer, the delta rule in the others.
constexpr ConfigFamily qwen_next(std::string_view model_type, std::optional<bool> tied) {
  return {.model_type = model_type,
          .qk_norm = head,
          .attention_gate = true,
          .shared_gate = true,
          .tied = tied};
}

constexpr ConfigFamily deepseek(std::string_view model_type, bool router_bias) {
  return {.model_type = model_type, .router_bias = router_bias, .tied = false};
}

/// One norm a layer without a bias.
constexpr ConfigFamily cohere(std::string_view model_type, int whole_every) {
  return {.model_type = model_type, .norms_per_layer = 1, .tied = true, .whole_every = whole_every};
}

constexpr ConfigFamily gemma(std::string_view model_type, int norms, QueryKeyNorm qk_norm,
                             int whole_every) {
  return {.model_type = model_type,
          .norms_per_layer = norms,
          .qk_norm = qk_norm,
          .tied = true,
          .whole_every = whole_every};
}

constexpr ConfigFamily glm(std::string_view model_type, int norms, bool router_bias = false) {
  return {.model_type = model_type,
          .norms_per_layer = norms,
          .qkv_bias_alone = true,
          .router_bias = router_bias,
          .tied = false};
}

constexpr ConfigFamily hunyuan(std::string_view model_type) {
  return {.model_type = model_type, .qk_norm = head, .tied = true};
}

}  // namespace ec2plan::catalog::kinds_of_family
