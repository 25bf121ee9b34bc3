#include "report/recommend_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ec2plan/document/text.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "report/axis.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr double wide_spread = 4;  // from here on an axis is logarithmic

using Plans = std::vector<Plan>;

double days_of(Plan const& plan) { return plan.run.duration.likely / day; }
double dollars_of(Plan const& plan) { return plan.cost.likely / dollar; }

bool same_offer(Plan const& a, Plan const& b) {
  return a.type.name == b.type.name && a.price.region == b.price.region &&
         a.price.purchase == b.price.purchase;
}

bool same_count(Plan const& a, Plan const& b) {
  return same_offer(a, b) && a.instances == b.instances;
}

bool is_spread(Plans const& plans, double (*value)(Plan const&)) {
  if (plans.empty()) return false;
  auto const [least, most] = std::minmax_element(
      plans.begin(), plans.end(), [&](auto& a, auto& b) { return value(a) < value(b); });
  return value(*least) > 0 && value(*most) > wide_spread * value(*least);
}

std::string fill_text(MemoryBreakdown const& memory, Fit fit) {
  std::string const text =
      fmt::format("{} of memory", percent_text(memory.total() / memory.capacity));
  return fit == Fit::tight ? text + ": tight" : text;
}

/// The plan in words: what a reader of a page sees on hover.
std::string detail(Plan const& plan) {
  return fmt::format("{}: {} days, {}; {}; {}", long_offer(plan), days_range(plan.run.duration),
                     usd_range(plan), long_layout(plan.layout),
                     fill_text(plan.estimate.memory, plan.estimate.fit));
}

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

/// "p5.48xlarge, us-east-1, on-demand"
std::string offer_words(Plan const& plan) {
  std::string const region = plan.price.region.empty() ? "" : ", " + plan.price.region;
  return fmt::format("{}{}, {}", plan.type.name, region, purchase_name(plan.price.purchase));
}

/// The plans with a price, the soonest first.
Plans priced_plans(Plans plans) {
  std::erase_if(plans, [](Plan const& plan) { return !priced(plan); });
  std::stable_sort(plans.begin(), plans.end(),
                   [](Plan const& a, Plan const& b) { return days_of(a) < days_of(b); });
  return plans;
}

Series front_series(Plans const& plans, Plan const* chosen) {
  Series series{.name = "front: none is as cheap and sooner", .joined = true};
  series.emphasis = Emphasis::strong;
  std::set<std::string> named;
  if (chosen != nullptr) named.insert(offer_name(*chosen, plans));
  for (Plan const& plan : plans) {
    if (!plan.on_front) continue;
    series.points.push_back(point_of(plan, Emphasis::strong));
    auto const name = offer_name(plan, plans);
    if (named.insert(name).second) series.points.back().label = name;
  }
  return series;
}

Series beaten_series(Plans const& plans) {
  Series series{.name = "beaten by another plan", .emphasis = Emphasis::faint};
  for (Plan const& plan : plans)
    if (!plan.on_front) series.points.push_back(point_of(plan, Emphasis::faint));
  return series;
}

Series chosen_series(ChartPoint point, Plan const& plan) {
  point.label = offer(plan);
  point.emphasis = Emphasis::chosen;
  return {.name = "chosen", .points = {std::move(point)}, .emphasis = Emphasis::chosen};
}

void add_deadline(Plot& plot, Question const& question, bool vertical) {
  if (!question.deadline) return;
  double const at = *question.deadline / day;
  std::string const days = axis_text(Unit::days, at);
  plot.guides.push_back({.at = at,
                         .vertical = vertical,
                         .label = "deadline " + days + (days == "1" ? " day" : " days")});
}

/// Which end of a plan's range must stay within the lines that are drawn.
std::string rule_text(Question const& question) {
  if (!question.deadline && !question.budget) return {};
  return question.risk == Risk::slow
             ? " Limits count for the slow end of a range, so a plan needs room before its lines."
             : " Limits count for the likely values that are drawn.";
}

std::string figures(Plan const& plan) {
  return fmt::format("{} ({} days, {})", offer(plan), days(plan.run.duration.likely),
                     dollars_text(dollars_of(plan)));
}

std::string pareto_text(RecommendAnswer const& answer, Plans const& plans) {
  auto const front = [](Plan const& plan) { return plan.on_front; };
  auto const first = std::find_if(plans.begin(), plans.end(), front);
  auto const last = std::find_if(plans.rbegin(), plans.rend(), front);
  std::string text = counted(static_cast<std::int64_t>(plans.size()), "plan");
  if (first != plans.end())
    text += first->on_front && first->rank == last->rank && same_count(*first, *last)
                ? fmt::format("; the front is {}.", figures(*first))
                : fmt::format("; the front leads from {} to {}.", figures(*first), figures(*last));
  else
    text += ".";
  if (auto const* chosen = answer.result.chosen())
    text += fmt::format(" Chosen: {}.", figures(*chosen));
  return text + rule_text(answer.question);
}

/// Days on so many instances over days if time shrank as the smallest number grows.
double efficiency(Plan const& least, Plan const& plan) {
  return days_of(least) * least.instances / (days_of(plan) * plan.instances);
}

