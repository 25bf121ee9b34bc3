#pragma once

#include <algorithm>
#include <numeric>

#include "ec2plan/review/compare.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

/// Saved results that differ in one thing from another.
namespace ec2plan::testing {

inline SavedResult saved() { return read_result(document(two_plans()), "plan.json"); }

inline ComparedRow const* find(std::vector<ComparedRow> const& rows, std::string const& name) {
  auto const found = std::ranges::find(rows, name, &ComparedRow::name);
  return found == rows.end() ? nullptr : &*found;
}

inline double cost_of(CompareAnswer const& answer, std::string const& name) {
  auto const* row = find(answer.factors, name);
  REQUIRE(row != nullptr);
  REQUIRE(row->cost.has_value());
  return *row->cost / dollar;
}

inline double sum(std::vector<ComparedRow> const& rows) {
  return std::accumulate(rows.begin(), rows.end(), 0.0, [](double all, ComparedRow const& row) {
    return all + row.cost.value_or(Money{}) / dollar;
  });
}

/// The plan of the first rank, with its price times so much.
inline SavedResult dearer(double times) {
  auto result = saved();
  auto& plan = result.plans.front();
  plan.price = *plan.price * times;
  for (auto* end : {&plan.cost->low, &plan.cost->likely, &plan.cost->high})
    *end *= times;
  return result;
}

inline SavedResult unpriced() {
  auto result = saved();
  result.plans.front().price.reset();
  result.plans.front().cost.reset();
  return result;
}

/// The plan of the first rank, whose steps take so much longer.
inline SavedResult slower(double times) {
  auto result = saved();
  auto& plan = result.plans.front();
  plan.step.data_comm += (times - 1) * plan.step_time.likely;
  plan.step_time.likely *= times;
  plan.duration.likely *= times;
  plan.duration.high *= times;
  plan.cost->likely *= times;
  plan.cost->high *= times;
  plan.achieved = plan.achieved / times;
  plan.mfu = *plan.mfu / times;
  plan.hfu = *plan.hfu / times;
  return result;
}

inline Gate judged(GateKind kind, double most, CompareAnswer const& answer) {
  return judged(GateLimit{.kind = kind, .most = most}, answer);
}

}  // namespace ec2plan::testing
