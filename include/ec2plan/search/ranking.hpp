#pragma once

#include <vector>

#include "ec2plan/search/plan.hpp"

namespace ec2plan {

/// Candidates and rejections as `recommendation` has them, without what a reviewer asks next: for
/// who asks many questions and looks at the first plan alone.
Recommendation ranking(Goal const& goal, std::vector<Candidate> const& candidates);

}  // namespace ec2plan
