#include "ec2plan/plan/ranking.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::purchases_test {
namespace {

Found found(int instances, double days) {
  double const steps = 1e9 / (64 * 1024);
  return {.instances = instances,
          .estimate = {.step = {.compute = days * day / steps}, .fit = Fit::yes}};
}

Offer offer(Purchase purchase, double usd_per_hour, bool is_asked = true) {
  Price price = testing::price(usd_per_hour);
  price.purchase = purchase;
  return {.region = "us-east-1", .purchase = purchase, .price = price, .asked = is_asked};
}

/// Four instances for 10 days, at most 13; nothing is ever interrupted.
Candidate candidate(std::vector<Offer> offers) {
  Setup s = testing::small_on_p4de();
  s.goodput = 1;
  s.assumptions.evaluation_share = 0;
  s.assumptions.same_accelerator = {0.9, 1.3};
  return {.setup = s,
          .found = {.best = {found(4, 10)}, .counts = {.legal = 9}},
          .offers = std::move(offers)};
}

Recommendation asked(std::vector<Offer> offers, Goal const& q = {}) {
  return recommendation(q, {candidate(std::move(offers))});
}

}  // namespace

TEST_CASE("kinds of purchase mix in one ranking, each by what it is billed") {
  auto const r = asked({offer(Purchase::on_demand, 10), offer(Purchase::capacity_block, 8),
                        offer(Purchase::reserved_1yr, 5)});
  REQUIRE(r.candidates.size() == 3);
  CHECK(r.candidates[0].price.purchase == Purchase::on_demand);
  CHECK(r.candidates[0].cost.likely / dollar == Approx(4 * 240 * 10).epsilon(1e-4));
  CHECK(r.candidates[1].price.purchase == Purchase::capacity_block);
  CHECK(r.candidates[1].cost.likely / dollar == Approx(4 * 14 * 24 * 8));
  CHECK(r.candidates[2].price.purchase == Purchase::reserved_1yr);
  CHECK(r.candidates[2].cost.likely / dollar == Approx(4 * 8760 * 5));
}

TEST_CASE(
    "a kind that was not asked for is no candidate, and stands beside them where it satisfies") {
  auto const r = asked({offer(Purchase::on_demand, 10), offer(Purchase::capacity_block, 6, false)});
  REQUIRE(r.candidates.size() == 1);
  CHECK(r.rejected.empty());
  CHECK(r.cheapest->price.purchase == Purchase::on_demand);
  REQUIRE(r.by_purchase.size() == 2);
  CHECK(r.by_purchase[0].price.purchase == Purchase::capacity_block);
  CHECK(r.by_purchase[1].price.purchase == Purchase::on_demand);
  CHECK(r.by_purchase[0].cost.likely < r.by_purchase[1].cost.likely);
}

TEST_CASE("what does not satisfy is not named as a cheaper kind of purchase") {
  Goal const q{.budget = 10'000 * dollar};
  auto const r =
      asked({offer(Purchase::on_demand, 7), offer(Purchase::capacity_block, 20, false)}, q);
  REQUIRE(r.by_purchase.size() == 1);
  CHECK(r.by_purchase[0].price.purchase == Purchase::on_demand);
  Goal const late{.deadline = 5 * day};
  CHECK(asked({offer(Purchase::on_demand, 7)}, late).by_purchase.empty());
}

TEST_CASE("a block counts what is bought, so that a budget is met or missed as a whole") {
  double const bill = 4 * 14 * 24 * 8;
  auto const meets = [&](double budget) {
    return asked({offer(Purchase::capacity_block, 8)}, {.budget = budget * dollar}).chosen() !=
           nullptr;
  };
  CHECK(meets(bill + 1));
  CHECK_FALSE(meets(bill - 1));
}

TEST_CASE("numbers of instances that no blocks hold are left out") {
  Candidate c = candidate({offer(Purchase::capacity_block, 8)});
  c.found.best = {found(256, 12), found(300, 10)};
  auto const r = recommendation({.objective = Objective::time}, {c});
  REQUIRE(r.candidates.size() == 1);
  CHECK(r.candidates[0].instances == 256);
  c.found.best = {found(4, 150)};
  auto const none = recommendation({}, {c});
  CHECK(none.candidates.empty());
  REQUIRE(none.rejected.size() == 1);
  CHECK(none.rejected[0].code == ReasonCode::too_many_instances);
}

TEST_CASE("an estimate of a block that nobody sells is answered all the same") {
  Candidate const c = candidate({});
  Price const price = *offer(Purchase::capacity_block, 8).price;
  CHECK(plan_of(c.setup, found(300, 10), price, {}).cost.likely / dollar ==
        Approx(300 * 14 * 24 * 8));
}

}  // namespace ec2plan::purchases_test
