#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ec2plan::catalog {

/// A shape that stands in a text which is no JSON, in the keys of a config.json: the arguments of
/// Megatron-LM in a script or a file (--num-layers 32), or the assignments of a NeMo,
/// Megatron-Bridge or torchtitan recipe (num_layers: 32, dim=4096). Empty: it holds none.
/// Source: the arguments of Megatron-LM core_v0.12.0 to 0.19.0; docs/model.md, "Shape from a file".
std::optional<std::string> config_of_arguments(std::string_view text);

}  // namespace ec2plan::catalog
