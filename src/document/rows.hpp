#pragma once

#include <vector>

#include "document/json.hpp"
#include "ec2plan/document/answer.hpp"

/// The rows of each answer as JSON objects.
namespace ec2plan::documents {

std::vector<Json> objects_of(Answer const& answer);
std::vector<Json> objects_of(AffordAnswer const& answer);
std::vector<Json> objects_of(EstimateAnswer const& answer);
std::vector<Json> objects_of(ExplainAnswer const& answer);
std::vector<Json> objects_of(WhyAnswer const& answer);
std::vector<Json> objects_of(InstancesAnswer const& answer);
std::vector<Json> objects_of(ModelsAnswer const& answer);

}  // namespace ec2plan::documents
