#pragma once

#include "document/json.hpp"
#include "ec2plan/document/saved_result.hpp"

namespace ec2plan::review {

/// A saved plan in the shape that summaries have plans in.
inline documents::Json brief(SavedPlan const& plan) {
  return {{"instance_type", plan.instance_type},
          {"instances", plan.instances},
          {"region", documents::text_or_null(plan.region)},
          {"purchase", purchase_name(plan.purchase)},
          {"duration_days", documents::range(plan.duration, day)},
          {"cost_usd",
           documents::range(plan.cost.value_or(Range<Money>{}), dollar, plan.cost.has_value())}};
}

}  // namespace ec2plan::review
