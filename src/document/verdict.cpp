#include "ec2plan/document/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/energy.hpp"
#include "ec2plan/document/remedy.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

using RankedPlans = std::vector<Plan>;

/// "17.9 days (10.9 to 25.6 days)"
std::string days_range_text(Range<Time> const& duration) {
  return duration_range_words(duration.low, duration.likely, duration.high);
}

std::string cost_text(Plan const& plan) {
  if (!priced(plan)) return "an unknown price";
  return dollars_text(plan.cost.likely / dollar) + " (" + dollars_text(plan.cost.low / dollar) +
         " to " + dollars_text(plan.cost.high / dollar) + ")";
}

std::optional<RunnerUp> second_plan(Goal const& goal, RankedPlans const& plans,
                                    Plan const& chosen) {
  Plan const* next = nullptr;  // by rank: the rows may have been sorted otherwise since
  for (Plan const& plan : plans) {
    bool const other = plan.satisfies() && plan.type.name != chosen.type.name && priced(plan);
    if (other && (!next || plan.rank < next->rank)) next = &plan;
  }
  if (!next || !priced(chosen)) return {};
  return runner_up(goal, *next, chosen);
}

/// Whether --instance-type or --accelerator left some of the catalog out.
bool filtered(Frame const& frame) {
  return std::any_of(frame.inputs.begin(), frame.inputs.end(), [](Input const& input) {
    return input.key == "instance_type" || input.key == "accelerator";
  });
}

std::string with_doubt(Plan const& plan) {
  std::string const doubt = capacity_text(plan);
  return plan_text(plan) + (doubt.empty() ? "" : "; " + doubt);
}

/// The cheapest plan of any kind of purchase, asked for or not, at a price that is not old.
Plan const* cheapest_of_today(Answer const& answer) {
  for (Plan const& plan : answer.result.by_purchase)  // by cost
    if (!has_old_price(answer, plan)) return &plan;
  return nullptr;
}

/// A cheaper kind of purchase, or the one to count on where the chosen price is old.
std::string other_purchase(Answer const& answer, Plan const& chosen) {
  Plan const* least = cheapest_of_today(answer);
  bool const is_old = has_old_price(answer, chosen);
  std::string text;
  if (is_old) text = " That is " + old_price_text(answer, chosen) + ".";
  if (!is_old && chosen.price.purchase == Purchase::spot && !chosen.price.as_of.empty())
    text = " That is at a spot price of " + chosen.price.as_of + ".";
  if (least == nullptr || least->price.purchase == chosen.price.purchase) return text;
  if (is_old) return text + " At a price that is not old: " + with_doubt(*least) + ".";
  if (least->cost.likely >= chosen.cost.likely) return text;
  return text + " Cheaper: " + with_doubt(*least) + ".";
}

/// The plan, and what is to be doubted of it.
std::string remedy_plan_text(Answer const& answer, Remedy const& remedy) {
  std::string text = with_doubt(remedy.plan);
  if (auto const old = old_price_text(answer, remedy.plan); !old.empty()) text += "; " + old;
  return text;
}

std::string doubt_sentence(Plan const& plan) {
  std::string doubt = capacity_text(plan);
  if (doubt.empty()) return doubt;
  doubt.front() = 'N';
  return " " + doubt + ".";
}

/// By rank: the rows may have been sorted otherwise since.
Plan const& nearest(RankedPlans const& plans) {
  return *std::ranges::min_element(plans, {}, &Plan::rank);
}

/// Without a deadline or a budget.
std::string front_sentence(Verdict const& v, Recommendation const& result) {
  std::string const least = plan_text(*v.cheapest), open = "Without a deadline or a budget: ";
  bool const tight = v.cheapest->estimate.fit == Fit::tight;
  if (tight) return "Only what may run out of memory: " + least + ".";
  if (same_plan(*v.cheapest, *v.fastest)) return open + least + ", the one plan.";
  return open + "from " + least + ", to " + plan_text(*v.fastest) + "." +
         (result.knee ? " More instances stop paying after " + plan_text(*result.knee) + "." : "");
}

