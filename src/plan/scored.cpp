#include "plan/scored.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace ec2plan {
namespace {

/// How far a plan is from satisfying the question: 0.2 is 20 % too late or too dear.
double miss(Goal const& q, Scored const& s) {
  bool const slow = q.risk == Risk::slow;
  Time const duration = slow ? s.run->duration.high : s.run->duration.likely;
  Money const cost = slow ? s.cost.high : s.cost.likely;
  double const late = q.deadline ? duration / *q.deadline - 1 : 0;
  double const dear = q.budget ? cost / *q.budget - 1 : 0;
  return std::max({0.0, late, dear});
}

double value(Goal const& q, Scored const& s) {
  if (!s.satisfies()) return nine_digits(miss(q, s));
  if (q.objective == Objective::knee)
    return nine_digits(objective_value(q, s.run->duration.likely, s.cost.likely));
  return asked_value(q, s);
}

auto name(Scored const& s) {
  return std::tie(s.candidate->setup.type.name, s.price->region, s.price->purchase,
                  s.found->instances);
}

bool sooner_then_cheaper(Scored const& a, Scored const& b) {
  return std::tie(a.run->duration.likely, a.cost.likely) <
         std::tie(b.run->duration.likely, b.cost.likely);
}

std::vector<FoundRun> runs_on(Candidate const& c, Capacity on) {
  std::vector<FoundRun> runs;
  runs.reserve(c.found.best.size() + c.found.tight.size());
  for (auto const* list : {&c.found.best, &c.found.tight})
    for (Found const& f : *list) {
      runs.push_back({&f, run(c.setup, f.layout, f.estimate, f.instances, on)});
      runs.back().nine_of_time = nine_digits(runs.back().run.duration.likely / second);
    }
  return runs;
}

/// Blocks hold so many instances and days; the others have no end.
bool can_be_bought(Candidate const& c, Price const& price, FoundRun const& f) {
  int const instances = f.found->instances * c.setup.type.ec2_instances;
  return price.purchase != Purchase::capacity_block ||
         capacity_blocks_hold(price.blocks, instances, f.run.duration.high);
}

Scored scored_run(Goal const& q, Candidate const& c, FoundRun const& f, Price const& price) {
  Scored s{.candidate = &c, .price = &price, .found = f.found, .run = &f.run};
  s.cost = cost(price, f.found->instances, f.run);
  s.nine_of_cost = nine_digits(s.cost.likely / dollar);
  s.nine_of_time = f.nine_of_time;
  if (is_of_energy(q.objective))
    s.burden =
        burden(q, energy_use(c.setup.type, c.setup.power, price.site, f.found->instances, f.run));
  s.judged = judged(q, f.run, s.cost);
  return s;
}

bool has_spot_price(Candidate const& c) {
  auto const spot = [](Price const& p) { return p.purchase == Purchase::spot; };
  return std::any_of(c.prices.begin(), c.prices.end(), spot) ||
         std::any_of(c.offers.begin(), c.offers.end(),
                     [&](Offer const& o) { return o.price && spot(*o.price); });
}

}  // namespace

double nine_digits(double value) {
  if (value == 0) return 0;
  double const unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 8);
  return std::round(value / unit) * unit;
}

double asked_value(Goal const& q, Scored const& s) {
  if (is_of_energy(q.objective))
    return s.burden ? nine_digits(s.burden->likely) : std::numeric_limits<double>::infinity();
  return q.objective == Objective::time ? s.nine_of_time : s.nine_of_cost;
}

std::vector<FoundRun> const& FoundRuns::under(Price const& price) const {
  return capacity(price.purchase) == Capacity::reclaimable ? reclaimable : kept;
}

FoundRuns found_runs(Candidate const& c) {
  FoundRuns runs{.kept = runs_on(c, Capacity::kept)};
  if (has_spot_price(c)) runs.reclaimable = runs_on(c, Capacity::reclaimable);
  return runs;
}

std::vector<Scored> scored(Goal const& q, Candidate const& c, FoundRuns const& runs,
                           Price const& price) {
  std::vector<Scored> result;
  for (FoundRun const& f : runs.under(price))
    if (can_be_bought(c, price, f)) result.push_back(scored_run(q, c, f, price));
  return result;
}

bool ranks_before(Goal const& q, Scored const& a, Scored const& b) {
  auto const key = [&](Scored const& s) {
    return std::make_tuple(s.tight(), !s.satisfies(), value(q, s), s.nine_of_time);
  };
  auto const key_a = key(a), key_b = key(b);
  return key_a != key_b ? key_a < key_b : name(a) < name(b);
}

Scored const* best_of(Goal const& q, std::vector<Scored> const& plans) {
  auto const better = [&](Scored const& a, Scored const& b) {
    if (a.satisfies() != b.satisfies()) return a.satisfies();
    return ranks_before(q, a, b);
  };
  auto const best = std::min_element(plans.begin(), plans.end(), better);
  return best == plans.end() ? nullptr : &*best;
}

std::vector<Scored> up_to_knee(Goal const& q, std::vector<Scored> front) {
  auto const value = [&](Scored const& s) {
    return nine_digits(knee_value(q, s.run->duration.likely, s.cost.likely));
  };
  auto const knee =
      std::min_element(front.begin(), front.end(),
                       [&](Scored const& a, Scored const& b) { return value(a) < value(b); });
  if (knee != front.end()) front.erase(knee + 1, front.end());
  return front;
}

std::vector<Scored> front_of(std::vector<Scored> plans) {
  bool const room = std::any_of(plans.begin(), plans.end(), [](auto& p) { return !p.tight(); });
  if (room) std::erase_if(plans, [](auto& p) { return p.tight(); });
  std::sort(plans.begin(), plans.end(), sooner_then_cheaper);
  std::vector<Scored> front;
  for (Scored const& p : plans)
    if (front.empty() || p.cost.likely < front.back().cost.likely) front.push_back(p);
  std::reverse(front.begin(), front.end());
  return front;
}

}  // namespace ec2plan
