#pragma once

#include "document/json.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::documents {

Json recommend_summary(RecommendAnswer const& answer);
Json rejection_json(Rejection const& rejection);

}  // namespace ec2plan::documents
