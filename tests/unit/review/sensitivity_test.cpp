#include "ec2plan/review/sensitivity.hpp"

#include <algorithm>

#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::sensitivity_test {
namespace {

using namespace testing;

Sensitivity const& of(std::vector<Sensitivity> const& all, std::string const& input) {
  auto const found = std::find_if(all.begin(), all.end(),
                                  [&](Sensitivity const& one) { return one.input == input; });
  REQUIRE(found != all.end());
  return *found;
}

bool lacks(std::vector<Sensitivity> const& all, std::string const& input) {
  return std::none_of(all.begin(), all.end(), [&](auto& one) { return one.input == input; });
}

}  // namespace

TEST_CASE("a price a tenth higher costs a tenth more") {
  auto const answer = one_plan();
  auto const all = sensitivities(answer);
  auto const& price = of(all, "price");
  CHECK(price.high / answer.plan().cost.likely == Approx(1.1));
  CHECK(price.low / answer.plan().cost.likely == Approx(0.9));
}

TEST_CASE("efficiency moves the cost as the step time moves, and is low where a step is slow") {
  auto const answer = one_plan();
  auto const& step = answer.plan().run.step_time;
  auto const all = sensitivities(answer);
  auto const& one = of(all, "efficiency");
  CHECK(one.low / answer.plan().cost.likely == Approx(step.high / step.likely));
  CHECK(one.high / answer.plan().cost.likely == Approx(step.low / step.likely));
}

TEST_CASE("the widest swing comes first, whichever end is the dearer") {
  auto const all = sensitivities(one_plan());
  REQUIRE(all.size() >= 3);
  auto const width = [](Sensitivity const& one) {
    return std::max(one.low, one.high) - std::min(one.low, one.high);
  };
  for (std::size_t i = 1; i < all.size(); ++i)
    CHECK(width(all[i]) <= width(all[i - 1]));
}

TEST_CASE("the batch is searched again, halved and doubled") {
  auto const all = sensitivities(one_plan());
  auto const& batch = of(all, "batch");
  CHECK(batch.low_at == "768 sequences a step");
  CHECK(batch.high_at == "3,072 sequences a step");
  CHECK(batch.low > batch.high);
}

TEST_CASE("a spot price moves over its own range") {
  auto answer = one_plan();
  answer.plan().price.least = answer.plan().price.per_instance * 0.5;
  answer.plan().price.most = answer.plan().price.per_instance * 2;
  auto const all = sensitivities(answer);
  CHECK(of(all, "price").high / answer.plan().cost.likely == Approx(2));
}

TEST_CASE("a Capacity Block costs the same however fast the run is") {
  auto answer = one_plan();
  answer.plan().price.purchase = Purchase::capacity_block;
  CHECK(lacks(sensitivities(answer), "efficiency"));
}

TEST_CASE("without a price nothing is said") {
  auto answer = one_plan();
  answer.plan().price.per_instance = {};
  CHECK(sensitivities(answer).empty());
}

}  // namespace ec2plan::sensitivity_test
