#pragma once

#include <vector>

#include "ec2plan/accuracy/score.hpp"

namespace ec2plan::accuracy {

/// Errors of the rows in every way in which they are grouped: as they are predicted, by use, and as
/// they would be had their source not been seen.
std::vector<ScoredGroup> groups_of(std::vector<ScoredRow> const& rows);

}  // namespace ec2plan::accuracy
