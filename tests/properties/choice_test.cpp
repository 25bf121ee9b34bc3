#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include "tests/properties/market.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::choice_test {
namespace {

using testing::any_market, testing::any_question, testing::at_most, testing::between;
using testing::likely_cost, testing::likely_time, testing::most_instances, testing::tight;

/// Whether an answer is at least as good as another: there is one, it has room where the other
/// has, and between two of the same fit it is no worse in the value than ties allow: of those that
/// cannot be told apart, one that is 2 % dearer may be put first.
template <typename Value>
bool no_worse(Recommendation const& left, Recommendation const& right, Value value) {
  Plan const *a = left.chosen(), *b = right.chosen();
  if (!a || !b) return !b;
  if (tight(*a) != tight(*b)) return !tight(*a);
  return at_most(value(*a), 1.02 * value(*b));
}

TEST_CASE("accepting the likely time is never dearer than insisting on the slow one") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal q = any_question(market);
    q.objective = Objective::cost;
    q.risk = Risk::likely;
    auto const bold = recommendation(q, market);
    q.risk = Risk::slow;
    RC_ASSERT(no_worse(bold, recommendation(q, market), likely_cost));
  });
}

TEST_CASE("a longer deadline is never dearer") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal q = any_question(market);
    q.objective = Objective::cost;
    if (!q.deadline) q.deadline = between(0.01, 1000) * day;
    auto const before = recommendation(q, market);
    *q.deadline *= between(1, 4);
    RC_ASSERT(no_worse(recommendation(q, market), before, likely_cost));
  });
}

TEST_CASE("a larger budget is never slower") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal q = any_question(market);
    q.objective = Objective::time;
    if (!q.budget) q.budget = between(1, 1e6) * dollar;
    auto const before = recommendation(q, market);
    *q.budget *= between(1, 4);
    RC_ASSERT(no_worse(recommendation(q, market), before, likely_time));
  });
}

TEST_CASE("more instances to choose from are never dearer, nor slower where time is the aim") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal const q = any_question(market);
    auto fewer = market;
    for (Candidate& c : fewer)
      c.found = search(c.setup, {.max_instances = most_instances / 2});
    auto const before = recommendation(q, fewer), after = recommendation(q, market);
    if (q.objective == Objective::time)
      RC_ASSERT(no_worse(after, before, likely_time));
    else
      RC_ASSERT(no_worse(after, before, likely_cost));
  });
}

}  // namespace
}  // namespace ec2plan::choice_test
