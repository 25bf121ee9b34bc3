#include "ec2plan/plan/demand.hpp"

#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <cmath>

#include "tests/properties/market.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::afford_test {
namespace {

using testing::any_market, testing::any_question, testing::between;

/// What sizes take: a power of them, and up to a half more where stages are uneven.
struct Sizes {
  std::vector<double> all{};
  std::vector<double> demand{};

  std::optional<std::size_t> bought(double budget, double start) const {
    return largest_affordable(all, start, 2, [&](std::size_t i) { return demand[i] / budget; });
  }
};

Sizes any_sizes() {
  Sizes sizes;
  double size = 1;
  auto const count = *rc::gen::inRange(1, 300);
  for (int i = 0; i < count; ++i) {
    size *= between(1.01, 1.06);
    bool const even = i % 8 == 0;
    sizes.all.push_back(size);
    sizes.demand.push_back(size * size * (even ? 1 : between(1, 1.5)));
  }
  return sizes;
}

TEST_CASE("the size bought is affordable, and no larger one of its neighbours is") {
  rc::prop("", [] {
    auto const sizes = any_sizes();
    double const budget = std::pow(between(0.5, 1.2) * sizes.all.back(), 2);
    auto const bought = sizes.bought(budget, between(1, sizes.all.back()));
    std::size_t const from = bought ? *bought + 1 : 0;
    if (bought) RC_ASSERT(sizes.demand[*bought] <= budget);
    for (std::size_t i = from; i < std::min(from + 8, sizes.all.size()); ++i)
      if (sizes.demand[i] <= budget) RC_FAIL("a larger one is affordable");
  });
}

TEST_CASE("more budget never buys a smaller size") {
  rc::prop("", [] {
    auto const sizes = any_sizes();
    double const start = between(1, sizes.all.back());
    double const budget = std::pow(between(0.5, 1.2) * sizes.all.back(), 2);
    auto const less = sizes.bought(budget, start);
    auto const more = sizes.bought(budget * between(1, 3), start);
    bool const no_smaller = !less || (more && *more >= *less);
    RC_ASSERT(no_smaller);
  });
}

TEST_CASE("a question has a plan with room exactly where its least demand is at most one") {
  rc::prop("", [] {
    auto const market = any_market();
    Goal const goal = any_question(market);
    auto const plans = recommendation(goal, market).candidates;
    bool const satisfied = std::any_of(plans.begin(), plans.end(), [](Plan const& plan) {
      return plan.satisfies() && plan.estimate.fit == Fit::yes;
    });
    RC_ASSERT(satisfied == (least_demand(goal, market) <= 1));
  });
}

}  // namespace
}  // namespace ec2plan::afford_test
