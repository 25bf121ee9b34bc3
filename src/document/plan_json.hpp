#pragma once

#include "document/json.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::documents {

/// What a plan's document needs beyond the plan.
struct PlanContext {
  bool deadline = false;  // one was asked for; else "meets_deadline" is null
  bool budget = false;
};

PlanContext context_of(Question const& question);

/// A plan, the same wherever it stands.
Json plan_json(Plan const& plan, PlanContext const& context);

/// Parts of a step in seconds, and of memory in GiB.
Json step_json(StepBreakdown const& step);
Json memory_json(MemoryBreakdown const& memory);

}  // namespace ec2plan::documents