std::string sentence(Answer const& answer, Verdict const& v) {
  Goal const& goal = answer.goal;
  if (answer.result.candidates.empty())
    return std::string(filtered(answer.frame) ? "None of the instance types asked about"
                                              : "No instance type of the catalog") +
           " can train this: see the reasons.";
  if (!v.chosen && !answer.remedies.empty())
    return "No plan keeps to " + demand_text(goal) + ". With " +
           change_text(answer.remedies.front()) +
           " this one does: " + remedy_plan_text(answer, answer.remedies.front()) + ".";
  if (!v.chosen)
    return "No plan keeps to " + demand_text(goal) +
           ". The nearest: " + plan_text(nearest(answer.result.candidates)) + ".";
  if (is_of_energy(goal.objective))
    return burden_sentence(goal, *v.chosen) + doubt_sentence(*v.chosen);
  if (!goal.deadline && !goal.budget) return front_sentence(v, answer.result);
  return plan_text(*v.chosen) + "; keeps to " + demand_text(goal) + "." +
         doubt_sentence(*v.chosen) + other_purchase(answer, *v.chosen);
}

constexpr double nothing = 1e-9;  // what rounding leaves of sums in another order

bool at_most(double a, double b) { return a <= b * (1 + nothing); }

bool less(double a, double b) { return a < b * (1 - nothing); }

double days_of(Plan const& plan) { return plan.run.duration.likely / day; }
double dollars_of(Plan const& plan) { return plan.cost.likely / dollar; }

std::vector<Plan const*> others_of(Answer const& answer) {
  std::vector<Plan const*> all;
  auto const add = [&](auto const& plans) {
    for (Plan const& plan : plans)
      if (priced(plan)) all.push_back(&plan);
  };
  auto const& result = answer.result;
  add(answer.fronts);
  add(result.candidates);
  for (auto const* plan :
       {&result.safe, &result.even_odds, &result.sooner, &result.fastest, &result.cheapest})
    if (*plan && priced(**plan)) all.push_back(&**plan);
  return all;
}

bool is_better(Plan const& other, Plan const& own) {
  double const days = days_of(other), cost = dollars_of(other);
  bool const has_room = other.estimate.fit == Fit::yes || own.estimate.fit != Fit::yes;
  bool const keeps = other.satisfies() || !own.satisfies();
  return has_room && keeps && at_most(days, days_of(own)) && at_most(cost, dollars_of(own)) &&
         (less(days, days_of(own)) || less(cost, dollars_of(own)));
}

std::optional<Plan> better(std::vector<Plan const*> const& others, Plan const& own) {
  Plan const* best = nullptr;
  for (Plan const* other : others)
    if (is_better(*other, own) && (!best || other->cost.likely < best->cost.likely)) best = other;
  return best ? std::optional(*best) : std::nullopt;
}

std::optional<RunnerUp> wins(Answer const& answer, Plan const& own) {
  auto const* chosen = answer.result.chosen();
  bool const is_ranked = answer.goal.objective != Objective::pareto;
  if (!chosen || !is_ranked || !own.satisfies() || !priced(*chosen) || same_plan(own, *chosen))
    return {};
  auto runner = runner_up(answer.goal, own, *chosen);
  if (!runner.wins_at && runner.wins_if_faster_by.value_or(1) <= 1) return {};
  return runner;
}

FrontStep step(Plan const& from, Plan const& to) {
  return {.plan = to,
          .sooner = from.run.duration.likely - to.run.duration.likely,
          .dearer = to.cost.likely - from.cost.likely};
}

void add_steps(Standing& standing, std::vector<Plan> const& fronts, Plan const& own) {
  Plan const *sooner = nullptr, *later = nullptr;
  bool is_on_front = false;
  for (Plan const& plan : fronts) {
    if (!plan.on_front) continue;
    double const days = days_of(plan);
    is_on_front = is_on_front || same_plan(plan, own);
    if (less(days, days_of(own)) && (!sooner || days > days_of(*sooner))) sooner = &plan;
    if (less(days_of(own), days) && (!later || days < days_of(*later))) later = &plan;
  }
  if (is_on_front && sooner) standing.sooner = step(own, *sooner);
  if (is_on_front && later) standing.later = step(own, *later);
}

}  // namespace

