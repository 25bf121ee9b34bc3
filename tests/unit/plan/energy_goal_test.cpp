#include <algorithm>
#include <cmath>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/plan/answer.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::plan_energy_test {
namespace {

Catalog const& facts() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

Recommendation recommended_with(std::string const& more) {
  return answer(facts(),
                question_from_json(R"({"model": "7B", "tokens": 1e11, "max_instances": 32, )" +
                                   more + "}"))
      .result;
}

double kilograms(Plan const& plan) { return plan.energy->emission->likely / kilogram; }

TEST_CASE("the objective of CO2e ranks regions by what their grids emit, the unknown last") {
  auto const result = recommended_with(
      R"("objective": "co2e", "instance_type": ["p4d.24xlarge"],
         "region": ["us-east-1", "ca-central-1", "eu-north-1", "us-west-2"])");
  REQUIRE(result.candidates.size() >= 3);
  CHECK(result.candidates.front().price.region == "eu-north-1");
  double before = 0;
  bool known = true;
  for (Plan const& plan : result.candidates) {
    bool const has = plan.energy->emission.has_value();
    CHECK((known || !has));
    known = has;
    if (!has) continue;
    CHECK(kilograms(plan) >= before);
    before = kilograms(plan);
  }
}

TEST_CASE("the objective of energy puts no plan first that another one undercuts by far") {
  auto const result = recommended_with(R"("objective": "energy", "days": 30)");
  auto const* chosen = result.chosen();
  REQUIRE(chosen != nullptr);
  for (Plan const& plan : result.candidates)
    if (plan.energy && plan.satisfies() && plan.estimate.fit == Fit::yes)
      CHECK(chosen->energy->facility.likely <= 1.2 * plan.energy->facility.likely);
  auto const cheapest = recommended_with(R"("objective": "cost", "days": 30)");
  CHECK(chosen->energy->facility.likely <= cheapest.chosen()->energy->facility.likely);
}

TEST_CASE("a figure of one's own stands in place of each grid, and has no range of its own") {
  auto const result = recommended_with(
      R"("carbon_intensity": 0.1, "instance_type": ["p4d.24xlarge"],
         "region": ["us-east-1", "ca-central-1"])");
  for (Plan const& plan : result.candidates) {
    auto const& use = *plan.energy;
    CHECK(kilograms(plan) == Approx(0.1 * (use.facility.likely / kilowatt_hour)));
    CHECK(use.emission->high / use.emission->likely ==
          Approx(use.facility.high / use.facility.likely));
  }
}

TEST_CASE("an objective's value of what is not known is above any other") {
  Goal const goal{.objective = Objective::co2e};
  CHECK(std::isinf(objective_value(goal, Plan{})));
  CHECK_FALSE(burden(goal, EnergyUse{}).has_value());
  CHECK(burden({.objective = Objective::energy}, EnergyUse{}).has_value());
}

}  // namespace
}  // namespace ec2plan::plan_energy_test
