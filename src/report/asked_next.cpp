#include "report/asked_next.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/energy.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/first_screen.hpp"
#include "report/low_rate.hpp"
#include "report/rejected.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string purchase_words(Purchase purchase) {
  switch (purchase) {
    case Purchase::on_demand:
      return "on demand";
    case Purchase::spot:
      return "on spot";
    case Purchase::reserved_1yr:
      return "reserved, 1 year";
    case Purchase::reserved_3yr:
      return "reserved, 3 years";
    case Purchase::savings_plan:
      return "savings plan";
    case Purchase::capacity_block:
      return "blocks";
  }
  return {};
}

/// The cheapest plan that keeps to the question, where another one was put first.
Plan const* cheaper_than(Answer const& answer, Plan const& chosen) {
  auto const& result = answer.result;
  auto const& cheapest = !is_limited(answer.goal)         ? result.cheapest
                         : answer.goal.risk == Risk::slow ? result.safe
                                                          : result.even_odds;
  bool const is_other = cheapest && answer.goal.objective == Objective::cost &&
                        cheapest->cost.likely < chosen.cost.likely && !same_plan(*cheapest, chosen);
  return is_other ? &*cheapest : nullptr;
}

std::string less_text(Plan const& other, Plan const& chosen) {
  Money const less = chosen.cost.likely - other.cost.likely;
  return dollars_text(std::abs(less / dollar)) + (less < Money{} ? " more" : " less");
}

/// Why the first is the first, where it is not simply the least of all.
std::string why_text(Answer const& answer, Plan const& chosen) {
  if (answer.goal.objective != Objective::cost) return {};
  auto const* other = cheaper_than(answer, chosen);
  if (other == nullptr) return "the cheapest that keeps to the question";
  Time const later = other->run.duration.likely - chosen.run.duration.likely;
  return fmt::format("soonest of those about as cheap; {}: {}, {} {}", offer(*other),
                     less_text(*other, chosen), duration_text(later < Time{} ? -1 * later : later),
                     later < Time{} ? "sooner" : "later");
}

/// The price at which the second would be the first, or else the speed.
std::string wins_in_short(Verdict const& v) {
  if (!v.second || !v.second->wins_at) return second_text(v);
  return fmt::format("{} is first below {} an hour (now {})", offer(v.second->plan),
                     hourly(*v.second->wins_at), hourly(v.second->plan.price.per_instance));
}

std::string even_odds_text(Answer const& answer, Verdict const& v) {
  auto const& [safe, even] = std::tie(answer.result.safe, answer.result.even_odds);
  if (!even || !v.chosen || same_plan(*even, *v.chosen)) return {};
  if (safe && same_plan(*safe, *even)) return {};
  std::string const text = fmt::format("{}: {}, {}", offer(*even), time_range(even->run.duration),
                                       less_text(*even, *v.chosen));
  return safe ? text : text + "; none is in time if slow";
}

void add_other_purchases(Table& table, Answer const& answer, Verdict const& v) {
  for (Plan const& plan : answer.result.by_purchase) {
    if (v.chosen && plan.price.purchase == v.chosen->price.purchase) continue;
    if (v.chosen && plan.cost.likely > worth_times * v.chosen->cost.likely) continue;
    std::vector<std::string> parts{offer(plan)};
    if (v.chosen && plan.price.region != v.chosen->price.region)
      parts.front() += " in " + plan.price.region;
    if (plan.price.purchase == Purchase::capacity_block) parts.front() += " in Capacity Blocks";
    parts.push_back(time_range(plan.run.duration));
    parts.push_back(usd_range(plan));
    std::string text = joined(parts);
    if (auto const dated = dated_price_text(answer, plan); !dated.empty()) text += "; " + dated;
    if (auto const doubt = capacity_text(plan); !doubt.empty()) text += "; " + doubt;
    add_pair(table, purchase_words(plan.price.purchase), text);
  }
}

/// Of tuning: the cheapest plan on cards of more memory that is sooner done.
std::string larger_card_text(Answer const& answer, Plan const& chosen) {
  if (chosen.job.tuning.pretrains()) return {};
  Plan const* larger = nullptr;
  for (Plan const& plan : answer.result.candidates) {
    bool const is_larger = plan.type.accelerator.memory > chosen.type.accelerator.memory &&
                           plan.run.duration.likely < chosen.run.duration.likely && priced(plan);
    if (is_larger && (larger == nullptr || plan.cost.likely < larger->cost.likely)) larger = &plan;
  }
  if (larger == nullptr) return {};
  return fmt::format("{}, {} each: {}, {}", offer(*larger),
                     gib_text(larger->type.accelerator.memory / byte),
                     time_range(larger->run.duration), less_text(*larger, chosen));
}

/// Empty where the plan takes the batch of the question.
std::string batch_text(Plan const& plan, Job const& asked) {
  if (plan.job.global_batch == asked.global_batch) return {};
  return fmt::format("{} a step, not {}, which nobody typed and these instances share less well",
                     counted(plan.job.global_batch, "sequence"), integer_text(asked.global_batch));
}

}  // namespace

void add_asked_next(Page& page, Answer const& answer, Verdict const& v) {
  Table table = pairs();
  if (v.chosen) {
    Plan const& chosen = *v.chosen;
    add_pair(table, "batch", batch_text(chosen, answer.asked.job));
    add_pair(table, "why first", why_text(answer, chosen));
    add_pair(table, "earlier", sooner_text(v));
    add_pair(table, "second", wins_in_short(v));
    add_pair(table, "larger card", larger_card_text(answer, chosen));
    add_pair(table, "even odds", even_odds_text(answer, v));
    add_pair(table, "energy", is_of_energy(answer.goal.objective) ? "" : energy_sentence(chosen));
    add_pair(table, "quota", quota_text(chosen));
    add_pair(table, "placement", placement_text(chosen), Style::warn);
    add_pair(table, "bought", bought_text(chosen));
  }
  add_other_purchases(table, answer, v);
  if (v.chosen) add_pair(table, "low rate", low_rate_text(*v.chosen), Style::warn);
  if (v.chosen) add_confidence(table, answer.frame, *v.chosen, true);
  add_pair(table, "left out", rejected_kinds_text(answer.result));
  if (table.rows.empty()) return;
  page.push_back(Heading{"What else to ask"});
  page.push_back(std::move(table));
}

}  // namespace ec2plan::pages
