#include "catalog/hf_keys.hpp"

#include "ec2plan/units/error.hpp"

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

ConfigKeys::ConfigKeys(Json const& json, std::string_view file) : file_(file), outer_(json, file_) {
  outer_.expect_object();
  inner_ = outer_.find("text_config");
  if (!inner_) return;
  inner_->expect_object();
  warn("text_config is read alone: parts for images or sound are not counted");
}

std::string ConfigKeys::model_type() const {
  auto const type = find({"model_type"});
  if (!type) return {};
  std::string const& text = type->text();
  return inner_ && text == "gemma3"   ? "gemma3_text"
         : inner_ && text == "llama4" ? "llama4_text"
                                      : text;
}

std::optional<JsonValue> ConfigKeys::find(std::initializer_list<std::string_view> names) const {
  for (auto const* level : {inner_ ? &*inner_ : nullptr, &outer_}) {
    if (level == nullptr) continue;
    for (auto const name : names)
      if (auto const found = level->find(name)) return found;
  }
  return std::nullopt;
}

std::optional<int> ConfigKeys::optional_count(std::initializer_list<std::string_view> names,
                                              int most) const {
  auto const value = find(names);
  return value ? std::optional(value->integer(1, most)) : std::nullopt;
}

int ConfigKeys::count(std::initializer_list<std::string_view> names, int most) {
  if (auto const value = optional_count(names, most)) return *value;
  lacks(*names.begin());
  return 0;
}

std::optional<int> ConfigKeys::nested_count(std::string_view object, std::string_view name) const {
  auto const value = find({object});
  return value ? value->find_integer(name, 1, 65'536) : std::nullopt;
}

std::optional<bool> ConfigKeys::optional_flag(std::string_view name) const {
  auto const value = find({name});
  return value ? std::optional(value->boolean()) : std::nullopt;
}

bool ConfigKeys::flag(std::string_view name, bool otherwise) const {
  return optional_flag(name).value_or(otherwise);
}

bool ConfigKeys::nested_flag(std::string_view object, std::string_view name, bool otherwise) const {
  auto const value = find({object});
  return value ? value->find_boolean(name).value_or(otherwise) : otherwise;
}

void ConfigKeys::refuse(std::string problem, std::string expected) const {
  throw InputError({.where = file_,
                    .problem = std::move(problem),
                    .expected = std::move(expected),
                    .fix = "check that this is the config.json of the model",
                    .kind = InputFault::Kind::file});
}

void ConfigKeys::expect_complete() const {
  if (missing_.empty()) return;
  std::string names;
  for (auto const& name : missing_)
    names += (names.empty() ? "" : ", ") + name;
  refuse("lacks keys that give the shape: " + names,
         "a Hugging Face config.json of a transformer that holds them");
}

}  // namespace ec2plan::catalog
