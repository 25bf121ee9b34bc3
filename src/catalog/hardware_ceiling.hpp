#pragma once

#include <vector>

#include "catalog/layers.hpp"

namespace ec2plan::catalog {

/// Refuses a file of the user's that gives a part or an instance type of the built-in catalog more
/// than it has: a faster peak, more memory, more accelerators; or a model fewer parameters. What is
/// new has a name of its own.
/// `laid` is what the layers make of it.
/// Throws: InputError of kind file with the JSON path of the figure.
void expect_hardware(std::vector<Layer> const& layers, Catalog const& laid,
                     Catalog const& built_in);

}  // namespace ec2plan::catalog
