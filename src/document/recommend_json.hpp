#pragma once

#include "document/json.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::documents {

Json recommend_summary(Answer const& answer);
Json rejection_json(Rejection const& rejection);

/// Enough to tell a plan by; null where there is none.
Json brief(std::optional<Plan> const& plan);

}  // namespace ec2plan::documents
