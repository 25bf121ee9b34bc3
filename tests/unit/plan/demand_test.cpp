#include "ec2plan/plan/demand.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::demand_test {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// A found layout that takes so many days in all, with nothing but the step to it.
Found found(int instances, double days, Fit fit = Fit::yes) {
  double const steps = 1e9 / (64 * 1024);
  return {.instances = instances,
          .estimate = {.step = {.compute = days * day / steps}, .fit = fit}};
}

/// Runs last 0.9 to 1.3 of the likely time, at ten dollars an hour.
Candidate type(std::vector<Found> best, std::vector<Found> tight = {}) {
  Setup s = testing::small_on_p4de();
  s.goodput = 1;
  s.assumptions.evaluation_share = 0;
  s.assumptions.same_accelerator = {0.9, 1.3};
  return {.setup = s,
          .found = {.best = std::move(best), .tight = std::move(tight)},
          .offers = {{.region = "us-east-1", .price = testing::price(10)}}};
}

Goal within(double days, double dollars, Risk risk = Risk::likely) {
  return {.deadline = days * day, .budget = dollars * dollar, .risk = risk};
}

/// The last step of a run is a whole one.
Approx about(double share) { return Approx(share).epsilon(1e-4); }

std::vector<double> sizes(std::size_t count) {
  std::vector<double> all;
  for (std::size_t i = 0; i < count; ++i)
    all.push_back(std::pow(1.03, static_cast<double>(i)));
  return all;
}

}  // namespace

TEST_CASE("the least demanding plan is the one that takes least of what is scarcer") {
  // 1 instance: 40 days, $9,600; 4: 12 days, $11,520.
  Candidate const one = type({found(1, 40), found(4, 12)});
  CHECK(least_demand(within(20, 20'000), {one}) == about(12.0 / 20));
  CHECK(least_demand(within(80, 12'000), {one}) == about(9'600.0 / 12'000));
  CHECK(least_demand(within(6, 1e6), {one}) == about(2.0));
  CHECK(least_demand(within(20, 20'000, Risk::slow), {one}) == about(1.3 * 12 / 20));
}

TEST_CASE("a question is satisfied exactly where the demand is at most one") {
  Candidate const one = type({found(1, 40), found(4, 12)});
  for (double const days : {11.0, 11.99, 12.0, 12.01, 39.0, 41.0}) {
    for (double const dollars : {9'000.0, 9'600.0, 11'519.0, 11'520.0, 20'000.0}) {
      auto const goal = within(days, dollars);
      CHECK((recommendation(goal, {one}).chosen() != nullptr) == (least_demand(goal, {one}) <= 1));
    }
  }
}

TEST_CASE("tight plans, retired types and types without a price take no part") {
  auto const goal = within(80, 12'000);
  CHECK(std::isinf(least_demand(goal, {type({found(1, 40, Fit::tight)})})));
  auto retired = type({found(1, 40)});
  retired.offers.front().retired = true;
  CHECK(std::isinf(least_demand(goal, {retired})));
  auto unpriced = type({found(1, 40)});
  unpriced.offers.front().price.reset();
  CHECK(std::isinf(least_demand(goal, {unpriced})));
}

TEST_CASE("what a plan takes is told for each limit that was given") {
  Candidate const one = type({found(1, 40)});
  Goal const goal{.deadline = 80 * day, .risk = Risk::slow};
  auto const demand = demand_of(goal, *recommendation(goal, {one}).chosen());
  CHECK(*demand.deadline == about(1.3 * 40 / 80));
  CHECK_FALSE(demand.budget);
}

TEST_CASE("the largest affordable size is found with few questions") {
  auto const all = sizes(400);
  for (double const limit : {0.5, 1.0, 7.7, 1e3, 1e5, 1e9}) {
    std::set<std::size_t> asked;
    auto const found = largest_affordable(all, 50, 2, [&](std::size_t i) {
      asked.insert(i);
      return all[i] * all[i] / (limit * limit);
    });
    CAPTURE(limit);
    if (limit < 1) {
      CHECK_FALSE(found);
    } else {
      REQUIRE(found);
      CHECK(all[*found] <= limit);
      CHECK((*found + 1 == all.size() || all[*found + 1] > limit));
    }
    CHECK(asked.size() <= 12);
  }
}

TEST_CASE("sizes that cannot be trained do not hide larger ones that can") {
  auto const all = sizes(400);
  auto const demand = [&](std::size_t i) {
    return i % 4 == 0 ? all[i] * all[i] / 1e6 : infinite;  // as fixed degrees make it
  };
  auto const found = largest_affordable(all, 50, 2, demand);
  REQUIRE(found);
  CHECK(*found == 232);  // 1.03^232 is 951, and 1.03^236 is 1,070
  CHECK_FALSE(largest_affordable(all, 50, 2, [](std::size_t) { return infinite; }));
  CHECK_FALSE(largest_affordable({}, 50, 2, demand));
}

}  // namespace ec2plan::demand_test
