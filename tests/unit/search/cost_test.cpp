#include "ec2plan/search/cost.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan {
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

}  // namespace ec2plan
