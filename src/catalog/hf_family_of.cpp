#include "catalog/hf_parts.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::string_view gated_activations[] = {"silu",  "swish",      "swiglu",     "geglu",
                                                  "reglu", "swiglu_oai", "fast-swiglu"};

bool is_gated(std::string_view activation) {
  for (auto const name : gated_activations)
    if (activation == name) return true;
  return activation.empty();
}

/// "Qwen2MoeForCausalLM" names qwen2_moe.
std::string type_in(std::string const& architecture) {
  std::string name = architecture;
  for (auto const* ending : {"For", "LMHead", "Model", "LM"}) {
    auto const at = name.find(ending);
    if (at != name.npos && at > 0) name.resize(at);
  }
  return lower(name);
}

std::string without_marks(std::string_view type) {
  std::string letters;
  for (char const letter : lower(std::string(type)))
    if (letter != '_' && letter != '-' && letter != '.') letters += letter;
  return letters;
}

/// By its type as it stands, as the text part of one, or without its marks.
ConfigFamily const* by_type(std::string const& type) {
  if (type.empty()) return nullptr;
  std::string const alone = type.ends_with("_text") ? type.substr(0, type.size() - 5) : type;
  for (auto const& name : {type, type + "_text", alone})
    if (auto const* family = config_family(name)) return family;
  for (auto const* known : {"qwen3_5_moe_text", "deepseek_v3", "deepseek_v2", "minimax_m2",
                            "minimax_text_01", "qwen2_moe", "qwen3_moe", "gpt_neox", "internlm2"})
    if (without_marks(known) == without_marks(type)) return config_family(known);
  return nullptr;
}

ConfigFamily const* by_architecture(ConfigKeys const& keys, std::string& name) {
  auto const listed = keys.find({"architectures"});
  if (!listed || !listed->json().is_array() || listed->size() == 0) return nullptr;
  auto const first = listed->at(std::size_t{0});
  if (!first.json().is_string()) return nullptr;
  name = first.json().get<std::string>();
  return by_type(type_in(name));
}

/// Llama's, but for what the keys say of activation and norms.
ConfigFamily by_keys(ConfigKeys& keys, std::string const& type) {
  auto const activation = keys.text({"hidden_act", "activation_function", "hidden_activation",
                                     "mlp_hidden_act", "ffn_act", "activation"});
  ConfigFamily family{.model_type = "unknown", .known = false};
  family.gated = is_gated(activation);
  bool const layer_norms =
      keys.mentions({"layer_norm_eps", "layer_norm_epsilon", "layernorm_epsilon"}) &&
      !keys.mentions({"rms_norm_eps", "rmsnorm", "norm_eps"});
  if (layer_norms || keys.text({"norm_type"}) == "layer_norm") family.norm = Norm::layer;
  keys.warn((type.empty() ? "the file names no model_type"
                          : "model_type '" + shown_text(type) + "' is unknown") +
            ": taken to be like Llama: " + (family.gated ? "gated" : "plain") + " feed-forward" +
            (activation.empty() ? "" : " (" + activation + ")") + ", " +
            (family.norm == Norm::layer ? "layer norms" : "RMS norms") + ", rotary positions");
  return family;
}

/// What the arguments of Megatron-LM say, which leave nothing to a family.
ConfigFamily by_arguments(ConfigKeys const& keys) {
  bool const layer_norm = keys.text({"norm_type"}) == "layer_norm";
  return {.model_type = "megatron",
          .gated = keys.text({"hidden_act"}) == "silu",
          .norm = layer_norm ? Norm::layer : Norm::rms,
          .qk_norm = keys.flag({"use_qk_norm"}, false) ? QueryKeyNorm::head : QueryKeyNorm::none,
          .learned_positions = keys.text({"position_embedding_type"}) == "learned_absolute",
          .tied = true};
}

}  // namespace

ConfigFamily family_of(ConfigKeys& keys) {
  auto const type = keys.model_type();
  if (type == "megatron") return by_arguments(keys);
  if (auto const* family = by_type(type)) return *family;
  std::string architecture;
  if (auto const* family = by_architecture(keys, architecture)) {
    keys.warn(
        (type.empty() ? "no model_type" : "model_type '" + shown_text(type) + "' is unknown") +
        ": read as " + std::string(family->model_type) + ", for its architecture " +
        shown_text(architecture));
    return *family;
  }
  if (keys.find({"type_vocab_size"})) {
    keys.warn((type.empty() ? "the file names no model_type"
                            : "model_type '" + shown_text(type) + "' is unknown") +
              ": read as a BERT, for its type_vocab_size");
    auto family = *config_family("bert");
    family.known = false;
    family.gated = is_gated(keys.text({"hidden_act", "activation_function"})) &&
                   keys.mentions({"hidden_act", "activation_function"});
    return family;
  }
  return by_keys(keys, type);
}

}  // namespace ec2plan::catalog