std::string plan_text(Plan const& plan) {
  return offer_text(plan) + ": " + days_range_text(plan.run.duration) + " for " + cost_text(plan);
}

std::string demand_text(Goal const& goal) {
  std::string text;
  if (goal.deadline)
    text += duration_text(*goal.deadline / day) +
            (goal.risk == Risk::slow ? " even if it runs slow" : " at even odds");
  if (goal.budget) text += (text.empty() ? "" : " and ") + dollars_text(*goal.budget / dollar);
  return text;
}

bool priced(Plan const& plan) { return plan.price.per_instance > HourlyPrice{}; }

int vcpu_quota(Plan const& plan) { return plan.type.vcpus * plan.instances; }

std::string offer_text(Plan const& plan) {
  std::string text = integer_text(plan.instances) + " " + plan.type.name;
  if (!plan.price.region.empty()) text += " in " + plan.price.region;
  return text + " (" + std::string(purchase_name(plan.price.purchase)) + ")";
}

std::string origin_text(ModelOrigin origin) {
  switch (origin) {
    case ModelOrigin::name:
      return "a listed model";
    case ModelOrigin::snapped:
      return "nearest listed model";
    case ModelOrigin::rule:
      return "a shape by rule: no listed model is near in size";
    case ModelOrigin::file:
      return "the shape in the file";
  }
  return {};
}

Quota quota_of(Plan const& plan) {
  auto const& type = plan.type;
  if (plan.price.purchase == Purchase::spot) return {type.spot_quota, type.spot_quota_code};
  if (plan.price.purchase == Purchase::capacity_block)
    return {type.block_quota, type.block_quota_code};
  return {type.quota, type.quota_code};
}

/// How often the price of an instance stands in the objective's value: it is less than once beside
/// the duration.
double cost_power(Goal const& goal) {
  return goal.objective == Objective::knee ? 1 + goal.knee_exponent : 1;
}

RunnerUp runner_up(Goal const& goal, Plan const& plan, Plan const& chosen) {
  bool const by_time = goal.objective == Objective::time || is_of_energy(goal.objective);
  double const behind = objective_value(goal, plan) / objective_value(goal, chosen);
  RunnerUp runner{.plan = plan};
  if (!std::isfinite(behind)) return runner;  // its energy is not known
  if (by_time || billed_by_time(plan.price)) runner.wins_if_faster_by = std::max(behind, 1.0);
  if (!by_time && !same_offer(plan, chosen) && behind > 1)
    runner.wins_at = plan.price.per_instance / std::pow(behind, cost_power(goal));
  return runner;
}

Verdict verdict(Answer const& answer) {
  Recommendation const& result = answer.result;
  Verdict v{.fastest = result.fastest, .cheapest = result.cheapest};
  if (auto const* chosen = result.chosen()) {
    v.chosen = *chosen;
    if (answer.goal.objective != Objective::pareto)
      v.second = second_plan(answer.goal, result.candidates, *chosen);
    if (result.sooner)
      v.sooner =
          SoonerPlan{.plan = *result.sooner,
                     .gained = chosen->run.duration.likely - result.sooner->run.duration.likely,
                     .extra = result.sooner->cost.likely - chosen->cost.likely};
  }
  if (result.safe && result.even_odds)
    v.price_of_safety = result.safe->cost.likely - result.even_odds->cost.likely;
  v.sentence = sentence(answer, v);
  return v;
}

Standing standing(Answer const& answer, Plan const& own) {
  if (!priced(own)) return {};
  Standing standing{.better = better(others_of(answer), own), .wins = wins(answer, own)};
  add_steps(standing, answer.fronts, own);
  return standing;
}

}  // namespace ec2plan
