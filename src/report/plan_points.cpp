#include "report/plan_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/chart.hpp"
#include "report/choice.hpp"
#include "report/geometry.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr double wide_spread = 4;  // from here on an axis is logarithmic

std::string fill_text(MemoryBreakdown const& memory, Fit fit) {
  std::string const text =
      fmt::format("{} of memory", percent_text(memory.total() / memory.capacity));
  return fit == Fit::tight ? text + ": tight" : text;
}

}  // namespace

double days_of(Plan const& plan) { return plan.run.duration.likely / day; }

double dollars_of(Plan const& plan) { return plan.cost.likely / dollar; }

bool is_spread(double least, double most) { return least > 0 && most > wide_spread * least; }

bool is_spread(Plans const& plans, double (*value)(Plan const&)) {
  if (plans.empty()) return false;
  auto const [least, most] = std::minmax_element(
      plans.begin(), plans.end(), [&](auto& a, auto& b) { return value(a) < value(b); });
  return is_spread(value(*least), value(*most));
}

Plans near_limits(Plans const& plans, Goal const& goal) {
  constexpr double most_times = 4;
  Plans near;
  std::ranges::copy_if(plans, std::back_inserter(near), [&](Plan const& plan) {
    return (!goal.deadline || plan.run.duration.likely <= most_times * *goal.deadline) &&
           (!goal.budget || plan.cost.likely <= most_times * *goal.budget);
  });
  return near.empty() ? plans : near;
}

std::string detail(Plan const& plan) {
  return fmt::format("{}: {}, {}; {}; {}", long_offer(plan), time_range(plan.run.duration),
                     usd_range(plan), long_layout(plan.layout),
                     fill_text(plan.estimate.memory, plan.estimate.fit));
}

std::string figures(Plan const& plan) {
  return fmt::format("{} ({}, {})", offer(plan), duration_text(plan.run.duration.likely),
                     dollars_text(dollars_of(plan)));
}

std::vector<Marked> marked_plans(Answer const& answer, Plan const* own) {
  auto const* chosen = answer.result.chosen();
  std::string const role = name_of_chosen(answer.goal);
  if (own == nullptr && chosen == nullptr) return {};
  if (own == nullptr) return {{*chosen, role}};
  if (chosen == nullptr) return {{*own, "this plan"}};
  if (same_plan(*own, *chosen)) return {{*own, "this plan, " + role}};
  return {{*own, "this plan"}, {*chosen, role, Emphasis::strong}};
}

Series marked_series(Marked const& marked, ChartPoint point, std::string label) {
  point.label = std::move(label);
  point.emphasis = marked.emphasis;
  if (marked.emphasis != Emphasis::chosen) point.y_range = {};
  return {.name = marked.name, .points = {std::move(point)}, .emphasis = marked.emphasis};
}

std::string told(Marked const& marked, std::string const& words) {
  std::string text = fmt::format(" {}: {}.", marked.name, words);
  text[1] = static_cast<char>(std::toupper(text[1]));
  return text;
}

namespace {

Unit time_unit(Plans const& plans) {
  auto const [least, most] = std::minmax_element(
      plans.begin(), plans.end(), [](auto& a, auto& b) { return days_of(a) < days_of(b); });
  if (least == plans.end()) return Unit::days;
  auto const name = duration_unit(std::sqrt(days_of(*least) * days_of(*most)) * day).name;
  for (Unit const unit : {Unit::years, Unit::hours, Unit::minutes, Unit::seconds})
    if (name == name_of_time(unit)) return unit;
  return Unit::days;
}

}  // namespace

Axis time_axis(Plans const& plans) {
  Unit const unit = time_unit(plans);
  return {.title = fmt::format("likely {}", name_of_time(unit)),
          .unit = unit,
          .logarithmic = is_spread(plans, days_of)};
}

double time_on(Axis const& axis, Plan const& plan) {
  return plan.run.duration.likely / time_of(axis.unit);
}

std::string undrawn_text(std::size_t hidden) {
  if (hidden == 0) return {};
  return fmt::format(" {} not drawn: {} on others, or far above the front.",
                     hidden == 1
                         ? "1 beaten plan is"
                         : counted(static_cast<std::int64_t>(hidden), "beaten plan") + " are",
                     hidden == 1 ? "it would lie" : "they would lie");
}

void add_families(Plot& plot) {
  constexpr std::size_t most = 6;  // more would not be told apart
  for (auto series = plot.series.rbegin(); series != plot.series.rend(); ++series)
    for (ChartPoint const& point : series->points) {
      if (plot.families.size() == most || point.family.empty()) continue;
      if (!family_of(plot, point)) plot.families.push_back(point.family);
    }
}

void add_deadline(Plot& plot, Goal const& goal, bool vertical) {
  if (!goal.deadline) return;
  Unit const unit = vertical ? plot.x.unit : plot.y.unit;
  plot.guides.push_back({.at = *goal.deadline / time_of(unit),
                         .vertical = vertical,
                         .label = "deadline " + duration_text(*goal.deadline)});
}

void add_budget(Plot& plot, Goal const& goal) {
  if (!goal.budget) return;
  double const at = *goal.budget / dollar;
  plot.guides.push_back({.at = at, .label = "budget " + axis_text(Unit::dollars, at)});
}

}  // namespace ec2plan::pages
