#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/axis.hpp"
#include "report/plan_points.hpp"
#include "report/recommend_charts.hpp"
#include "report/thinned.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t most_beaten = 600;  // that are drawn

ChartPoint point_of(Plan const& plan, Emphasis emphasis) {
  return {.x = days_of(plan), .y = dollars_of(plan), .detail = detail(plan), .emphasis = emphasis};
}

/// "p5.48xlarge", and what else tells it from the others.
std::string offer_name(Plan const& plan, Plans const& all) {
  std::string name = plan.type.name;
  auto const differs = [&](auto value) {
    return std::any_of(all.begin(), all.end(),
                       [&](Plan const& other) { return value(other) != value(plan); });
  };
  if (differs([](Plan const& one) { return one.price.region; })) name += " " + plan.price.region;
  if (differs([](Plan const& one) { return one.price.purchase; }))
    name += fmt::format(" {}", purchase_name(plan.price.purchase));
  return name;
}

/// The plans with a price, the soonest first.
Plans priced_plans(Plans plans) {
  std::erase_if(plans, [](Plan const& plan) { return !priced(plan); });
  std::stable_sort(plans.begin(), plans.end(),
                   [](Plan const& a, Plan const& b) { return days_of(a) < days_of(b); });
  return plans;
}

Series front_series(Plans const& plans, std::vector<Marked> const& marked) {
  Series series{.name = "front: none is as cheap and sooner", .joined = true};
  series.emphasis = Emphasis::strong;
  std::set<std::string> named;
  for (Marked const& one : marked)
    named.insert(offer_name(one.plan, plans));
  for (Plan const& plan : plans) {
    if (!plan.on_front) continue;
    series.points.push_back(point_of(plan, Emphasis::strong));
    auto const name = offer_name(plan, plans);
    if (named.insert(name).second) series.points.back().label = name;
  }
  return series;
}

/// Those nearest to the front first: by their cost over that of the cheapest as soon.
Series beaten_series(Plans const& plans) {
  Series series{.name = "beaten by another plan", .emphasis = Emphasis::faint};
  double least = std::numeric_limits<double>::infinity();
  std::vector<std::pair<double, Plan const*>> beaten;
  for (Plan const& plan : plans) {
    if (plan.on_front) least = dollars_of(plan);
    if (!plan.on_front) beaten.emplace_back(dollars_of(plan) / least, &plan);
  }
  std::stable_sort(beaten.begin(), beaten.end(),
                   [](auto const& a, auto const& b) { return a.first < b.first; });
  for (auto const& [ratio, plan] : beaten)
    series.points.push_back(point_of(*plan, Emphasis::faint));
  return series;
}

/// Which end of a plan's range must stay within the lines that are drawn.
std::string rule_text(Goal const& goal) {
  if (!goal.deadline && !goal.budget) return {};
  return goal.risk == Risk::slow
             ? " Limits count for the slow end of a range, so a plan needs room before its lines."
             : " Limits count for the likely values that are drawn.";
}

std::string front_text(Plans const& plans) {
  auto const front = [](Plan const& plan) { return plan.on_front; };
  auto const first = std::find_if(plans.begin(), plans.end(), front);
  auto const last = std::find_if(plans.rbegin(), plans.rend(), front);
  std::string const count = counted(static_cast<std::int64_t>(plans.size()), "plan");
  if (first == plans.end()) return count + ".";
  if (&*first == &*last) return count + fmt::format("; the front is {}.", figures(*first));
  return count + fmt::format("; the front leads from {} to {}.", figures(*first), figures(*last));
}

std::string marked_text(std::vector<Marked> const& marked) {
  std::string text;
  for (Marked const& one : marked) {
    text += told(one, figures(one.plan));
    auto const& cost = one.plan.cost;
    if (one.emphasis == Emphasis::chosen && cost.low < cost.high)
      text += " The bar through it is the range of its cost.";
  }
  return text;
}

std::string hidden_text(std::size_t hidden) {
  if (hidden == 0) return {};
  return fmt::format(" {} not drawn: {} on others, or far above the front.",
                     hidden == 1
                         ? "1 beaten plan is"
                         : counted(static_cast<std::int64_t>(hidden), "beaten plan") + " are",
                     hidden == 1 ? "it would lie" : "they would lie");
}

void add_budget(Plot& plot, Goal const& goal) {
  if (!goal.budget) return;
  double const at = *goal.budget / dollar;
  plot.guides.push_back({.at = at, .label = "budget " + axis_text(Unit::dollars, at)});
}

void add_marked(Plot& plot, std::vector<Marked> const& marked) {
  std::for_each(marked.rbegin(), marked.rend(), [&](Marked const& one) {
    auto point = point_of(one.plan, one.emphasis);
    auto const& cost = one.plan.cost;
    point.y_range = Range<double>{cost.low / dollar, point.y, cost.high / dollar};
    plot.series.push_back(marked_series(one, std::move(point), offer(one.plan)));
  });
}

}  // namespace

Plot pareto_plot(Answer const& answer, Plan const* own) {
  Plot plot{.title = "Cost against days", .x = {.title = "likely days", .unit = Unit::days}};
  plot.y = {.title = "likely cost", .unit = Unit::dollars};
  auto const plans = priced_plans(answer.fronts);
  if (plans.empty()) return plot;
  auto marked = marked_plans(answer, own);
  std::erase_if(marked, [](Marked const& one) { return !priced(one.plan); });
  plot.x.logarithmic = is_spread(plans, days_of);
  plot.y.logarithmic = is_spread(plans, dollars_of);
  plot.series = {beaten_series(plans), front_series(plans, marked)};
  add_marked(plot, marked);
  add_deadline(plot, answer.goal, true);
  add_budget(plot, answer.goal);
  auto& beaten = plot.series.front().points;
  auto const all = beaten.size();
  beaten = thinned(beaten, plot, most_beaten);
  plot.description = front_text(plans) + marked_text(marked) + rule_text(answer.goal) +
                     hidden_text(all - beaten.size());
  std::erase_if(plot.series, [](Series const& one) { return one.points.empty(); });
  return plot;
}

}  // namespace ec2plan::pages
