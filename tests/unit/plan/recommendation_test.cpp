#include "ec2plan/plan/ranking.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::recommendation_test {
namespace {

/// A found layout that takes so many days in all, with nothing but the step to it.
Found found(int instances, double days, Fit fit = Fit::yes) {
  double const steps = 1e9 / (64 * 1024);
  return {.instances = instances,
          .estimate = {.step = {.compute = days * day / steps}, .fit = fit}};
}

/// A type whose runs last 0.9 to 1.3 of the likely time, at ten dollars an hour.
Candidate type(std::string name, std::vector<Found> best, std::vector<Found> tight = {}) {
  Setup s = testing::small_on_p4de();
  s.type.name = std::move(name);
  s.goodput = 1;
  s.assumptions.evaluation_share = 0;
  s.assumptions.same_accelerator = {0.9, 1.3};
  return {.setup = s,
          .found = {.best = std::move(best), .tight = std::move(tight), .counts = {.legal = 9}},
          .offers = {{.region = "us-east-1", .price = testing::price(10)}}};
}

/// One type: 1 instance for 40 days is $9,600, 2 for 21 $10,080, 4 for 12 $11,520.
Candidate scaling() { return type("p4", {found(1, 40), found(2, 21), found(4, 12)}); }

Recommendation asked(double deadline_days, Goal q = {}) {
  q.deadline = deadline_days * day;
  return recommendation(q, {scaling()});
}

}  // namespace

TEST_CASE("without a deadline the cheapest number of instances is chosen") {
  auto const r = recommendation({}, {scaling()});
  REQUIRE(r.chosen() != nullptr);
  CHECK(r.chosen()->instances == 1);
  CHECK(r.chosen()->cost.likely / dollar == Approx(9600).epsilon(0.001));
  CHECK_FALSE(r.safe.has_value());
  CHECK_FALSE(r.even_odds.has_value());
}

TEST_CASE("the slow end of the range must meet the deadline, unless the likely one may do") {
  CHECK(asked(25).chosen()->instances == 4);
  CHECK(asked(25, {.risk = Risk::likely}).chosen()->instances == 2);
  CHECK(asked(28).chosen()->instances == 2);
  CHECK_FALSE(asked(25, {.risk = Risk::likely}).chosen()->meets_deadline_if_slow);
}

TEST_CASE("the safe plan and the one at even odds are both given, whatever the risk") {
  for (Risk const risk : {Risk::slow, Risk::likely}) {
    auto const r = asked(25, {.risk = risk});
    CHECK(r.safe->instances == 4);
    CHECK(r.even_odds->instances == 2);
  }
}

TEST_CASE("a deadline that nothing meets leaves the nearest miss, and nothing chosen") {
  auto const r = asked(5);
  CHECK(r.chosen() == nullptr);
  REQUIRE(r.candidates.size() == 1);
  CHECK(r.candidates[0].instances == 4);
  CHECK_FALSE(r.candidates[0].satisfies());
}

TEST_CASE("a budget counts the slow end as well") {
  CHECK(recommendation({.budget = 9700 * dollar, .risk = Risk::likely}, {scaling()}).chosen());
  CHECK_FALSE(recommendation({.budget = 9700 * dollar}, {scaling()}).chosen());
  CHECK(recommendation({.budget = 12500 * dollar}, {scaling()}).chosen()->instances == 1);
}

TEST_CASE("under the objective of time the budget decides how many instances there are") {
  Goal q{.budget = 13200 * dollar, .objective = Objective::time};
  CHECK(recommendation(q, {scaling()}).chosen()->instances == 2);
  q.budget = 20000 * dollar;
  CHECK(recommendation(q, {scaling()}).chosen()->instances == 4);
}

