#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/model_spec.hpp"
#include "ec2plan/model/transformer.hpp"

namespace ec2plan::catalog {

/// A shape read from a Hugging Face config.json, what had to be assumed, and each of its keys: what
/// was read first.
struct ConfigShape {
  Transformer shape{};
  bool unknown_architecture = false;  // read as if it were Llama's
  std::vector<std::string> warnings{};
  std::vector<ReadKey> keys{};
};

/// Throws: InputError of kind file that lists the missing keys, names the bad one, or the kind of
/// model that is not modelled.
ConfigShape config_shape(std::string_view text, std::string_view file);

}  // namespace ec2plan::catalog
