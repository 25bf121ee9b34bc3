#pragma once

#include "ec2plan/plan/ranking.hpp"

namespace ec2plan {

/// What, changed alone, would make a layout legal: a degree that was fixed, the batch where it was
/// typed, or the one number of instances; each with the value that is nearest, the nearest first.
/// Empty where several numbers of instances are allowed, or no single change does.
std::vector<NearestValue> nearest_values(Setup const& setup, SearchLimits const& limits);

}  // namespace ec2plan