/// "100%" at the ends and at every doubling between.
void add_efficiencies(Series& series, Plans const& plans, Plan const* chosen) {
  double labelled = 0;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    bool const is_chosen = chosen != nullptr && same_count(*chosen, plans[i]);
    bool const is_next = i + 1 == plans.size() || plans[i].instances >= 2 * labelled;
    if (is_chosen || !is_next) continue;
    series.points[i].label = whole_percent(efficiency(plans.front(), plans[i]));
    labelled = plans[i].instances;
  }
}

ChartPoint count_point(Plan const& least, Plan const& plan, Emphasis emphasis) {
  auto const share = percent_text(efficiency(least, plan));
  return {.x = static_cast<double>(plan.instances),
          .y = days_of(plan),
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

Series counts_series(Plans const& plans, Plan const& least, Emphasis emphasis) {
  Series series{.emphasis = emphasis};
  for (Plan const& plan : plans) {
    bool const tight = plan.estimate.fit != Fit::yes;
    series.points.push_back(count_point(least, plan, tight ? Emphasis::faint : emphasis));
  }
  return series;
}

Series ideal_series(Plans const& plans) {
  Series series{.name = "linear scaling", .joined = true, .emphasis = Emphasis::faint};
  Plan const& least = plans.front();
  if (plans.size() == 1) return series;
  for (Plan const* plan : {&plans.front(), &plans.back()})
    series.points.push_back({.x = static_cast<double>(plan->instances),
                             .y = days_of(least) * least.instances / plan->instances,
                             .detail = "linear scaling",
                             .emphasis = Emphasis::faint});
  return series;
}

Series chosen_count(Plan const& least, Plan const& chosen) {
  auto point = count_point(least, chosen, Emphasis::chosen);
  auto const& duration = chosen.run.duration;
  point.y_range = Range<double>{duration.low / day, duration.likely / day, duration.high / day};
  auto series = chosen_series(std::move(point), chosen);
  series.points.front().label += ", " + whole_percent(efficiency(least, chosen));
  return series;
}

std::string scaling_text(Plans const& plans, Plan const* chosen) {
  Plan const& least = plans.front();
  std::string const from = fmt::format("{} ({} days)", counted(least.instances, "instance"),
                                       days(least.run.duration.likely));
  if (plans.size() == 1) return "It runs on " + from + " alone.";
  Plan const& shown = chosen != nullptr ? *chosen : plans.back();
  return fmt::format("Efficiency counts from {}: 100% is linear scaling. It is {} on {} ({} days).",
                     from, whole_percent(efficiency(least, shown)), integer_text(shown.instances),
                     days(shown.run.duration.likely));
}

bool counts_spread(Plans const& plans) {
  return plans.back().instances > wide_spread * plans.front().instances;
}

}  // namespace

Plot pareto_plot(RecommendAnswer const& answer) {
  Plot plot{.title = "Cost against days", .x = {.title = "likely days", .unit = Unit::days}};
  plot.y = {.title = "likely cost", .unit = Unit::dollars};
  auto const plans = priced_plans(answer.fronts);
  if (plans.empty()) return plot;
  plot.x.logarithmic = is_spread(plans, days_of);
  plot.y.logarithmic = is_spread(plans, dollars_of);
  plot.description = pareto_text(answer, plans);
  auto const* chosen = answer.result.chosen();
  plot.series = {beaten_series(plans), front_series(plans, chosen)};
  std::erase_if(plot.series, [](Series const& one) { return one.points.empty(); });
  if (chosen != nullptr && priced(*chosen)) {
    auto point = point_of(*chosen, Emphasis::chosen);
    point.y_range = Range<double>{chosen->cost.low / dollar, point.y, chosen->cost.high / dollar};
    plot.series.push_back(chosen_series(std::move(point), *chosen));
  }
  add_deadline(plot, answer.question, true);
  if (answer.question.budget) {
    double const at = *answer.question.budget / dollar;
    plot.guides.push_back({.at = at, .label = "budget " + axis_text(Unit::dollars, at)});
  }
  return plot;
}

Plot scaling_plot(RecommendAnswer const& answer) {
  Plot plot{.title = "Days against instances", .x = {.title = "instances"}};
  plot.y = {.title = "likely days", .unit = Unit::days};
  auto const& plans = answer.scaling;
  if (plans.empty()) return plot;
  auto const* chosen = answer.result.chosen();
  if (chosen != nullptr && !same_offer(*chosen, plans.front())) chosen = nullptr;
  plot.x.logarithmic = counts_spread(plans);
  plot.y.logarithmic = is_spread(plans, days_of);
  plot.title += ": " + offer_words(plans.front());
  plot.description = scaling_text(plans, chosen);
  auto const [sooner, later] = scaled(plans);
  plot.series = {ideal_series(plans), counts_series(later, plans.front(), Emphasis::faint),
                 counts_series(sooner, plans.front(), Emphasis::strong)};
  plot.series[1].name = "no sooner than on fewer";
  plot.series[2].name = plans.front().type.name + ", efficiency in %";
  plot.series[2].joined = true;
  add_efficiencies(plot.series[2], sooner, chosen);
  std::erase_if(plot.series, [&](Series const& one) { return one.points.empty(); });
  if (chosen != nullptr) plot.series.push_back(chosen_count(plans.front(), *chosen));
  add_deadline(plot, answer.question, false);
  return plot;
}

}  // namespace ec2plan::pages
