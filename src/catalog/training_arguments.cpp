#include "catalog/training_arguments.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <vector>

#include "catalog/json_file.hpp"

namespace ec2plan::catalog {
namespace {

using Values = std::map<std::string, std::string, std::less<>>;

/// An argument's name and its key in a config.json. Flags without a value are "true".
struct ArgumentName {
  std::string_view argument, key;
};

constexpr ArgumentName argument_names[] = {
    {"num_layers", "num_hidden_layers"},
    {"hidden_size", "hidden_size"},
    {"ffn_hidden_size", "intermediate_size"},
    {"num_attention_heads", "num_attention_heads"},
    {"num_query_groups", "num_key_value_heads"},
    {"kv_channels", "head_dim"},
    {"vocab_size", "vocab_size"},
    {"padded_vocab_size", "padded_vocab_size"},
    {"max_position_embeddings", "max_position_embeddings"},
    {"num_experts", "num_experts"},
    {"num_moe_experts", "num_experts"},
    {"moe_router_topk", "num_experts_per_tok"},
    {"moe_ffn_hidden_size", "moe_intermediate_size"},
    {"moe_shared_expert_intermediate_size", "shared_expert_intermediate_size"},
    {"moe_layer_freq", "moe_layer_freq"},
    {"q_lora_rank", "q_lora_rank"},
    {"kv_lora_rank", "kv_lora_rank"},
    {"qk_head_dim", "qk_nope_head_dim"},
    {"qk_pos_emb_head_dim", "qk_rope_head_dim"},
    {"v_head_dim", "v_head_dim"},
    {"mtp_num_layers", "mtp_num_layers"},
    {"qk_layernorm", "use_qk_norm"},
    {"add_qkv_bias", "qkv_bias"},
    {"dim", "dim"},
    {"n_layers", "n_layers"},
    {"n_heads", "n_heads"},
    {"n_kv_heads", "n_kv_heads"},
    {"hidden_dim", "hidden_dim"},
    {"ffn_dim_multiplier", "ffn_dim_multiplier"},
    {"multiple_of", "multiple_of"},
};

/// Switches and words that are read apart.
constexpr std::string_view switches[] = {"swiglu",
                                         "gated_linear_unit",
                                         "normalization",
                                         "disable_bias_linear",
                                         "add_bias_linear",
                                         "untie_embeddings_and_output_weights",
                                         "share_embeddings_and_output_weights",
                                         "position_embedding_type",
                                         "group_query_attention",
                                         "multi_latent_attention",
                                         "squared_relu"};

bool is_known(std::string_view name) {
  return std::ranges::find(switches, name) != std::end(switches) ||
         std::ranges::find(argument_names, name, &ArgumentName::argument) !=
             std::end(argument_names);
}

std::string underscored(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '-', '_');
  return text;
}

bool is_blank(char letter) { return std::isspace(static_cast<unsigned char>(letter)) != 0; }

bool is_of_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

/// The value of $NAME, ${NAME} or ${NAME:-32}, by the assignments that stand in the text.
std::string resolved(std::string_view word, Values const& assigned) {
  if (!word.starts_with('$')) return std::string(word);
  word.remove_prefix(word.starts_with("${") ? 2 : 1);
  if (word.ends_with('}')) word.remove_suffix(1);
  auto const otherwise = word.find(":-");
  auto const found = assigned.find(word.substr(0, otherwise));
  if (found != assigned.end() && !found->second.starts_with('$')) return found->second;
  return otherwise == word.npos ? std::string() : std::string(word.substr(otherwise + 2));
}

/// Words apart at blanks, quotes, commas and calls, comments and the ends of continued lines left
/// out.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  int brackets = 0;
  auto const close = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    char const letter = text[at];
    if (letter == '#' && word.empty()) at = std::min(text.find('\n', at), text.size());
    if (at >= text.size()) break;
    brackets += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
    bool const call = text[at] == '(' && !word.empty() && is_of_word(word.back());
    bool const apart = is_blank(text[at]) || text[at] == '"' || text[at] == '\'' ||
                       text[at] == '\\' || call || (text[at] == ',' && brackets <= 0);
    if (apart)
      close();
    else
      word += text[at];
  }
  close();
  return words;
}

void add(Values& values, std::string const& name, std::string value) {
  while (!value.empty() && (value.back() == ',' || value.back() == ')') && !value.starts_with('('))
    value.pop_back();
  values.insert_or_assign(name, std::move(value));
}

