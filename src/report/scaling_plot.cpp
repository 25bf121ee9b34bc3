#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/plan_points.hpp"
#include "report/recommend_charts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

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

/// "p5.48xlarge, us-east-1, on-demand"
std::string offer_words(Plan const& plan) {
  std::string const region = plan.price.region.empty() ? "" : ", " + plan.price.region;
  return fmt::format("{}{}, {}", plan.type.name, region, purchase_name(plan.price.purchase));
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

ChartPoint count_point(Plan const& best, Plan const& plan, Emphasis emphasis) {
  auto const share = percent_text(efficiency(best, plan));
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

Series counts_series(Plans const& plans, Plan const& best, Emphasis emphasis) {
  Series series{.emphasis = emphasis};
  for (Plan const& plan : plans) {
    bool const tight = plan.estimate.fit != Fit::yes;
    series.points.push_back(count_point(best, plan, tight ? Emphasis::faint : emphasis));
  }
  return series;
}

Series ideal_series(Plans const& plans, Plan const& best) {
  Series series{.name = "linear scaling", .joined = true, .emphasis = Emphasis::faint};
  if (plans.size() == 1) return series;
  for (Plan const* plan : {&plans.front(), &plans.back()})
    series.points.push_back({.x = static_cast<double>(plan->instances),
                             .y = instance_days(best) / plan->instances,
                             .detail = "linear scaling",
                             .emphasis = Emphasis::faint});
  return series;
}

Series marked_count(Plan const& best, Marked const& marked) {
  auto point = count_point(best, marked.plan, marked.emphasis);
  auto const& duration = marked.plan.run.duration;
  point.y_range = Range<double>{duration.low / day, duration.likely / day, duration.high / day};
  return marked_series(marked, std::move(point),
                       offer(marked.plan) + ", " + whole_percent(efficiency(best, marked.plan)));
}

/// "on 24 instances 97% (17.9 days)"; of a plan off the curve, how far.
std::string marked_words(Plans const& plans, Plan const& best, Plan const& plan) {
  std::string text =
      fmt::format("on {} {} ({} days)", counted(plan.instances, "instance"),
                  whole_percent(efficiency(best, plan)), days(plan.run.duration.likely));
  auto const same = std::find_if(plans.begin(), plans.end(),
                                 [&](Plan const& one) { return one.instances == plan.instances; });
  if (same == plans.end()) return text + ", a number that the curve does not hold";
  if (std::abs(days_of(*same) / days_of(plan) - 1) < 1e-6) return text;
  return text + fmt::format(", off the curve: laid out as on it, {} days",
                            days(same->run.duration.likely));
}

std::string range_text(Marked const& marked) {
  auto const& duration = marked.plan.run.duration;
  if (marked.emphasis != Emphasis::chosen || duration.low == duration.high) return {};
  return " The bar through it is the range of its days.";
}

std::string scaling_text(Plans const& plans, Plan const& best, std::vector<Marked> const& marked) {
  std::string text =
      plans.size() == 1
          ? fmt::format("It runs on {} ({} days) alone.", counted(best.instances, "instance"),
                        days(best.run.duration.likely))
          : fmt::format(
                "Efficiency counts from {} ({} days), which {} the fewest instance-days: "
                "100% there, and on the line of linear scaling through it.",
                counted(best.instances, "instance"), days(best.run.duration.likely),
                best.instances == 1 ? "takes" : "take");
  for (Marked const& one : marked)
    text += told(one, marked_words(plans, best, one.plan)) + range_text(one);
  Plan const& last = scaled(plans).sooner.back();
  if (marked.empty() && plans.size() > 1)
    text += fmt::format(" It is {} on {} ({} days).", whole_percent(efficiency(best, last)),
                        integer_text(last.instances), days(last.run.duration.likely));
  return text;
}

}  // namespace

Plot scaling_plot(Answer const& answer, Plan const* own) {
  Plot plot{.title = "Days against instances", .x = {.title = "instances"}};
  plot.y = {.title = "likely days", .unit = Unit::days};
  auto const& plans = answer.scaling;
  if (plans.empty()) return plot;
  Plan const& best = best_used(plans);
  auto marked = marked_plans(answer, own);
  std::erase_if(marked, [&](Marked const& one) { return !same_offer(one.plan, best); });
  plot.x.logarithmic = is_spread(plans.front().instances, plans.back().instances);
  plot.y.logarithmic = is_spread(plans, days_of);
  plot.title += ": " + offer_words(best);
  plot.description = scaling_text(plans, best, marked);
  auto const [sooner, later] = scaled(plans);
  plot.series = {ideal_series(plans, best), counts_series(later, best, Emphasis::faint),
                 counts_series(sooner, best, Emphasis::strong)};
  plot.series[1].name = "no sooner than on fewer";
  plot.series[2].name = best.type.name + ", efficiency in %";
  plot.series[2].joined = true;
  add_efficiencies(plot.series[2], sooner, best, marked);
  std::erase_if(plot.series, [&](Series const& one) { return one.points.empty(); });
  std::for_each(marked.rbegin(), marked.rend(),
                [&](Marked const& one) { plot.series.push_back(marked_count(best, one)); });
  add_deadline(plot, answer.goal, false);
  return plot;
}

}  // namespace ec2plan::pages
