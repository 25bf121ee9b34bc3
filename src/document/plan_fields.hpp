#pragma once

#include "document/table.hpp"
#include "ec2plan/document/saved_result.hpp"

namespace ec2plan::documents {

/// What a plan's document needs beyond the plan.
struct PlanContext {
  bool deadline = false;  // one was asked for; else "meets_deadline" is null
  bool budget = false;
};

PlanContext context_of(Goal const& goal);

/// A figure of a plan's document; what is kept of it stands in a SavedPlan.
using PlanField = Field<Plan, PlanContext, SavedPlan>;

/// Every figure of a plan, in the order of its document: the one list of a plan's keys.
std::span<PlanField const> plan_fields();

/// A plan, the same wherever it stands.
Json plan_json(Plan const& plan, PlanContext const& context);

}  // namespace ec2plan::documents
