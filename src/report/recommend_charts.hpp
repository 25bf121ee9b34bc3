#pragma once

#include "ec2plan/document/answer.hpp"
#include "report/chart.hpp"

/// Charts of a recommendation. Without what they show (Answer::fronts, ::scaling, or a
/// price) they have no series. `own` is a plan under review: it is marked, and beside it the plan
/// that is put forward where that is another.
namespace ec2plan::pages {

/// Likely cost against likely days of the plans that no other of their offer beats in both.
Plot pareto_plot(Answer const& answer, Plan const* own = nullptr);

/// Likely days on every number of instances of one offer, and how far that is from linear scaling.
Plot scaling_plot(Answer const& answer, Plan const* own = nullptr);

}  // namespace ec2plan::pages
