#include "report/choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/document/energy.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string bought(Plan const& plan) {
  return fmt::format("{}, {}", plan.price.region, purchase_name(plan.price.purchase));
}

/// The two plans side by side, and the price of the difference.
Table two_plans(Plan const& safe, Plan const& even_odds, Money difference) {
  Table table{.columns = {texts(), texts("even if slow (9 in 10)"), texts("at even odds"),
                          texts("the first costs more")}};
  add_row(table, faint("plan"), offer(safe), offer(even_odds), "");
  add_row(table, faint("bought"), bought(safe), bought(even_odds), "");
  add_row(table, faint("time"), time_range(safe.run.duration), time_range(even_odds.run.duration),
          "");
  add_row(table, faint("cost"), usd_range(safe), usd_range(even_odds),
          strong(dollars_text(difference / dollar)));
  return table;
}

/// Whether --tflops or --mfu gave the rate.
bool own_rate(Frame const& frame) {
  return std::any_of(frame.inputs.begin(), frame.inputs.end(), [](Input const& input) {
    return input.key == "tflops" || input.key == "mfu";
  });
}

void add_odds(Page& page, Recommendation const& result, Verdict const& v) {
  if (!result.safe && !result.even_odds) return;
  page.push_back(Heading{"In time even if slow, and at even odds"});
  if (!result.safe)
    add_text(page, "No plan is in time if it runs slow; at even odds: " +
                       plan_figures(*result.even_odds));
  else if (!result.even_odds || same_plan(*result.safe, *result.even_odds))
    add_text(page, "The same plan is the cheapest at both: " + plan_figures(*result.safe));
  else
    page.push_back(two_plans(*result.safe, *result.even_odds, *v.price_of_safety));
}

/// The hours, with as many decimals as the bill needs to multiply out.
std::string multiplied_hours(Time time, Money each_hour, std::string const& bill) {
  constexpr int most = 8;
  double const hours = time / hour;
  int decimals = std::round(hours) == hours ? 0 : 1;
  for (; decimals > 0 && decimals < most; ++decimals) {
    double const ten = std::pow(10.0, decimals);
    if (exact_dollars(std::round(hours * ten) / ten * (each_hour / dollar)) == bill) break;
  }
  return fixed_text(hours, decimals);
}

/// "48 instances × 840 hours × $41.53"
std::string factors_text(int instances, Time time, HourlyPrice price) {
  Money const each_hour = instances * (price * hour);
  return fmt::format(
      "{} × {} hours × {}", counted(instances, "instance"),
      multiplied_hours(time, each_hour, exact_dollars(each_hour * (time / hour) / dollar)),
      hourly_text(price));
}

/// "2 Capacity Blocks of 28 days that end at the same hour"; "2 Capacity Blocks one after the
/// other, of 182 and 2 days".
std::string blocks_text(Plan const& plan, Time bought) {
  CapacityBlocks const& sold = plan.price.blocks;
  int const beside = capacity_blocks(sold, plan.instances * plan.type.ec2_instances);
  auto const in_turn = blocks_in_turn(sold, bought);
  auto const times = std::ssize(in_turn);
  std::string text = times > 1 && beside > 1 ? integer_text(times) + " times " : "";
  text += counted(beside > 1 ? beside : times, "Capacity Block");
  if (times > 1) text += " one after the other,";
  text += " of " + days_text(in_turn);
  return beside > 1 ? text + " that end at the same hour" : text;
}

}  // namespace

bool is_limited(Goal const& goal) { return goal.deadline.has_value() || goal.budget.has_value(); }

std::string name_of_chosen(Goal const& goal) { return is_limited(goal) ? "recommended" : "first"; }

std::string better_word(Goal const& goal) {
  if (goal.objective == Objective::energy) return "lower in energy";
  if (goal.objective == Objective::co2e) return "lower in CO2e";
  return goal.objective == Objective::time ? "faster" : "cheaper";
}

std::string plan_figures(Plan const& plan) {
  return fmt::format("{}, {}, {}", long_offer(plan), time_range(plan.run.duration),
                     usd_range(plan));
}

std::string sooner_text(Verdict const& v) {
  if (!v.sooner) return {};
  double const gained = v.sooner->gained / day, extra = v.sooner->extra / dollar;
  std::string const text =
      fmt::format("{}: {} sooner, {} {}", offer(v.sooner->plan), duration_text(v.sooner->gained),
                  dollars_text(std::abs(extra)), extra > 0 ? "more" : "less");
  return extra > 0 ? text + fmt::format(" ({} a day)", dollars_text(extra / gained)) : text;
}

std::string more_instances_text(Recommendation const& result) {
  if (!result.knee || !result.beyond) return {};
  Plan const &now = *result.knee, &next = *result.beyond;
  Time const gained = now.run.duration.likely - next.run.duration.likely;
  if (gained <= Time{}) return offer(next) + " would end no sooner";
  Money const extra = next.cost.likely - now.cost.likely;
  return fmt::format(
      "{} would end {} sooner ({} less time) for {} {} ({}){}", offer(next), duration_text(gained),
      whole_percent(gained / now.run.duration.likely),
      dollars_text(std::abs(extra / dollar) * dollar), extra > Money{} ? "more" : "less",
      signed_percent_text(extra / now.cost.likely), next.meets_budget ? "" : ", beyond the budget");
}

std::string second_text(Verdict const& v) { return v.second ? wins_text(*v.second) : ""; }

