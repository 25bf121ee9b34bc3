#include <algorithm>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/plan/answer.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::hardware_limit_test {
namespace {

Answer asked(std::string const& model, double tokens, GoalChoice goal, Precision precision) {
  static Catalog const catalog = load_catalog();
  return answer(catalog, {.job = {.model = model, .tokens = tokens * token, .precision = precision},
                          .goal = std::move(goal),
                          .market = {.purchases = {"on-demand", "spot"}}});
}

double ceiling(Plan const& plan) {
  static Catalog const catalog = load_catalog();
  auto const part = accelerator_constants(catalog, plan.type.accelerator, plan.stack);
  return plan.job.precision == Precision::fp8 ? part.largest_hfu_fp8.value_or(part.largest_hfu)
                                              : part.largest_hfu;
}

TEST_CASE("no range ends beyond the hardware, on any plan of the catalog") {
  int plans = 0;
  for (auto const* model : {"1B", "8B", "70B", "gpt3-175b", "deepseek-v3"})
    for (Precision const precision : {Precision::bf16, Precision::fp8})
      for (Plan const& plan :
           asked(model, 1e12, {.objective = Objective::pareto}, precision).result.candidates) {
        if (!plan.run.hfu) continue;
        ++plans;
        double const fastest = *plan.run.hfu * (plan.run.step_time.likely / plan.run.step_time.low);
        INFO(model << " on " << plan.instances << " " << plan.type.name << ": " << fastest);
        CHECK(*plan.run.hfu < ceiling(plan));
        CHECK(fastest <= ceiling(plan) * (1 + 1e-9));
        CHECK(fastest < 0.9);
        CHECK(plan.run.duration.low <= plan.run.duration.likely);
        CHECK(plan.cost.low <= plan.cost.likely);
      }
  CHECK(plans > 1000);
}

/// Cost x time, which the knee makes least.
double product(Plan const& plan) {
  return plan.cost.likely / dollar * (plan.run.duration.likely / second);
}

TEST_CASE("with a budget alone no step of more instances would have been worth its money") {
  for (auto const* model : {"1B", "8B", "70B"})
    for (double const tokens : {1e7, 1e8, 1e9, 1e10, 1e11, 1e12}) {
      auto const given = asked(model, tokens, {.budget = 1e7 * dollar}, Precision::bf16);
      auto const& result = given.result;
      REQUIRE(result.chosen());
      INFO(model << " on " << tokens << ": " << result.chosen()->instances);
      if (result.beyond) CHECK(product(*result.beyond) > product(*result.chosen()));
      CHECK(product(*result.fastest) >= product(*result.chosen()));
    }
}

TEST_CASE("a job of minutes is not put on hundreds of instances") {
  auto const given = asked("8B", 1e8, {.budget = 1000 * dollar}, Precision::bf16);
  Plan const& plan = *given.result.chosen();
  CHECK(plan.instances <= 16);
  CHECK(plan.run.startup.total() > 5 * minute);
  CHECK(plan.run.startup.total() < 0.8 * plan.run.duration.likely);
  CHECK(plan.spare_instances == 0);
}

TEST_CASE("more tokens take longer and cost more, with no jump that they do not explain") {
  double before = 0;
  for (double tokens = 1e7; tokens < 2e12; tokens *= 2) {
    auto const given = asked("8B", tokens, {.budget = 1e8 * dollar}, Precision::bf16);
    double const now = product(*given.result.chosen());
    INFO(tokens << ": " << now << " after " << before);
    CHECK(now >= before);
    if (before > 0) CHECK(now < 4.4 * before);  // cost and time each double at most
    before = now;
  }
}

TEST_CASE("start-up hardly moves a long run") {
  for (auto const* model : {"8B", "70B", "gpt3-175b"})
    for (Plan const& plan :
         asked(model, 3e11, {.deadline = 60 * day}, Precision::bf16).result.candidates)
      if (plan.run.duration.likely > 5 * day)
        CHECK(plan.run.startup.total() < 0.01 * plan.run.duration.likely);
}

}  // namespace
}  // namespace ec2plan::hardware_limit_test
