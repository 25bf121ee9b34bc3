#pragma once

#include <span>

#include "catalog/embedded.hpp"

namespace ec2plan::launch {

/// The files of src/launch/templates, as "templates/megatron.sh".
std::span<catalog::EmbeddedFile const> embedded_files();

}  // namespace ec2plan::launch
