#include "report/difference.hpp"

#include <fmt/format.h>

#include <cmath>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// Less than what rounding leaves of sums in another order.
bool is_nothing(double difference, double of) { return std::abs(difference) <= 1e-9 * of; }

std::string counted_days(double count) { return days(count * day) + " days"; }

std::string days_apart(Plan const& own, Plan const& other) {
  double const apart = (own.run.duration.likely - other.run.duration.likely) / day;
  if (is_nothing(apart, other.run.duration.likely / day)) return {};
  return counted_days(std::abs(apart)) + (apart > 0 ? " longer" : " less");
}

/// " ($7.77k for each day)" where the sooner plan is the dearer one; a day apart at the least.
std::string each_day(Plan const& own, Plan const& other) {
  double const gained = (other.run.duration.likely - own.run.duration.likely) / day;
  double const extra = (own.cost.likely - other.cost.likely) / dollar;
  if (!priced(own) || !priced(other) || std::abs(gained) < 1 || extra / gained <= 0) return {};
  return fmt::format(" ({} for each day)", dollars_text(extra / gained));
}

bool bought_alike(Plan const& a, Plan const& b) {
  return a.price.region == b.price.region && a.price.purchase == b.price.purchase;
}

/// "7.9 days longer and $1.00M more than 24 × p6-b200.48xlarge"; what a day costs only where the
/// two are worth a choice.
std::string difference_text(Plan const& own, Plan const& other, bool a_choice) {
  auto const name = bought_alike(own, other) ? offer(other) : long_offer(other);
  std::vector<std::string> apart{days_apart(own, other), money_apart(own, other)};
  std::erase(apart, "");
  if (apart.empty()) return "as long and at the same cost as " + name;
  return joined(apart, " and ") + " than " + name + (a_choice ? each_day(own, other) : "");
}

std::string layout_text(Plan const& own, Plan const& other) {
  bool const layout_alone = own.type.name == other.type.name && own.instances == other.instances &&
                            bought_alike(own, other);
  return layout_alone ? ", laid out otherwise: " + long_layout(other.layout) : "";
}

}  // namespace

std::string money_apart(Plan const& own, Plan const& other) {
  double const apart = (own.cost.likely - other.cost.likely) / dollar;
  if (!priced(own) || !priced(other) || is_nothing(apart, other.cost.likely / dollar)) return {};
  return dollars_text(std::abs(apart)) + (apart > 0 ? " more" : " less");
}

std::string better_text(Plan const& own, Plan const& better) {
  double const gained = (own.run.duration.likely - better.run.duration.likely) / day;
  double const saved = (own.cost.likely - better.cost.likely) / dollar;
  std::vector<std::string> less;
  if (!is_nothing(gained, better.run.duration.likely / day)) less.push_back(counted_days(gained));
  if (!is_nothing(saved, better.cost.likely / dollar)) less.push_back(dollars_text(saved));
  return fmt::format("{} takes {} for {}: {} less{}",
                     bought_alike(own, better) ? offer(better) : long_offer(better),
                     counted_days(better.run.duration.likely / day),
                     dollars_text(better.cost.likely / dollar), joined(less, " and "),
                     layout_text(own, better));
}

std::string own_text(EstimateAnswer const& own, Plan const& chosen, Standing const& standing) {
  bool const told = standing.better && same_plan(*standing.better, chosen);
  std::string text =
      told ? ""
           : difference_text(own.plan, chosen, !standing.better) + layout_text(own.plan, chosen);
  if (!own.plan.satisfies())
    text += fmt::format("{}it does not keep to what was asked ({})", told ? "" : "; ",
                        judgement(own.plan, own.goal).words);
  return text;
}

std::string step_text(std::optional<FrontStep> const& step) {
  if (!step) return {};
  double const gained = step->sooner / day, extra = step->dearer / dollar;
  return fmt::format("{}, {} {} for {} {} ({} for each day)", long_offer(step->plan),
                     counted_days(std::abs(gained)), gained > 0 ? "sooner" : "later",
                     dollars_text(std::abs(extra)), extra > 0 ? "more" : "less",
                     dollars_text(extra / gained));
}

}  // namespace ec2plan::pages
