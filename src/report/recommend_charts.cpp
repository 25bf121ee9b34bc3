#include "report/recommend_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/chart.hpp"
#include "report/geometry.hpp"
#include "report/plan_points.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t most_beaten = 600;  // that are drawn

ChartPoint point_of(Axis const& time, Plan const& plan, Emphasis emphasis) {
  return {.x = time_on(time, plan),
          .y = dollars_of(plan),
          .detail = detail(plan),
          .emphasis = emphasis,
          .family = plan.type.accelerator.id};
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

/// Which end of a plan's range must stay within the lines that are drawn.
std::string rule_text(Goal const& goal) {
  if (!goal.deadline && !goal.budget) return {};
  return goal.risk == Risk::slow
             ? " Limits count for the slow end of a range, so a plan needs room before its lines."
             : " Limits count for the likely values that are drawn.";
}

Series front_series(Axis const& time, Plans const& plans, std::vector<Marked> const& marked) {
  Series series{.name = "front: none is as cheap and sooner", .joined = true};
  series.emphasis = Emphasis::strong;
  std::set<std::string> named;
  for (Marked const& one : marked)
    named.insert(offer_name(one.plan, plans));
  for (Plan const& plan : plans) {
    if (!plan.on_front) continue;
    series.points.push_back(point_of(time, plan, Emphasis::strong));
    auto const name = offer_name(plan, plans);
    if (named.insert(name).second) series.points.back().label = name;
  }
  return series;
}

/// Those nearest to the front first: by their cost over that of the cheapest as soon.
Series beaten_series(Axis const& time, Plans const& plans) {
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
    series.points.push_back(point_of(time, *plan, Emphasis::faint));
  return series;
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

void add_marked(Plot& plot, std::vector<Marked> const& marked) {
  std::for_each(marked.rbegin(), marked.rend(), [&](Marked const& one) {
    auto point = point_of(plot.x, one.plan, one.emphasis);
    auto const& cost = one.plan.cost;
    point.y_range = Range<double>{cost.low / dollar, point.y, cost.high / dollar};
    plot.series.push_back(marked_series(one, std::move(point), offer(one.plan)));
  });
}

double instance_days(Plan const& plan) { return days_of(plan) * plan.instances; }

/// The plan that uses its instances best, against which the others count.
Plan const& best_used(Plans const& plans) {
  return *std::min_element(plans.begin(), plans.end(), [](Plan const& a, Plan const& b) {
    return instance_days(a) < instance_days(b);
  });
}

double efficiency(Plan const& best, Plan const& plan) {
  return instance_days(best) / instance_days(plan);
}

/// "97%" at the best of each doubling; a marked plan has a label of its own.
void add_efficiencies(Series& series, Plans const& plans, Plan const& best,
                      std::vector<Marked> const& marked) {
  auto const is_marked = [&](Plan const& plan) {
    return std::any_of(marked.begin(), marked.end(),
                       [&](Marked const& one) { return one.plan.instances == plan.instances; });
  };
  for (auto first = plans.begin(); first != plans.end();) {
    auto const end = std::find_if(first, plans.end(), [&](Plan const& plan) {
      return plan.instances >= 2 * first->instances;
    });
    auto const most = std::min_element(first, end, [](Plan const& a, Plan const& b) {
      return instance_days(a) < instance_days(b);
    });
    if (std::none_of(first, end, is_marked))
      series.points[static_cast<std::size_t>(most - plans.begin())].label =
          whole_percent(efficiency(best, *most));
    first = end;
  }
}

ChartPoint count_point(Axis const& time, Plan const& best, Plan const& plan, Emphasis emphasis) {
  auto const share = percent_text(efficiency(best, plan));
  return {.x = static_cast<double>(plan.instances),
          .y = time_on(time, plan),
          .detail = fmt::format("{}; efficiency {}", detail(plan), share),
          .emphasis = emphasis};
}

struct Scaled {
  Plans sooner{}, later{};  // than every plan on fewer instances, or not
};

Scaled scaled(Plans const& plans) {
  Scaled scaled;
  for (Plan const& plan : plans) {
    bool const is_sooner = scaled.sooner.empty() || days_of(plan) < days_of(scaled.sooner.back());
    (is_sooner ? scaled.sooner : scaled.later).push_back(plan);
  }
  return scaled;
}

Series counts_series(Axis const& time, Plans const& plans, Plan const& best, Emphasis emphasis) {
  Series series{.emphasis = emphasis};
  for (Plan const& plan : plans) {
    bool const tight = plan.estimate.fit != Fit::yes;
    series.points.push_back(count_point(time, best, plan, tight ? Emphasis::faint : emphasis));
  }
  return series;
}

Series ideal_series(Axis const& time, Plans const& plans, Plan const& best) {
  Series series{.name = "linear scaling", .joined = true, .emphasis = Emphasis::faint};
  if (plans.size() == 1) return series;
  for (Plan const* plan : {&plans.front(), &plans.back()})
    series.points.push_back({.x = static_cast<double>(plan->instances),
                             .y = time_on(time, best) * best.instances / plan->instances,
                             .detail = "linear scaling",
                             .emphasis = Emphasis::faint});
  return series;
}

Series marked_count(Axis const& time, Plan const& best, Marked const& marked) {
  auto point = count_point(time, best, marked.plan, marked.emphasis);
  auto const& duration = marked.plan.run.duration;
  Time const one = time_of(time.unit);
  point.y_range = Range<double>{duration.low / one, duration.likely / one, duration.high / one};
  return marked_series(marked, std::move(point),
                       offer(marked.plan) + ", " + whole_percent(efficiency(best, marked.plan)));
}

/// "on 24 instances 97% (17.9 days)"; of a plan off the curve, how far.
std::string marked_words(Plans const& plans, Plan const& best, Plan const& plan) {
  std::string text =
      fmt::format("on {} {} ({})", counted(plan.instances, "instance"),
                  whole_percent(efficiency(best, plan)), duration_text(plan.run.duration.likely));
  auto const same = std::find_if(plans.begin(), plans.end(),
                                 [&](Plan const& one) { return one.instances == plan.instances; });
  if (same == plans.end()) return text + ", a number that the curve does not hold";
  if (std::abs(days_of(*same) / days_of(plan) - 1) < 1e-6) return text;
  return text + fmt::format(", off the curve: laid out as on it, {}",
                            duration_text(same->run.duration.likely));
}

std::string range_text(Marked const& marked) {
  auto const& duration = marked.plan.run.duration;
  if (marked.emphasis != Emphasis::chosen || duration.low == duration.high) return {};
  return " The bar through it is the range of its time.";
}

std::string scaling_text(Plans const& plans, Plan const& best, std::vector<Marked> const& marked) {
  std::string text =
      plans.size() == 1
          ? fmt::format("It runs on {} ({}) alone.", counted(best.instances, "instance"),
                        duration_text(best.run.duration.likely))
          : fmt::format(
                "Efficiency counts from {} ({}), which {} the fewest instance-days: "
                "100% there, and on the line of linear scaling through it.",
                counted(best.instances, "instance"), duration_text(best.run.duration.likely),
                best.instances == 1 ? "takes" : "take");
  for (Marked const& one : marked)
    text += told(one, marked_words(plans, best, one.plan)) + range_text(one);
  Plan const& last = scaled(plans).sooner.back();
  if (marked.empty() && plans.size() > 1)
    text += fmt::format(" It is {} on {} ({}).", whole_percent(efficiency(best, last)),
                        integer_text(last.instances), duration_text(last.run.duration.likely));
  return text;
}

}  // namespace

Plot pareto_plot(Answer const& answer, Plan const* own) {
  Plot plot{.title = "Cost against time"};
  plot.y = {.title = "likely cost", .unit = Unit::dollars};
  auto const plans = near_limits(priced_plans(answer.fronts), answer.goal);
  if (plans.empty()) return plot;
  auto marked = marked_plans(answer, own);
  std::erase_if(marked, [](Marked const& one) { return !priced(one.plan); });
  plot.x = time_axis(plans);
  plot.y.logarithmic = is_spread(plans, dollars_of);
  plot.series = {beaten_series(plot.x, plans), front_series(plot.x, plans, marked)};
  add_marked(plot, marked);
  add_deadline(plot, answer.goal, true);
  add_budget(plot, answer.goal);
  auto& beaten = plot.series.front().points;
  auto const all = beaten.size();
  beaten = thinned(beaten, plot, most_beaten);
  plot.description = front_text(plans) + marked_text(marked) + rule_text(answer.goal) +
                     undrawn_text(all - beaten.size());
  std::erase_if(plot.series, [](Series const& one) { return one.points.empty(); });
  add_families(plot);
  return plot;
}

Plot scaling_plot(Answer const& answer, Plan const* own) {
  Plot plot{.title = "Time against instances", .x = {.title = "instances"}};
  auto const& plans = answer.scaling;
  if (plans.empty()) return plot;
  Plan const& best = best_used(plans);
  auto marked = marked_plans(answer, own);
  std::erase_if(marked, [&](Marked const& one) { return !same_offer(one.plan, best); });
  plot.x.logarithmic = is_spread(plans.front().instances, plans.back().instances);
  plot.y = time_axis(plans);
  plot.title += ": " + offer_words(best);
  plot.description = scaling_text(plans, best, marked);
  auto const [sooner, later] = scaled(plans);
  plot.series = {ideal_series(plot.y, plans, best),
                 counts_series(plot.y, later, best, Emphasis::faint),
                 counts_series(plot.y, sooner, best, Emphasis::strong)};
  plot.series[1].name = "no sooner than on fewer";
  plot.series[2].name = best.type.name + ", efficiency in %";
  plot.series[2].joined = true;
  add_efficiencies(plot.series[2], sooner, best, marked);
  std::erase_if(plot.series, [&](Series const& one) { return one.points.empty(); });
  std::for_each(marked.rbegin(), marked.rend(),
                [&](Marked const& one) { plot.series.push_back(marked_count(plot.y, best, one)); });
  add_deadline(plot, answer.goal, false);
  return plot;
}

}  // namespace ec2plan::pages
