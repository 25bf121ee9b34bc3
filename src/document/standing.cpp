#include "ec2plan/document/standing.hpp"

#include <algorithm>
#include <vector>

namespace ec2plan {
namespace {

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

bool same_plan(Plan const& a, Plan const& b) {
  return a.type.name == b.type.name && a.instances == b.instances &&
         a.price.region == b.price.region && a.price.purchase == b.price.purchase &&
         a.layout == b.layout;
}

Standing standing(Answer const& answer, Plan const& own) {
  if (!priced(own)) return {};
  Standing standing{.better = better(others_of(answer), own), .wins = wins(answer, own)};
  add_steps(standing, answer.fronts, own);
  return standing;
}

}  // namespace ec2plan
