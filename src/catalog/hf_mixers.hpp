#pragma once

#include "catalog/hf_layers.hpp"

namespace ec2plan::catalog {

// What a configuration says of its mixers of tokens. Each gives the shape its part.

/// Heads, their sizes, latent ranks. Assumes: the hidden size is known, or noted as missing.
void read_attention(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape);

/// How many layers have which kind, and the windows, states and linear attention of those.
void read_mixers(ConfigKeys& keys, ConfigFamily const& family, LayerKinds const& kinds,
                 Transformer& shape);

}  // namespace ec2plan::catalog
