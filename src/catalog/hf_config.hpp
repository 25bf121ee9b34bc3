#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/model/transformer.hpp"

namespace ec2plan::catalog {

/// A shape read from a Hugging Face config.json, and what had to be assumed.
struct ConfigShape {
  Transformer shape{};
  std::vector<std::string> warnings{};
};

/// Throws: InputError of kind file that lists the missing keys, or names the bad one.
ConfigShape config_shape(std::string_view text, std::string_view file);

}  // namespace ec2plan::catalog
