#pragma once

#include <vector>

#include "ec2plan/search/plan.hpp"

namespace ec2plan {

/// The best plan of the candidate under the price on every number of instances that has one,
/// ascending; ranks are 0. Assumes: the price is of the candidate's type.
std::vector<Plan> scaling(Goal const& goal, Candidate const& candidate, Price const& price);

}  // namespace ec2plan
