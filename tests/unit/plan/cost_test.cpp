#include "ec2plan/plan/cost.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::cost_test {
namespace {

Run ten_days() {
  return {.steps = 1000,
          .step_time = {700 * second, 800 * second, 900 * second},
          .duration = {9 * day, 10 * day, 12 * day},
          .goodput = 0.95};
}

}  // namespace

TEST_CASE("two instances at ten dollars cost 4,800 dollars in ten days") {
  auto const range = cost(testing::price(10), 2, ten_days());
  CHECK(range.low / dollar == Approx(4320));
  CHECK(range.likely / dollar == Approx(4800));
  CHECK(range.high / dollar == Approx(5760));
}

TEST_CASE("training is billed by the step, evaluation up to the goodput, failures beyond it") {
  auto const parts = cost_breakdown(testing::price(10), 2, ten_days());
  CHECK(parts.training / dollar == Approx(4444.44).margin(0.01));
  CHECK(parts.evaluation / dollar == Approx(0.95 * 4800 - 4444.44).margin(0.01));
  CHECK(parts.failures / dollar == Approx(240));
}

TEST_CASE("what passes before the first step is a part of the cost, and bears no failures") {
  Run run = ten_days();
  run.startup = {.launch = 6 * hour, .compilation = 6 * hour};
  auto const parts = cost_breakdown(testing::price(10), 2, run);
  CHECK(parts.startup / dollar == Approx(240));
  CHECK(parts.training / dollar == Approx(4444.44).margin(0.01));
  CHECK(parts.failures / dollar == Approx(0.05 * 4560));
  CHECK(parts.evaluation / dollar == Approx(0.95 * 4560 - 4444.44).margin(0.01));
}

TEST_CASE("a block costs the same at both ends of the range: it is bought for the slow one") {
  Price price = testing::price(10);
  price.purchase = Purchase::capacity_block;
  auto const range = cost(price, 2, ten_days());
  CHECK(range.likely / dollar == Approx(2 * 13 * 24 * 10));
  CHECK(range.low == range.likely);
  CHECK(range.high == range.likely);
  CHECK(cost_breakdown(price, 2, ten_days()).idle_tail / dollar == Approx(2 * 3 * 24 * 10));
}

TEST_CASE("a spot price that may move widens both ends, and the likely stays") {
  Price price = testing::price(10);
  price.purchase = Purchase::spot;
  price.least = 5 * dollar / hour;
  price.most = 20 * dollar / hour;
  auto const range = cost(price, 2, ten_days());
  CHECK(range.low / dollar == Approx(2160));
  CHECK(range.likely / dollar == Approx(4800));
  CHECK(range.high / dollar == Approx(11520));
}

}  // namespace ec2plan::cost_test
