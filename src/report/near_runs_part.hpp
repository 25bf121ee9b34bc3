#pragma once

#include "ec2plan/accuracy/score.hpp"
#include "report/page.hpp"

namespace ec2plan::pages {

/// What published runs say of the prediction of a plan, and first how near they come to it.
void add_near_runs(Page& page, NearRuns const& runs);

}  // namespace ec2plan::pages
