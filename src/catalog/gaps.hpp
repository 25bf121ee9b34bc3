#pragma once

#include "ec2plan/catalog/survey.hpp"

namespace ec2plan::catalog {

/// What the catalog lacks for the types on offer; only gaps that have names.
std::vector<Gap> gaps(Catalog const& catalog);

}  // namespace ec2plan::catalog
