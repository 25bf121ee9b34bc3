#include "plan/ties.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ec2plan {
namespace {

constexpr double last_tenth = 1.2815515655446004;  // of a normal distribution, in deviations
constexpr double nothing = 1e-9;                   // what rounding leaves of sums in another order

constexpr TieFact facts_of_ties[] = {
    {"tie_chance", &TieRule::chance},
    {"tie_dearer", &TieRule::dearer},
    {"tie_other", &TieRule::other},
    {"tie_same_accelerator", &TieRule::same_accelerator},
    {"tie_same_vendor", &TieRule::same_vendor},
};

double spread(double low, double high) { return std::log(high / low) / (2 * last_tenth); }

/// Of a range in logarithms, its ends in one unit.
Uncertainty between(double low, double high, double price_spread) {
  double const all = spread(low, high);
  return {.centre = (std::log(low) + std::log(high)) / 2,
          .spread = std::max(0.0, all - price_spread),
          .price_spread = std::min(all, price_spread)};
}

/// What a comparison looks at, of whichever form a plan has.
struct Compared {
  Range<Time> const& duration;
  Range<Money> const& cost;
  Price const& price;
  InstanceType const& type;
  std::optional<Range<double>> burden{};
};

Compared compared(Scored const& s) {
  return {s.run->duration, s.cost, *s.price, s.candidate->setup.type, s.burden};
}

Compared compared(Goal const& goal, Plan const& p) {
  return {p.run.duration, p.cost, p.price, p.type, burden(goal, p.energy)};
}

Uncertainty uncertainty_of(Goal const& goal, Compared const& plan) {
  if (goal.objective == Objective::knee) {
    auto const value = [&](Time time, Money cost) { return objective_value(goal, time, cost); };
    return between(value(plan.duration.low, plan.cost.low),
                   value(plan.duration.high, plan.cost.high), 0);
  }
  if (plan.burden) return between(plan.burden->low, plan.burden->high, 0);
  return goal.objective == Objective::time ? uncertainty(plan.duration)
                                           : uncertainty(plan.cost, plan.price);
}

bool is_one_offer(Compared const& one, Compared const& other) {
  return one.type.name == other.type.name && one.price.region == other.price.region &&
         one.price.purchase == other.price.purchase;
}

bool tied(Goal const& goal, Compared const& one, Compared const& other) {
  if (is_of_energy(goal.objective) && (!one.burden || !other.burden)) return false;
  double const less =
      chance_of_less(uncertainty_of(goal, one), uncertainty_of(goal, other),
                     correlation(goal.ties, one.type, other.type), is_one_offer(one, other));
  return std::min(less, 1 - less) >= goal.ties.chance;
}

/// What is left to choose by, if the run is slow.
double slow_end(Goal const& goal, Scored const& s) {
  return nine_digits(goal.objective == Objective::time ? s.cost.high / dollar
                                                       : s.run->duration.high / second);
}

}  // namespace

std::span<TieFact const> tie_facts() { return facts_of_ties; }

Uncertainty uncertainty(Range<Money> const& cost, Price const& price) {
  double const moves = price.least && price.most
                           ? spread(*price.least * hour / dollar, *price.most * hour / dollar)
                           : 0;
  return between(cost.low / dollar, cost.high / dollar, moves);
}

Uncertainty uncertainty(Range<Time> const& duration) {
  return between(duration.low / second, duration.high / second, 0);
}

double chance_of_less(Uncertainty const& one, Uncertainty const& other, double correlation,
                      bool one_offer) {
  double const prices = one_offer ? one.price_spread - other.price_spread
                                  : std::hypot(one.price_spread, other.price_spread);
  double const variance = one.spread * one.spread + other.spread * other.spread -
                          2 * correlation * one.spread * other.spread + prices * prices;
  double const apart = other.centre - one.centre;
  double const deviation = std::sqrt(std::max(0.0, variance));
  if (deviation < nothing) return std::abs(apart) < nothing ? 0.5 : apart > 0 ? 1 : 0;
  return std::erfc(-apart / deviation / std::numbers::sqrt2) / 2;
}

double correlation(TieRule const& rule, InstanceType const& one, InstanceType const& other) {
  if (one.accelerator.id == other.accelerator.id) return rule.same_accelerator;
  return one.accelerator.vendor == other.accelerator.vendor ? rule.same_vendor : rule.other;
}

bool are_tied(Goal const& goal, Scored const& one, Scored const& other) {
  return tied(goal, compared(one), compared(other));
}

bool are_tied(Goal const& goal, Plan const& one, Plan const& other) {
  return tied(goal, compared(goal, one), compared(goal, other));
}

PutFirst put_first(Goal const& goal, std::vector<Scored> const& plans, std::size_t first,
                   double least) {
  Scored const& cheapest = plans[first];
  PutFirst put{.index = first};
  if (!cheapest.satisfies() || goal.objective == Objective::pareto) return put;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    Scored const& plan = plans[i];
    if (!plan.satisfies() || plan.tight() != cheapest.tight()) continue;
    if (slow_end(goal, plan) >= slow_end(goal, cheapest) || !are_tied(goal, cheapest, plan))
      continue;
    put.had_choice = true;
    bool const is_near = asked_value(goal, plan) <= (1 + goal.ties.dearer) * least;
    auto const key = [&](Scored const& s) {
      return std::pair(slow_end(goal, s), asked_value(goal, s));
    };
    if (is_near && key(plan) < key(plans[put.index])) put.index = i;
  }
  return put;
}

}  // namespace ec2plan
