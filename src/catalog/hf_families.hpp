#pragma once

#include <optional>
#include <string_view>

#include "ec2plan/model/transformer.hpp"

namespace ec2plan::catalog {

/// Whether queries and keys are normed, and over what: a head, or all heads of a token at once.
enum class QueryKeyNorm { none, head, whole };

/// What a `model_type` of Hugging Face says beside the keys of its config.json.
/// Source: the configuration classes of Hugging Face's transformers; docs/model.md, "Parameters".
struct ConfigFamily {
  std::string_view model_type;
  bool known = true;
  bool gated = true;
  Norm norm = Norm::rms;
  int norms_per_layer = 2;
  bool final_norm = true;
  bool embedding_norm = false;
  bool attention_bias = false;  // in all four projections
  bool qkv_bias = false;        // in three of them
  bool qkv_bias_alone = false;  // of `attention_bias`: the fourth has none
  bool mlp_bias = false;
  bool head_bias = false;  // of the projection to the vocabulary
  QueryKeyNorm qk_norm = QueryKeyNorm::none;
  bool router_bias = false;
  bool attention_sinks = false;
  bool attention_gate = false;
  bool shared_gate = false;  // a weight for each token's shared expert
  bool learned_positions = false;
  int extra_positions = 0;
  std::optional<bool> tied{};    // when the key is absent; empty: it must not be absent
  bool four_times_wide = false;  // feed-forward of 4 x hidden when its key is absent
  Attention attention = Attention::causal;
  /// With a window and no list of layers: of so many layers the last sees all, the others the
  /// window; 1: none sees all; 0: all do.
  int whole_every = 0;
  bool window_by_flag = false;  // only where `use_sliding_window` says so
  double scalars = 0;           // further parameters of a layer, one each
};

/// Of all names that Falcon's files have had.
inline bool is_falcon(std::string_view type) {
  return type == "falcon" || type.starts_with("RefinedWeb");
}

/// nullptr: not one of those known.
ConfigFamily const* config_family(std::string_view model_type);

/// What transformers takes for keys that a family's file leaves out, as a JSON object; "" where the
/// file must give them all: most families' do, where they stand alone.
/// Source: the defaults of transformers' configuration classes.
std::string_view family_defaults(std::string_view model_type, bool nested);

}  // namespace ec2plan::catalog
