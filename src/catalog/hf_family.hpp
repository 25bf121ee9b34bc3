#pragma once

#include <optional>
#include <string_view>

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

}  // namespace ec2plan::catalog
