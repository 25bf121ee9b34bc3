#include "ec2plan/review/compare.hpp"

#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <cmath>

#include "review/factors.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::compare_test {
namespace {

using testing::between, testing::coin;

/// Some plan whose figures agree with one another, as far as they stand in a document.
SavedPlan any_plan() {
  SavedPlan plan;
  plan.instance_type = coin() ? "p4d.24xlarge" : "p5.48xlarge";
  plan.instances = *rc::gen::inRange(1, 1000);
  plan.accelerators = plan.instances * 8;
  plan.sequence_length = 1 << *rc::gen::inRange(10, 18);
  plan.global_batch = *rc::gen::inRange(1, 5000);
  plan.steps = *rc::gen::inRange(1, 1'000'000);
  plan.step_time.likely = between(0.01, 100) * second;
  plan.goodput = between(0.3, 1);
  plan.mfu = between(0.01, 0.7);
  plan.hfu = *plan.mfu * between(1, 1.4);
  plan.achieved = between(10, 2000) * tera * flop / second;
  Time const training = plan.steps * plan.step_time.likely;
  plan.duration.likely = between(1, 1.2) / plan.goodput * training;
  plan.price = between(0.1, 500) * dollar / hour;
  Money const used = plan.instances * (*plan.price * plan.duration.likely);
  plan.cost = Range<Money>{.likely = between(1, 3) * used};
  return plan;
}

SavedResult result_of(SavedPlan const& plan) {
  SavedResult result;
  result.command = "recommend";
  result.plans = {plan};
  return result;
}

CompareAnswer compared(SavedPlan const& base, SavedPlan const& head) {
  return comparison(result_of(base), result_of(head));
}

double likely(SavedPlan const& plan) { return plan.cost->likely / dollar; }

double part(ComparedRow const& row) { return row.cost.value_or(Money{}) / dollar; }

/// Nine digits of the larger cost.
bool agree(double left, double right, SavedPlan const& base, SavedPlan const& head) {
  return std::abs(left - right) <= 1e-9 * std::max(likely(base), likely(head));
}

double sum(CompareAnswer const& answer) {
  double all = 0;
  for (auto const& row : answer.factors)
    all += part(row);
  return all;
}

}  // namespace

TEST_CASE("the parts of any two plans sum to the change of the cost") {
  rc::prop("", [] {
    auto const base = any_plan(), head = any_plan();
    auto const answer = compared(base, head);
    RC_ASSERT(agree(sum(answer), likely(head) - likely(base), base, head));
  });
}

TEST_CASE("base and head swapped turn every part round") {
  rc::prop("", [] {
    auto const base = any_plan(), head = any_plan();
    auto const there = compared(base, head), back = compared(head, base);
    RC_ASSERT(there.factors.size() == back.factors.size());
    for (std::size_t i = 0; i < there.factors.size(); ++i)
      RC_ASSERT(agree(part(there.factors[i]), -part(back.factors[i]), base, head));
  });
}

TEST_CASE("a plan beside itself has no part in any change") {
  rc::prop("", [] {
    auto const plan = any_plan();
    auto const answer = compared(plan, plan);
    RC_ASSERT_FALSE(differs(answer));
    for (auto const& row : answer.factors)
      RC_ASSERT(part(row) == 0);
  });
}

TEST_CASE("one figure that moves alone is the whole change") {
  rc::prop("", [] {
    auto const base = any_plan();
    auto head = base;
    double const times = between(0.1, 10);
    RC_PRE(std::abs(times - 1) > 1e-3);
    bool const price = coin();
    if (price) head.price = *head.price * times;
    head.cost->likely *= times;
    auto const answer = compared(base, head);
    for (auto const& row : answer.factors) {
      bool const moved = row.name == (price ? "price" : "billing");
      RC_ASSERT(agree(part(row), moved ? likely(head) - likely(base) : 0, base, head));
    }
  });
}

TEST_CASE("more instances that finish as much sooner cost nothing") {
  rc::prop("", [] {
    auto const base = any_plan();
    auto head = base;
    int const times = *rc::gen::inRange(2, 5);
    head.instances *= times;
    head.accelerators *= times;
    head.step_time.likely = base.step_time.likely / times;
    head.duration.likely = base.duration.likely / times;
    auto const answer = compared(base, head);
    for (auto const& row : answer.factors)
      RC_ASSERT(part(row) == 0);
  });
}

TEST_CASE("the parts of any product sum to its change, whatever their order") {
  rc::prop("", [] {
    std::vector<review::FactorStep> factors;
    double base = 1, head = 1;
    for (int i = *rc::gen::inRange(1, 12); i > 0; --i) {
      factors.push_back({.base = between(0.01, 100), .head = between(0.01, 100)});
      base *= factors.back().base;
      head *= factors.back().head;
    }
    auto const parts = review::attributed(factors, base, head);
    std::reverse(factors.begin(), factors.end());
    auto const reversed = review::attributed(factors, base, head);
    double all = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      all += parts[i];
      auto const other = reversed[parts.size() - 1 - i];
      RC_ASSERT(std::abs(parts[i] - other) <= 1e-9 * (std::abs(parts[i]) + base + head));
    }
    RC_ASSERT(std::abs(all - (head - base)) <= 1e-9 * (base + head));
  });
}

}  // namespace ec2plan::compare_test
