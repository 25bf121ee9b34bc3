#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/answer.hpp"
#include "report/chart.hpp"

/// Plans as points of charts.
namespace ec2plan::pages {

using Plans = std::vector<Plan>;

double days_of(Plan const& plan);     // likely
double dollars_of(Plan const& plan);  // likely

/// Whether the values call for a logarithmic axis. Assumes: none is negative.
bool is_spread(double least, double most);
bool is_spread(Plans const& plans, double (*value)(Plan const&));

/// The chart's width goes to what was asked: limits stand in its middle. All, where none is near.
Plans near_limits(Plans const& plans, Goal const& goal);

/// The plan in words: what a reader of a page sees on hover.
std::string detail(Plan const& plan);

/// Of the likely times of the plans, in the unit that a person would tell most of them in.
Axis time_axis(Plans const& plans);

/// "48 × p5.48xlarge (28.3 days, $1.79M)"
std::string figures(Plan const& plan);

/// A plan that a chart marks.
struct Marked {
  Plan plan{};
  std::string name{};  // "this plan", "recommended"
  Emphasis emphasis = Emphasis::chosen;
};

/// The plan under review, if any, and the one that is put forward, if any.
std::vector<Marked> marked_plans(Answer const& answer, Plan const* own);

/// A series of that plan alone.
Series marked_series(Marked const& marked, ChartPoint point, std::string label);

/// " This plan: ...", of the name and what is said of it.
std::string told(Marked const& marked, std::string const& words);

/// The likely time in the unit of such an axis.
double time_on(Axis const& axis, Plan const& plan);

/// " 12 beaten plans are not drawn: ..."; empty where all are.
std::string undrawn_text(std::size_t hidden);

/// The families that points name, those of the series drawn last first: a colour and a shape each.
void add_families(Plot& plot);

void add_deadline(Plot& plot, Goal const& goal, bool vertical);
void add_budget(Plot& plot, Goal const& goal);

}  // namespace ec2plan::pages