/// "--num-layers 32", "--num-layers=32", "num_layers: 32", "num_layers=32,"; NAME=32 for $NAME.
Values values_in(std::vector<std::string> const& words) {
  Values assigned, values;
  for (std::size_t index = 0; index < words.size(); ++index) {
    auto const& word = words[index];
    bool const is_flag = word.starts_with("--");
    auto const text = std::string_view(word).substr(is_flag ? 2 : 0);
    auto const end = static_cast<std::size_t>(
        std::ranges::find_if_not(text, [](char l) { return is_of_word(l) || l == '-'; }) -
        text.begin());
    auto const name = underscored(text.substr(0, end));
    auto rest = text.substr(end);
    bool const assigns = rest.starts_with('=') || rest.starts_with(':');
    if (assigns) rest.remove_prefix(1);
    bool const parted = rest.empty() && index + 1 < words.size();
    auto next = std::string(rest);
    if (parted && (is_flag || assigns)) next = words[index + 1];
    if (!is_flag && !assigns && parted && words[index + 1] == "=" && index + 2 < words.size())
      next = words[index + 2];
    if (!is_flag && assigns && !next.empty()) assigned.insert_or_assign(name, next);
    if (!is_known(name)) continue;
    auto value = next.starts_with("--") ? std::string() : resolved(next, assigned);
    if (is_flag && (value.empty() || next.starts_with("--"))) value = "true";
    if (!value.empty()) add(values, name, std::move(value));
  }
  return values;
}

bool says(Values const& values, std::string_view name, bool otherwise) {
  auto const found = values.find(name);
  if (found == values.end()) return otherwise;
  return found->second != "false" && found->second != "False" && found->second != "0";
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  std::string plain;
  std::ranges::copy_if(text, std::back_inserter(plain), [](char l) { return l != '_'; });
  auto const [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

/// "([0]*3+[1]*58)": 0 and 1 of each layer; a plain number is a stride.
Json frequency_in(std::string_view text) {
  if (auto const stride = number_in(text)) return *stride;
  Json list = Json::array();
  for (std::size_t at = text.find('['); at != text.npos && list.size() <= 10'000;
       at = text.find('[', at + 1)) {
    auto const end = text.find(']', at);
    if (end == text.npos) break;
    int times = 1;
    if (end + 1 < text.size() && text[end + 1] == '*')
      std::from_chars(text.data() + end + 2, text.data() + text.size(), times);
    for (int time = 0; time < std::min(times, 10'000); ++time)
      for (char const letter : text.substr(at + 1, end - at - 1))
        if (letter == '0' || letter == '1') list.push_back(letter - '0');
  }
  return list;
}

Json value_of(std::string const& key, std::string const& text) {
  if (key == "moe_layer_freq") return frequency_in(text);
  if (text == "true" || text == "True") return true;
  if (text == "false" || text == "False") return false;
  if (text == "null" || text == "None") return nullptr;
  if (auto const number = number_in(text)) return *number;
  return text;
}

/// What Megatron takes where an argument is left out.
void add_switches(Values const& values, Json& config) {
  bool const gated = says(values, "swiglu", says(values, "gated_linear_unit", false));
  bool const biases =
      says(values, "add_bias_linear", true) && !says(values, "disable_bias_linear", false);
  auto const norm = values.find("normalization");
  auto const positions = values.find("position_embedding_type");
  config["model_type"] = "megatron";
  config["hidden_act"] = gated ? "silu" : says(values, "squared_relu", false) ? "relu2" : "gelu";
  config["norm_type"] = norm != values.end() && norm->second == "RMSNorm" ? "rms" : "layer_norm";
  config["use_bias"] = biases;
  config["tie_word_embeddings"] = says(values, "share_embeddings_and_output_weights", true) &&
                                  !says(values, "untie_embeddings_and_output_weights", false);
  config["position_embedding_type"] =
      positions == values.end() ? "learned_absolute" : positions->second;
  if (!says(values, "group_query_attention", true)) config.erase("num_key_value_heads");
  if (!says(values, "multi_latent_attention", config.contains("kv_lora_rank")))
    for (auto const* key :
         {"q_lora_rank", "kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim"})
      config.erase(key);
  if (config.contains("intermediate_size") || !config.contains("hidden_size") ||
      !config["hidden_size"].is_number())
    return;
  double const hidden = config["hidden_size"].get<double>();
  config["intermediate_size"] = gated ? std::floor(4 * hidden * 2 / 3 / 64) * 64 : 4 * hidden;
}

}  // namespace

std::optional<std::string> config_of_arguments(std::string_view text) {
  auto const first = std::ranges::find_if_not(text, is_blank);
  if (first == text.end() || *first == '{' || *first == '[') return std::nullopt;
  auto const values = values_in(words_in(text));
  bool const titan = values.contains("dim") && values.contains("n_layers");
  if (!titan && !(values.contains("num_layers") && values.contains("hidden_size")))
    return std::nullopt;
  Json config = Json::object();
  for (auto const& [argument, key] : argument_names)
    if (auto const found = values.find(argument); found != values.end())
      config[std::string(key)] = value_of(std::string(key), found->second);
  if (!titan) add_switches(values, config);
  return config.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ec2plan::catalog
