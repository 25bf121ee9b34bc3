#pragma once

#include "ec2plan/report/design_review.hpp"
#include "report/page.hpp"

/// The charts of a design review that only it has.
namespace ec2plan::pages {

/// Where the likely cost goes: of the plan, and of those it is weighed against.
StackedBars cost_bars(ReviewedPlan const& reviewed);

/// What fills the fullest device, against its capacity.
StackedBars memory_bars(Plan const& plan);

/// What each input moves of the likely cost.
Tornado cost_tornado(ReviewedPlan const& reviewed);

}  // namespace ec2plan::pages
