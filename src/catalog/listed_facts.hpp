#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::catalog {

/// The fields of a record as text, for comparison; "" is not known. Each record of a kind has the
/// same fields in the same order.
using ListedFacts = std::vector<std::pair<std::string, std::string>>;

ListedFacts listed_facts(InstanceType const& type);
ListedFacts listed_facts(Accelerator const& part);
ListedFacts listed_facts(ModelEntry const& model);
ListedFacts listed_facts(AssumptionEntry const& entry);

}  // namespace ec2plan::catalog