std::string wins_text(RunnerUp const& next) {
  std::string text = offer(next.plan);
  if (next.wins_at)
    text += fmt::format(" comes first below {} an hour each (now {})", hourly(*next.wins_at),
                        hourly(next.plan.price.per_instance));
  if (next.wins_if_faster_by.value_or(1) > 1)
    text += fmt::format("{} if {} faster", next.wins_at ? ", or" : " comes first",
                        percent_text(*next.wins_if_faster_by - 1));
  else if (!next.wins_at)
    text += ": it costs less, and stands behind for what its row says";
  return text;
}

std::string quota_text(Plan const& plan) {
  if (plan.type.quota.empty()) return {};
  std::string text = fmt::format("{} vCPUs", integer_text(vcpu_quota(plan)));
  if (!plan.price.region.empty()) text += " in " + plan.price.region;
  auto const quota = quota_of(plan);
  if (quota.name.empty())
    return text +
           fmt::format(", a {} quota whose name is not known", purchase_name(plan.price.purchase));
  text += ": " + quota.name;
  return quota.code.empty() ? text : text + fmt::format(" ({})", quota.code);
}

std::string placement_text(Plan const& plan) {
  bool const in_blocks = plan.price.purchase == Purchase::capacity_block;
  CapacityBlocks const& sold = plan.price.blocks;
  if (in_blocks || plan.instances <= sold.instances) return {};
  bool const beyond = plan.instances > sold.most_instances;
  return fmt::format(
      "{} instances are more than one Capacity Block holds ({}){}: ask AWS for the "
      "capacity before you count on it",
      integer_text(plan.instances), sold.instances,
      beyond ? fmt::format(" and more than all blocks of an account ({})", sold.most_instances)
             : "");
}

std::string ties_text(Goal const& goal, Plan const& plan, std::string_view name) {
  if (plan.tie_with.empty()) return {};
  return fmt::format("too near to {} to tell which is {}: {}", name, better_word(goal),
                     joined(plan.tie_with));
}

std::string per_million_tokens(Plan const& plan) {
  if (!priced(plan)) return {};
  return dollars_text(plan.cost.likely / dollar / (plan.job.tokens / (mega * token)));
}

void add_confidence(Table& table, Frame const& frame, Plan const& plan, bool in_short) {
  bool const own = own_rate(frame);
  auto const words = in_short ? confidence_basis : confidence_words;
  add_pair(table, "confidence", own ? own_rate_words : words(plan.confidence),
           plan.confidence == Confidence::guess && !own ? Style::warn : Style::plain);
}

void add_choice(Page& page, Answer const& answer, Verdict const& v) {
  if (!v.chosen) return;
  if (answer.goal.deadline) add_odds(page, answer.result, v);
  Table table = pairs();
  add_pair(table, "plan", plan_figures(*v.chosen), Style::strong);
  if (auto const each = per_million_tokens(*v.chosen); !each.empty())
    add_pair(table, "tokens", each + " per million");
  add_pair(table, "layout", long_layout(v.chosen->layout));
  add_pair(table, "bought", bought_text(*v.chosen));
  add_pair(table, "interruptions", interruptions_text(*v.chosen));
  if (answer.goal.objective == Objective::pareto && answer.result.knee)
    add_pair(table, "the knee", plan_figures(*answer.result.knee));
  bool const from_knee =
      answer.goal.objective == Objective::pareto || answer.goal.objective == Objective::knee;
  if (from_knee) add_pair(table, "more instances", more_instances_text(answer.result));
  add_pair(table, "earlier", sooner_text(v));
  add_pair(table, "second", second_text(v));
  add_pair(table, "ties", ties_text(answer.goal, *v.chosen, "it"), Style::warn);
  add_pair(table, "energy", energy_sentence(*v.chosen));
  add_pair(table, "quota", quota_text(*v.chosen));
  add_pair(table, "spares", spares_text(*v.chosen));
  add_pair(table, "placement", placement_text(*v.chosen), Style::warn);
  add_confidence(table, answer.frame, *v.chosen);
  add_section(page, !is_limited(answer.goal) ? "The first plan" : "The plan recommended",
              std::move(table));
}

std::string bill_text(Plan const& plan) {
  Bill const bill = likely_bill(plan.price, plan.instances, plan.run);
  std::string text = factors_text(plan.instances, bill.bought, plan.price.per_instance);
  if (bill.beyond > Time{})
    text += " + " + factors_text(plan.instances, bill.beyond, *plan.price.on_demand) + " on demand";
  return text + " = " + exact_dollars(plan.cost.likely / dollar);
}

std::string bought_text(Plan const& plan) {
  Price const& price = plan.price;
  if (billed_by_time(price) || !priced(plan)) return {};
  Bill const bill = likely_bill(price, plan.instances, plan.run);
  auto const whole = duration_text(bill.bought / day);
  std::string idle;
  if (bill.idle > Money{}) idle = ", " + dollars_text(bill.idle / dollar) + " of it beyond the run";
  if (price.purchase != Purchase::capacity_block)
    return fmt::format("{} committed{}{}", whole, idle,
                       bill.beyond > Time{} ? ", what runs longer on demand" : "");
  return fmt::format("{}, for the slow run, {} up front{}", blocks_text(plan, bill.bought),
                     dollars_text(plan.cost.likely / dollar), idle);
}

std::string interruptions_text(Plan const& plan) {
  if (!plan.run.reliability || plan.price.purchase != Purchase::spot) return {};
  Reliability const& likely = plan.run.reliability->likely;
  double const days = plan.run.duration.likely / day;
  return fmt::format("{:.2g} reclaims and {:.2g} failures expected, {} of the time lost to them",
                     likely.reclaims_per_day * days, likely.failures_per_day * days,
                     percent_text(1 - plan.run.goodput));
}

}  // namespace ec2plan::pages
