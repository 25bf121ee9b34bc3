#pragma once

#include "ec2plan/model/transformer.hpp"

namespace ec2plan {

/// A Llama-like shape of about `parameters` parameters, for a count that no known model has:
/// the width that goes with the depth of 16 published models of all sizes, heads in eights, then
/// the number of layers that meets the count. Published shapes of one size differ by a quarter in
/// depth; docs/model.md, "Shape from a count".
Transformer shape_by_rule(double parameters);

}  // namespace ec2plan
