#include "ec2plan/plan/plan.hpp"

#include <cmath>
#include <limits>

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
  plan.energy = energy_use(setup.type, setup.power, plan.price.site, found.instances, plan.run);
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
    case Objective::energy:
    case Objective::co2e:
      break;
  }
  return cost / dollar;
}

std::optional<Range<double>> burden(Goal const& q, std::optional<EnergyUse> const& use) {
  auto const in = [](auto const& range, auto unit) {
    return Range<double>{range.low / unit, range.likely / unit, range.high / unit};
  };
  if (!use) return {};
  if (q.objective == Objective::energy) return in(use->facility, kilowatt_hour);
  if (q.objective == Objective::co2e && use->emission) return in(*use->emission, kilogram);
  return {};
}

double objective_value(Goal const& q, Plan const& plan) {
  if (is_of_energy(q.objective)) {
    auto const least = burden(q, plan.energy);
    return least ? least->likely : std::numeric_limits<double>::infinity();
  }
  return objective_value(q, plan.run.duration.likely, plan.cost.likely);
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