TEST_CASE("the knee is where a share of time begins to cost more than that share of money") {
  // cost x time: 1 x 40, 2 x 21, 4 x 12, 8 x 10 and 16 x 9.5 instance-days, times their days
  auto const job =
      type("p4", {found(1, 40), found(2, 21), found(4, 12), found(8, 10), found(16, 9.5)});
  Goal q{.budget = 1e6 * dollar, .objective = Objective::knee};
  auto const r = recommendation(q, {job});
  CHECK(r.chosen()->instances == 4);
  REQUIRE(r.beyond.has_value());
  CHECK(r.beyond->instances == 8);
  q.budget = 13200 * dollar;  // pays the slow end of 2, not of 4
  CHECK(recommendation(q, {job}).chosen()->instances == 2);
  q.knee_exponent = 0.01;  // time hardly counts
  q.budget = 1e6 * dollar;
  CHECK(recommendation(q, {job}).chosen()->instances == 1);
  q.knee_exponent = 20;
  CHECK(recommendation(q, {job}).chosen()->instances == 16);
}

TEST_CASE("the front of a question without limits ends at the knee, unless it is asked for") {
  auto const job = type("p4", {found(1, 40), found(2, 21), found(4, 12), found(8, 10)});
  Goal q{.objective = Objective::pareto, .stop_at_knee = true};
  auto const r = recommendation(q, {job});
  CHECK(r.candidates.size() == 3);
  REQUIRE(r.knee.has_value());
  CHECK(r.knee->instances == 4);
  q.stop_at_knee = false;
  CHECK(recommendation(q, {job}).candidates.size() == 4);
  CHECK_FALSE(asked(28).knee);
}

TEST_CASE("sooner is the cheapest plan that ends a day before the chosen one") {
  auto const r = recommendation({}, {scaling()});
  REQUIRE(r.sooner.has_value());
  CHECK(r.sooner->instances == 2);
  CHECK_FALSE(recommendation({}, {type("p4", {found(2, 10), found(4, 9.1)})}).sooner);
}

TEST_CASE("pareto puts forward every plan of an offer that none beats") {
  auto const r = recommendation({.objective = Objective::pareto},
                                {type("p4", {found(1, 40), found(2, 21), found(4, 22)})});
  REQUIRE(r.candidates.size() == 2);
  CHECK(r.candidates[0].instances == 1);
  CHECK(r.candidates[1].instances == 2);
  CHECK(r.candidates[1].on_front);
}

TEST_CASE("a tight plan ranks below one with room, however cheap") {
  auto const r = recommendation(
      {}, {type("tight", {}, {found(1, 10, Fit::tight)}), type("roomy", {found(1, 40)})});
  REQUIRE(r.candidates.size() == 2);
  CHECK(r.candidates[0].type.name == "roomy");
  CHECK(r.candidates[0].rank == 1);
  CHECK(r.candidates[0].on_front);
  CHECK(r.candidates[1].rank == 2);
  CHECK_FALSE(r.candidates[1].on_front);
}

TEST_CASE("a tight plan that satisfies stands in for a roomy one that does not") {
  auto const r = recommendation({.deadline = 20 * day},
                                {type("p4", {found(1, 40)}, {found(1, 10, Fit::tight)})});
  REQUIRE(r.chosen() != nullptr);
  CHECK(r.chosen()->estimate.fit == Fit::tight);
}

TEST_CASE("of plans at the same cost the name decides, in the lists as in the single answers") {
  auto const one = type("a", {found(1, 10)}), other = type("b", {found(1, 10)});
  auto const r = recommendation({.deadline = 30 * day}, {other, one});
  CHECK(r.chosen()->type.name == "a");
  CHECK(r.safe->type.name == "a");
  CHECK(r.even_odds->type.name == "a");
}

TEST_CASE("counts of all candidates are summed") {
  CHECK(recommendation({}, {scaling(), type("b", {found(1, 10)})}).counts.legal == 18);
}

TEST_CASE("one found layout is priced and judged as in the list") {
  Goal const q{.deadline = 25 * day};
  Candidate const c = scaling();
  Plan const plan = plan_of(c.setup, c.found.best[1], testing::price(10), q);
  CHECK(plan.instances == 2);
  CHECK(plan.cost.likely / dollar == Approx(10080).epsilon(0.001));
  CHECK(plan.cost_parts.training / plan.cost.likely == Approx(1));
  CHECK_FALSE(plan.meets_deadline);
  CHECK(plan.confidence == Confidence::same_accelerator);
}

}  // namespace ec2plan::recommendation_test
