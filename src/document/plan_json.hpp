#pragma once

#include "document/json.hpp"
#include "document/plan_fields.hpp"

namespace ec2plan::documents {

/// A plan, the same wherever it stands: its fields under their paths.
Json plan_json(Plan const& plan, PlanContext const& context);

}  // namespace ec2plan::documents
