#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "ec2plan/document/rejection.hpp"
#include "tests/properties/market.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::recommendation_test {
namespace {

using testing::about, testing::all_plans, testing::any_market, testing::any_question;
using testing::coin, testing::likely_cost, testing::likely_time, testing::tight;

std::string identity(Plan const& p) {
  return p.type.name + " " + p.price.region + " " + std::string(purchase_name(p.price.purchase));
}

std::string identity(Rejection const& r) {
  return r.instance_type + " " + r.region + " " + std::string(purchase_name(r.purchase));
}

std::string identity(std::optional<Plan> const& p) {
  return p ? identity(*p) + " " + std::to_string(p->instances) : "";
}

/// All that a reader would see change if the order of candidates mattered.
std::vector<std::string> answer(Recommendation const& r) {
  std::vector<std::string> lines;
  for (Plan const& p : r.candidates) {
    lines.push_back(std::to_string(p.rank) + " " + identity(p) + std::to_string(p.instances) +
                    (p.on_front ? " front" : ""));
    for (std::string const& other : p.tie_with)
      lines.push_back("ties with " + other);
  }
  for (Rejection const& each : r.rejected)
    lines.push_back(identity(each) + reason_text(each) + nearest_text(each));
  lines.insert(lines.end(), {identity(r.safe), identity(r.even_odds), identity(r.sooner)});
  return lines;
}

bool dominates(Plan const& a, Plan const& b) {
  auto const [time_a, time_b] = std::tuple(likely_time(a), likely_time(b));
  auto const [cost_a, cost_b] = std::tuple(likely_cost(a), likely_cost(b));
  return time_a <= time_b && cost_a <= cost_b && (time_a < time_b || cost_a < cost_b);
}

TEST_CASE("plans come by fit, then what satisfies, then the objective, ranked from 1") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal const q = any_question(market);
    auto const plans = recommendation(q, market).candidates;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      RC_ASSERT(plans[i].rank == static_cast<int>(i) + 1);
      if (i == 0) continue;
      auto const key = [](Plan const& p) { return std::tuple(tight(p), !p.satisfies()); };
      RC_ASSERT(key(plans[i - 1]) <= key(plans[i]));
      if (key(plans[i - 1]) != key(plans[i]) || !plans[i].satisfies()) continue;
      if (plans[i - 1].rank == 1) continue;  // by the rule of ties
      if (q.objective == Objective::time)
        RC_ASSERT(likely_time(plans[i - 1]) <= likely_time(plans[i]));
      else
        RC_ASSERT(likely_cost(plans[i - 1]) <= likely_cost(plans[i]));
    }
  });
}

TEST_CASE("the plan put first is within the share of the best one, and no later if slow") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal q = any_question(market);
    auto const first = recommendation(q, market);
    q.ties.dearer = 0;
    auto const best = recommendation(q, market);
    RC_ASSERT((first.chosen() == nullptr) == (best.chosen() == nullptr));
    if (best.chosen() == nullptr) return;
    Plan const &put = *first.chosen(), &least = *best.chosen();
    bool const by_time = q.objective == Objective::time;
    double const share =
        by_time ? likely_time(put) / likely_time(least) : likely_cost(put) / likely_cost(least);
    RC_ASSERT(share <= 1.02 * (1 + 1e-6));
    double const slow =
        by_time ? put.cost.high / least.cost.high : put.run.duration.high / least.run.duration.high;
    RC_ASSERT(slow <= 1 + 1e-6);
  });
}

TEST_CASE("a tie is with the first, and both name each other") {
  rc::prop("", [] {
    auto const market = any_market();
    auto const r = recommendation(any_question(market), market);
    std::size_t named = 0, naming = 0;
    for (Plan const& p : r.candidates) {
      bool const is_first = &p == r.chosen();
      RC_ASSERT(is_first || p.tie_with.size() <= 1);
      RC_ASSERT(p.tie_with.empty() || p.satisfies());
      (is_first ? named : naming) += p.tie_with.size();
    }
    RC_ASSERT(named == naming);
  });
}

TEST_CASE("every offer is a candidate or rejected, once") {
  rc::prop("", [] {
    auto const market = any_market();
    auto const r = recommendation(any_question(market), market);
    std::multiset<std::string> expected, seen;
    for (Candidate const& c : market)
      for (Offer const& offer : c.offers)
        expected.insert(c.setup.type.name + " " + offer.region + " " +
                        std::string(purchase_name(offer.purchase)));
    for (Plan const& p : r.candidates)
      seen.insert(identity(p));
    for (Rejection const& each : r.rejected) {
      seen.insert(identity(each));
      RC_ASSERT_FALSE(reason_text(each).empty());
    }
    RC_ASSERT(seen == expected);
  });
}

