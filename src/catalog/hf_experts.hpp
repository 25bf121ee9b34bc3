#pragma once

#include <string_view>

#include "catalog/hf_keys.hpp"
#include "ec2plan/model/transformer.hpp"

namespace ec2plan::catalog {

/// Gives the shape its mixture of experts, if the configuration has one.
void read_experts(ConfigKeys& keys, std::string_view model_type, Transformer& shape);

}  // namespace ec2plan::catalog
