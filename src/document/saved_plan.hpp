#pragma once

#include "document/reader.hpp"
#include "ec2plan/document/saved_result.hpp"

namespace ec2plan::documents {

/// A plan of a document: of `candidates`, `estimate` or `explanation`.
SavedPlan plan_read(Reader const& plan);

}  // namespace ec2plan::documents
