#include "catalog/hf_families.hpp"

namespace ec2plan::catalog {
namespace {

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

constexpr ConfigFamily families[] = {
    bert("albert"),
    {.model_type = "apertus", .gated = false, .qk_norm = head, .tied = false, .scalars = 2},
    {.model_type = "arcee", .gated = false, .tied = false},
    like_llama("baichuan"),
    {.model_type = "bailing_moe", .tied = false},
    {.model_type = "bailing_moe_v2", .qk_norm = head, .router_bias = true, .tied = false},
    like_llama("bamba"),
    bert("bert"),
    bloom(),
    bert("camembert"),
    {.model_type = "chatglm", .tied = false},
    parallel("codegen", false),
    cohere("cohere", 0),
    cohere("cohere2", 4),
    {.model_type = "dbrx", .tied = false},
    deepseek("deepseek", false),
    deepseek("deepseek_v2", false),
    deepseek("deepseek_v3", true),
    deepseek("deepseek_v32", true),
    bert("distilbert"),
    {.model_type = "dots1", .qk_norm = head, .router_bias = true, .tied = false},
    bert("electra"),
    like_llama("ernie4_5", true),
    {.model_type = "ernie4_5_moe", .router_bias = true, .tied = true},
    like_llama("exaone"),
    {.model_type = "exaone4", .qk_norm = head, .tied = false, .whole_every = 4},
    {.model_type = "exaone_moe",
     .qk_norm = head,
     .router_bias = true,
     .tied = false,
     .whole_every = 4},
    falcon("RefinedWeb"),
    falcon("RefinedWebModel"),
    falcon("falcon"),
    like_llama("falcon_h1"),
    {.model_type = "flex_olmo", .qk_norm = whole, .tied = false},
    gemma("gemma", 2, none, 0),
    gemma("gemma2", 4, none, 2),
    gemma("gemma3_text", 4, head, 6),
    gemma("gemma4_text", 4, head, 6),
    glm("glm", 2),
    glm("glm4", 4),
    glm("glm4_moe", 2, true),
    glm("glm4v_moe_text", 2, true),
    glm("glm4v_text", 4),
    deepseek("glm4_moe_lite", true),
    deepseek("glm_moe_dsa", true),
    plain,
    renamed(plain, "gpt_bigcode"),
    gpt_neo(),
    rotary("gpt_neox"),
    {.model_type = "gpt_oss",
     .attention_bias = true,
     .mlp_bias = true,
     .router_bias = true,
     .attention_sinks = true,
     .tied = false,
     .whole_every = 2},
    parallel("gptj", false),
    like_llama("granite"),
    like_llama("granitemoe"),
    like_llama("granitemoehybrid"),
    like_llama("granitemoeshared"),
    hunyuan("hunyuan"),
    hunyuan("hunyuan_v1_dense"),
    hunyuan("hunyuan_v1_moe"),
    {.model_type = "internlm", .attention_bias = true, .tied = false},
    like_llama("internlm2"),
    like_llama("internlm3"),
    like_llama("jamba"),
    deepseek("kimi_k2", true),
    deepseek("kimi_linear", true),
    like_llama("llama"),
    like_llama("llama4_text"),
    {.model_type = "mimo", .qkv_bias = true, .tied = false},
    {.model_type = "mimo_v2", .router_bias = true, .tied = false},
    {.model_type = "mimo_v2_flash", .router_bias = true, .tied = false},
    like_llama("minicpm", true),
    like_llama("minicpm3", true),
    like_llama("minimax"),
    {.model_type = "minimax_m2", .qk_norm = whole, .router_bias = true, .tied = false},
    like_llama("minimax_text_01"),
    like_llama("ministral"),
    like_llama("ministral3"),
    {.model_type = "mistral", .tied = false, .whole_every = 1},
    {.model_type = "mixtral", .tied = false, .whole_every = 1},
    {.model_type = "modernbert",
     .embedding_norm = true,
     .tied = true,
     .attention = Attention::bidirectional},
    {.model_type = "mpt", .gated = false, .tied = true, .four_times_wide = true},
    {.model_type = "nemotron", .gated = false, .norm = Norm::layer, .tied = false},
    {.model_type = "nemotron_h",
     .gated = false,
     .norms_per_layer = 1,
     .router_bias = true,
     .tied = false},
    {.model_type = "olmo", .norms_per_layer = 0, .final_norm = false, .tied = false},
    {.model_type = "olmo2", .qk_norm = whole, .tied = false},
    {.model_type = "olmo3", .qk_norm = whole, .tied = false, .whole_every = 4},
    {.model_type = "olmoe", .qk_norm = whole, .tied = false},
    opt(),
    {.model_type = "orion", .norm = Norm::layer, .tied = false},
    rotary("persimmon"),
    parallel("phi", true),
    {.model_type = "phi3", .tied = false, .whole_every = 1},
    {.model_type = "phimoe", .norm = Norm::layer, .tied = false, .whole_every = 1},
    {.model_type = "qwen", .qkv_bias = true, .tied = false},
    qwen2("qwen2"),
    qwen2("qwen2_5_omni_text"),
    qwen2("qwen2_5_vl"),
    qwen2("qwen2_5_vl_text"),
    {.model_type = "qwen2_moe",
     .qkv_bias = true,
     .shared_gate = true,
     .tied = false,
     .whole_every = 1,
     .window_by_flag = true},
    qwen2("qwen2_vl"),
    qwen2("qwen2_vl_text"),
    qwen3("qwen3"),
    qwen_next("qwen3_5_moe_text", false),
    qwen_next("qwen3_5_text", false),
    qwen3("qwen3_moe", false),
    qwen_next("qwen3_next", false),
    qwen3("qwen3_omni_moe_text", false),
    qwen3("qwen3_vl_moe_text", false),
    qwen3("qwen3_vl_text"),
    bert("roberta"),
    {.model_type = "seed_oss", .qkv_bias = true, .qkv_bias_alone = true, .tied = false},
    {.model_type = "smollm3", .tied = true, .whole_every = 1, .window_by_flag = true},
    {.model_type = "stablelm", .norm = Norm::layer, .tied = false},
    {.model_type = "stablelm_epoch", .norm = Norm::layer, .tied = false},
    {.model_type = "starcoder2",
     .gated = false,
     .norm = Norm::layer,
     .attention_bias = true,
     .mlp_bias = true,
     .tied = true,
     .whole_every = 1},
    bert("xlm-roberta"),
    like_llama("xverse"),
};

}  // namespace

ConfigFamily const* config_family(std::string_view model_type) {
  for (auto const& family : families)
    if (family.model_type == model_type) return &family;
  return nullptr;
}

}  // namespace ec2plan::catalog
