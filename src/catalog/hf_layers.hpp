#pragma once

#include <vector>

#include "catalog/hf_families.hpp"
#include "catalog/hf_keys.hpp"

namespace ec2plan::catalog {

enum class Mixer { whole, window, chunk, linear, state, both, convolution, nothing };
enum class FeedForward { dense, experts, nothing };

/// What each layer of a configuration has, first to last.
struct LayerKinds {
  std::vector<Mixer> mixers{};
  std::vector<FeedForward> feed_forwards{};

  int count(Mixer kind) const;
  int count(FeedForward kind) const;
};

/// By whichever of the many keys says it: a pattern, a list, a stride, a window.
/// Throws: InputError for a list of another length than the layers, and for a kind that is not
/// modelled, by its name.
LayerKinds layer_kinds(ConfigKeys& keys, ConfigFamily const& family, int layers, bool has_experts);

/// The feed-forward of each layer, by the keys that say which have experts.
std::vector<FeedForward> feed_forward_kinds(ConfigKeys const& keys, int layers, bool has_experts);

/// Tokens of the window; 0: none is given, or it is switched off.
int window_size(ConfigKeys const& keys, ConfigFamily const& family);

}  // namespace ec2plan::catalog
