#pragma once

#include <vector>

#include "ec2plan/accuracy/score.hpp"
#include "report/chart.hpp"

namespace ec2plan::pages {

/// Predicted against measured step times in seconds, with the line where the two agree; rows that
/// lack one of the two are left out. The description is the caller's.
Plot step_time_plot(std::vector<ScoredRow> const& rows);

}  // namespace ec2plan::pages
