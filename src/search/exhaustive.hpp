#pragma once

#include "ec2plan/search/search.hpp"

namespace ec2plan {

/// Every legal layout on every number of instances that is tried, each evaluated or excluded by a
/// bound; where nothing fits, the one that needs least memory.
SearchResult exhaustive(Setup const& setup, SearchLimits const& limits);

}  // namespace ec2plan
