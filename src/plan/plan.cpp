#include "ec2plan/plan/plan.hpp"

#include <cmath>

#include "ec2plan/estimate/schedule.hpp"
#include "plan/scored.hpp"

namespace ec2plan {
namespace {

/// Of the type, the price and the job alone.
Plan bare_plan(Setup const& setup, Price const& price) {
  return {.type = setup.type,
          .price = price,
          .job = setup.job,
          .stack = setup.stack,
          .confidence = confidence(setup)};
}

void fill(Plan& plan, Setup const& setup, Found const& found, Judged const& judged) {
  plan.instances = found.instances;
  plan.layout = found.layout;
  plan.estimate = found.estimate;
  plan.job.global_batch = global_batch(setup.job, found.layout);
  plan.cost_parts = cost_breakdown(plan.price, found.instances, plan.run);
  plan.spare_instances =
      spare_instances(setup.assumptions, found.instances, plan.run.duration.likely);
  plan.meets_deadline = judged.meets_deadline;
  plan.meets_deadline_if_slow = judged.meets_deadline_if_slow;
  plan.meets_budget = judged.meets_budget;
}

}  // namespace

double knee_value(Goal const& q, Time duration, Money cost) {
  double const e = q.knee_exponent;
  return std::pow(cost / dollar * std::pow(duration / second, e), 1 / (1 + e));
}

double objective_value(Goal const& q, Time duration, Money cost) {
  switch (q.objective) {
    case Objective::time:
      return duration / second;
    case Objective::knee:
      return knee_value(q, duration, cost);
    case Objective::cost:
    case Objective::pareto:
      break;
  }
  return cost / dollar;
}

Capacity capacity(Purchase purchase) {
  return purchase == Purchase::spot ? Capacity::reclaimable : Capacity::kept;
}

Judged judged(Goal const& q, Run const& run, Range<Money> const& cost) {
  auto const& duration = run.duration;
  bool const slow = q.risk == Risk::slow;
  bool const if_slow = !q.deadline || duration.high <= *q.deadline;
  return {.meets_deadline = slow ? if_slow : !q.deadline || duration.likely <= *q.deadline,
          .meets_deadline_if_slow = if_slow,
          .meets_budget = !q.budget || (slow ? cost.high : cost.likely) <= *q.budget};
}

void settle(Plan& plan, Setup const& setup, Found const& found, Goal const& q) {
  plan.run =
      run(setup, found.layout, found.estimate, found.instances, capacity(plan.price.purchase));
  plan.cost = cost(plan.price, found.instances, plan.run);
  fill(plan, setup, found, judged(q, plan.run, plan.cost));
}

Plan plan_of(Setup const& setup, Found const& found, Price const& price, Goal const& q) {
  Plan plan = bare_plan(setup, price);
  settle(plan, setup, found, q);
  return plan;
}

Plan plan_from(Scored const& s) {
  Plan plan = bare_plan(s.candidate->setup, *s.price);
  plan.run = *s.run;
  plan.cost = s.cost;
  fill(plan, s.candidate->setup, *s.found, s.judged);
  return plan;
}

}  // namespace ec2plan
