#pragma once

#include "catalog/hf_layers.hpp"

namespace ec2plan::catalog {

/// The family that the file names, by its model_type or its architectures, or one like Llama's, or
/// BERT's, that follows what the keys say of activation and norms, with a warning that says so.
ConfigFamily family_of(ConfigKeys& keys);

/// What a family has before a key is read.
Transformer family_shape(ConfigFamily const& family);

// Each gives the shape its part.

/// Biases, and the norms of queries and keys.
void read_switches(ConfigKeys const& keys, ConfigFamily const& family, Transformer& shape);
/// What keys of one family alone decide.
void read_peculiarities(ConfigKeys& keys, ConfigFamily const& family, Transformer& shape);
/// What no other field of the shape says, counted to the digit.
void read_extras(ConfigKeys const& keys, ConfigFamily const& family, Transformer& shape);

}  // namespace ec2plan::catalog
