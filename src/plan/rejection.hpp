#pragma once

#include "plan/scored.hpp"

namespace ec2plan {

/// Whether the offer can be bought and its type has a plan that fits.
bool stands(Goal const& goal, Candidate const& candidate, Offer const& offer);

/// Why the offer has no plan, and how near it comes.
Rejection rejection(Goal const& goal, Candidate const& candidate, Offer const& offer,
                    FoundRuns const& runs);

}  // namespace ec2plan
