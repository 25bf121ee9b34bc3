#include "catalog/hf_family.hpp"

namespace ec2plan::catalog {
namespace {

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

/// One norm a layer, in front of attention and feed-forward at once.
constexpr ConfigFamily phi() {
  ConfigFamily family = rotary("phi");
  family.norms_per_layer = 1;
  return family;
}

constexpr ConfigFamily bert() {
  ConfigFamily family = renamed(plain, "bert");
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

constexpr ConfigFamily families[] = {
    bert(),
    bloom(),
    {.model_type = "deepseek_v2", .tied = false},
    {.model_type = "deepseek_v3", .router_bias = true, .tied = false},
    falcon("RefinedWeb"),
    falcon("RefinedWebModel"),
    falcon("falcon"),
    {.model_type = "gemma", .tied = true},
    {.model_type = "gemma2", .norms_per_layer = 4, .tied = true},
    {.model_type = "gemma3_text", .norms_per_layer = 4, .qk_norm = true, .tied = true},
    plain,
    renamed(plain, "gpt_bigcode"),
    rotary("gpt_neox"),
    {.model_type = "gpt_oss",
     .attention_bias = true,
     .mlp_bias = true,
     .router_bias = true,
     .attention_sinks = true,
     .tied = false},
    {.model_type = "llama", .tied = false},
    {.model_type = "llama4_text", .tied = false},
    {.model_type = "mistral", .tied = false},
    {.model_type = "mixtral", .tied = false},
    {.model_type = "mpt", .gated = false, .tied = true, .four_times_wide = true},
    opt(),
    phi(),
    {.model_type = "phi3", .tied = false},
    {.model_type = "qwen2", .qkv_bias = true},
    {.model_type = "qwen2_moe", .qkv_bias = true, .tied = false},
    {.model_type = "qwen3", .qk_norm = true},
    {.model_type = "qwen3_moe", .qk_norm = true, .tied = false},
};

}  // namespace

ConfigFamily const* config_family(std::string_view model_type) {
  for (auto const& family : families)
    if (family.model_type == model_type) return &family;
  return nullptr;
}

}  // namespace ec2plan::catalog
