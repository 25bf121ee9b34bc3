#pragma once

#include <vector>

#include "ec2plan/search/search.hpp"

namespace ec2plan {

/// The values that each degree may take; one value where the user fixed it. Large tensor and data
/// degrees come first: what they find soon excludes most of the rest.
struct Choices {
  std::vector<int> tensor{}, pipeline{}, data{}, context{}, expert{}, micro_batch{}, zero{};
  std::vector<Recompute> recompute{};
  std::optional<bool> sequence_parallel{};
};
Choices choices(Setup const& setup, SearchLimits const& limits);

std::vector<int> divisors(int whole);

}  // namespace ec2plan