TEST_CASE("a plan satisfies a question exactly where its range does") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal const q = any_question(market);
    for (Plan const& p : recommendation(q, market).candidates) {
      bool const slow = q.risk == Risk::slow;
      Time const time = slow ? p.run.duration.high : p.run.duration.likely;
      Money const money = slow ? p.cost.high : p.cost.likely;
      RC_ASSERT(p.meets_deadline == (!q.deadline || time <= *q.deadline));
      RC_ASSERT(p.meets_budget == (!q.budget || money <= *q.budget));
      RC_ASSERT(p.estimate.fit != Fit::no);
    }
  });
}

TEST_CASE("the order of candidates and offers does not matter") {
  rc::prop("", [] {
    auto market = any_market();
    Goal const q = any_question(market);
    auto const before = answer(recommendation(q, market));
    std::rotate(market.begin(), market.begin() + *rc::gen::inRange(0, 3), market.end());
    if (coin()) std::reverse(market.begin(), market.end());
    for (Candidate& c : market)
      std::rotate(c.offers.begin(), c.offers.begin() + *rc::gen::inRange(0, 4), c.offers.end());
    RC_ASSERT(answer(recommendation(q, market)) == before);
  });
}

TEST_CASE("no plan of the front is beaten, and every other plan with room is matched by one") {
  rc::prop("", [] {
    auto const market = any_market();
    auto const plans = recommendation(any_question(market), market).candidates;
    for (Plan const& front : plans) {
      if (!front.on_front) continue;
      RC_ASSERT_FALSE(tight(front));
      for (Plan const& other : plans)
        RC_ASSERT_FALSE(!tight(other) && dominates(other, front));
    }
    for (Plan const& p : plans)
      RC_ASSERT(tight(p) || std::any_of(plans.begin(), plans.end(), [&](Plan const& front) {
                  return front.on_front && likely_time(front) <= likely_time(p) &&
                         likely_cost(front) <= likely_cost(p);
                }));
  });
}

TEST_CASE("under pareto no two plans of an offer beat each other") {
  rc::prop("", [] {
    auto const plans = all_plans(any_market());
    for (Plan const& a : plans)
      for (Plan const& b : plans)
        RC_ASSERT_FALSE(identity(a) == identity(b) && tight(a) == tight(b) && dominates(a, b));
  });
}

TEST_CASE("prices ten times as high make costs ten times as high and leave the layouts") {
  rc::prop("", [] {
    auto market = any_market();
    Goal q = any_question(market);
    auto const before = recommendation(q, market).candidates;
    for (Candidate& c : market)
      for (Offer& offer : c.offers)
        if (offer.price) offer.price->per_instance *= 10;
    if (q.budget) *q.budget *= 10;
    auto const after = recommendation(q, market).candidates;
    RC_ASSERT(before.size() == after.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
      RC_ASSERT(about(likely_cost(after[i]), 10 * likely_cost(before[i])));
      RC_ASSERT(identity(after[i]) == identity(before[i]));
      RC_ASSERT(after[i].layout == before[i].layout);
    }
  });
}

TEST_CASE("the safe plan keeps the slow deadline and budget, and even odds are never dearer") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal const q = any_question(market);
    auto const r = recommendation(q, market);
    if (!r.safe) return;
    RC_ASSERT((q.deadline || q.budget));
    RC_ASSERT((!q.deadline || r.safe->run.duration.high <= *q.deadline));
    RC_ASSERT((!q.budget || r.safe->cost.high <= *q.budget));
    RC_ASSERT(r.even_odds.has_value());
    if (tight(*r.even_odds) == tight(*r.safe))
      RC_ASSERT(r.even_odds->cost.likely <= r.safe->cost.likely);
    else
      RC_ASSERT(tight(*r.safe));
  });
}

TEST_CASE("the sooner plan satisfies the question a day before the chosen one ends") {
  rc::prop("", [] {
    auto const market = any_market();
    auto const r = recommendation(any_question(market), market);
    if (!r.sooner) return;
    RC_ASSERT(r.chosen() != nullptr);
    RC_ASSERT(r.sooner->satisfies());
    RC_ASSERT(likely_time(*r.sooner) <= likely_time(*r.chosen()) - day);
  });
}

}  // namespace
}  // namespace ec2plan::recommendation_test
