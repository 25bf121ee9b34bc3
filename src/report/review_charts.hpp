#pragma once

#include <vector>

#include "ec2plan/accuracy/score.hpp"
#include "report/chart.hpp"
#include "report/design_review.hpp"
#include "report/page.hpp"

/// The charts of a design review that only it has, and what published runs say of it.
namespace ec2plan::pages {

/// Where the likely cost goes: of the plan, and of those it is weighed against.
StackedBars cost_bars(ReviewedPlan const& reviewed);

/// What fills the fullest device, against its capacity.
StackedBars memory_bars(Plan const& plan);

/// What each input moves of the likely cost.
Tornado cost_tornado(ReviewedPlan const& reviewed);

/// Predicted against measured step times in seconds, with the line where the two agree; rows that
/// lack one of the two are left out. The description is the caller's.
Plot step_time_plot(std::vector<ScoredRow> const& rows);

/// What published runs say of the prediction of a plan, and first how near they come to it.
void add_near_runs(Page& page, NearRuns const& runs);

}  // namespace ec2plan::pages
