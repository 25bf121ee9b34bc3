#pragma once

#include "ec2plan/estimate/setup.hpp"

namespace ec2plan {

/// Share of wall time that goes into kept steps on so many instances, checkpoints written at
/// Daly's interval. Source: Daly 2006; docs/model.md, "Failures".
/// Assumes: failures come at a constant rate per instance.
double expected_goodput(Assumptions const& assumptions, int instances);

/// Time between checkpoints that loses least.
Time checkpoint_interval(Assumptions const& assumptions, int instances);

}  // namespace ec2plan
