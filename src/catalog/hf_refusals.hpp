#pragma once

#include "catalog/hf_keys.hpp"

namespace ec2plan::catalog {

/// Refuses, by its name, a configuration of a kind that the shape has no place for: of which a
/// reading as a plain transformer would be wrong.
void refuse_other_kinds(ConfigKeys const& keys);

/// What is left unread: names keys that look like ones of a shape in a warning, and refuses the
/// file where one of them says that its layers are of another kind than was read.
void tell_unread(ConfigKeys& keys);

}  // namespace ec2plan::catalog
