#pragma once

#include "ec2plan/document/saved_result.hpp"

namespace ec2plan::cli {

/// Adds warnings of what has changed since the plan was saved: the facts, and with them figures.
void warn_of_changes(SavedResult const& result, SavedPlan const& saved, Answer& answer);

}  // namespace ec2plan::cli
