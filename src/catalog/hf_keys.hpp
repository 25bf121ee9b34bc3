#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/json_value.hpp"
#include "ec2plan/model/transformer.hpp"

namespace ec2plan::catalog {

/// What a `model_type` of Hugging Face says beside the keys of its config.json.
/// Source: the configuration classes of Hugging Face's transformers; docs/model.md, "Parameters".
struct ConfigFamily {
  std::string_view model_type;
  bool gated = true;
  Norm norm = Norm::rms;
  int norms_per_layer = 2;
  bool final_norm = true;
  bool embedding_norm = false;
  bool attention_bias = false;  // in all four projections
  bool qkv_bias = false;        // in three of them
  bool mlp_bias = false;
  bool qk_norm = false;
  bool router_bias = false;
  bool attention_sinks = false;
  bool learned_positions = false;
  int extra_positions = 0;
  std::optional<bool> tied{};    // when the key is absent; empty: it must not be absent
  bool four_times_wide = false;  // feed-forward of 4 x hidden when its key is absent
  Attention attention = Attention::causal;
};

/// nullptr: not one of those known.
ConfigFamily const* config_family(std::string_view model_type);

/// The keys of a config.json: those of its `text_config` first, where it has one. Collects what is
/// missing, so that one error can list it all. A null counts as absent.
class ConfigKeys {
 public:
  ConfigKeys(Json const& json, std::string_view file);

  std::string model_type() const;
  /// Whether the attention is DeepSeek's multi-head latent one.
  bool latent() const { return find({"kv_lora_rank"}).has_value(); }

  std::optional<int> optional_count(std::initializer_list<std::string_view> names,
                                    int most = 65'536) const;
  /// 0, and noted as missing, when no name is there.
  int count(std::initializer_list<std::string_view> names, int most = 65'536);
  std::optional<int> nested_count(std::string_view object, std::string_view name) const;
  std::optional<bool> optional_flag(std::string_view name) const;
  bool flag(std::string_view name, bool otherwise) const;
  bool nested_flag(std::string_view object, std::string_view name, bool otherwise) const;
  /// The first of the names that is there.
  std::optional<JsonValue> find(std::initializer_list<std::string_view> names) const;

  void lacks(std::string_view name) { missing_.emplace_back(name); }
  std::vector<std::string> const& missing() const { return missing_; }
  void warn(std::string warning) { warnings_.push_back(std::move(warning)); }
  std::vector<std::string> const& warnings() const { return warnings_; }

  [[noreturn]] void refuse(std::string problem, std::string expected) const;
  /// Refuses the file if any key is missing.
  void expect_complete() const;

 private:
  std::string file_;
  JsonValue outer_;
  std::optional<JsonValue> inner_{};
  std::vector<std::string> missing_{};
  std::vector<std::string> warnings_{};
};

}  // namespace ec2plan::catalog
