#pragma once

#include "document/json.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::documents {

/// Every step from inputs to result.
Json explanation_json(ExplainAnswer const& answer);

/// Why a type was not chosen.
Json why_json(WhyAnswer const& answer);

}  // namespace ec2plan::documents
