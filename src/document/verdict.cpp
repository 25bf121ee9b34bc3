#include "ec2plan/document/verdict.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

using Plans = std::vector<Plan>;

std::string days_text(Range<Time> const& duration) {
  return duration_text(duration.likely / day) + " (" + duration_text(duration.low / day) + " to " +
         duration_text(duration.high / day) + ")";
}

std::string cost_text(Plan const& plan) {
  if (!priced(plan)) return "an unknown price";
  return dollars_text(plan.cost.likely / dollar) + " (" + dollars_text(plan.cost.low / dollar) +
         " to " + dollars_text(plan.cost.high / dollar) + ")";
}

std::optional<RunnerUp> second_plan(Goal const& goal, Plans const& plans, Plan const& chosen) {
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

/// Another kind of purchase that would cost less, whether it was asked for or not.
std::string cheaper_purchase(Recommendation const& result, Plan const& chosen) {
  if (result.by_purchase.empty()) return {};
  Plan const& least = result.by_purchase.front();
  if (least.price.purchase == chosen.price.purchase || least.cost.likely >= chosen.cost.likely)
    return {};
  std::string const seen =
      least.price.as_of.empty() ? "" : ", at its price of " + least.price.as_of;
  return " The cheapest kind of purchase that keeps to it: " + plan_text(least) + seen + ".";
}

std::string sentence(Answer const& answer, Verdict const& v) {
  Goal const& goal = answer.goal;
  if (answer.result.candidates.empty())
    return std::string(filtered(answer.frame) ? "None of the instance types asked about"
                                              : "No instance type of the catalog") +
           " can train this: see the reasons.";
  if (!v.chosen && !(v.fastest && v.cheapest)) return "No plan keeps to " + demand_text(goal) + ".";
  if (!v.chosen)
    return "No plan keeps to " + demand_text(goal) + ". The fastest is " + plan_text(*v.fastest) +
           "; the cheapest is " + plan_text(*v.cheapest) + ".";
  if (!goal.deadline && !goal.budget)
    return "Without a deadline or a budget: from " + plan_text(*v.cheapest) + ", to " +
           plan_text(*v.fastest) + ".";
  return plan_text(*v.chosen) + "; keeps to " + demand_text(goal) + "." +
         cheaper_purchase(answer.result, *v.chosen);
}

}  // namespace

std::string plan_text(Plan const& plan) {
  return offer_text(plan) + ": " + days_text(plan.run.duration) + " for " + cost_text(plan);
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

std::string quota_name(Plan const& plan) {
  if (plan.type.quota.empty() || plan.price.purchase != Purchase::spot) return plan.type.quota;
  if (!plan.type.spot_quota.empty()) return plan.type.spot_quota;
  return "Spot counterpart of " + plan.type.quota;
}

RunnerUp runner_up(Goal const& goal, Plan const& plan, Plan const& chosen) {
  bool const by_time = goal.objective == Objective::time;
  bool const one_price = plan.type.name == chosen.type.name &&
                         plan.price.region == chosen.price.region &&
                         plan.price.purchase == chosen.price.purchase;
  double const behind = by_time ? plan.run.duration.likely / chosen.run.duration.likely
                                : plan.cost.likely / chosen.cost.likely;
  RunnerUp runner{.plan = plan};
  if (by_time || billed_by_time(plan.price)) runner.wins_if_faster_by = std::max(behind, 1.0);
  if (!by_time && !one_price && behind > 1) runner.wins_at = plan.price.per_instance / behind;
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

}  // namespace ec2plan
