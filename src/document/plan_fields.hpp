#pragma once

#include <span>
#include <string_view>

#include "ec2plan/document/answer.hpp"

namespace ec2plan::documents {

/// What a plan's document needs beyond the plan.
struct PlanContext {
  bool deadline = false;  // one was asked for; else "meets_deadline" is null
  bool budget = false;
};

PlanContext context_of(Goal const& goal);

/// One figure of a plan's document. A number is not rounded yet.
struct PlanField {
  std::string_view path;  // "step_time_s.likely"
  InputValue (*value)(Plan const&, PlanContext const&);
  bool (*known)(Plan const&) = nullptr;  // where not, the whole object that holds it is null
};

/// Every figure of a plan, in the order of its document: the one list of a plan's keys. What one
/// object holds stands together.
std::span<PlanField const> plan_fields();

}  // namespace ec2plan::documents
