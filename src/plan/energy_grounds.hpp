#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/terms.hpp"

/// Which constants of energy an answer rests on.
namespace ec2plan {

/// Adds the keys of those that move a figure of the plan's energy.
void take_energy(Catalog const& catalog, Plan const& plan, Terms const& terms,
                 std::set<std::string>& keys);

/// Adds the figures themselves.
void add_energy(std::optional<EnergyUse> const& use, std::vector<double>& figures);

}  // namespace ec2plan
