#pragma once

#include "catalog/hf_layers.hpp"

namespace ec2plan::catalog {

/// Routed experts of a layer; 0: the configuration is dense.
/// Throws: InputError where it has other keys of a mixture, but no count of experts.
int expert_count(ConfigKeys const& keys, std::string_view type);

/// Gives the shape its mixture. Assumes: the configuration has one.
void read_experts(ConfigKeys& keys, ConfigFamily const& family, int count, LayerKinds const& kinds,
                  Transformer& shape);

/// Names under which files give the width of one expert.
std::optional<int> expert_width(ConfigKeys const& keys);

}  // namespace ec2plan::catalog
