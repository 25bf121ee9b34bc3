#pragma once

#include <optional>

#include "ec2plan/search/search.hpp"

namespace ec2plan {

/// What `search` finds where the limits leave one layout on one number of instances; empty where
/// they leave several, and where a search must tell how many instances would do. For sweeps, which
/// ask for millions.
std::optional<SearchResult> search_alone(Setup const& setup, SearchLimits const& limits);

}  // namespace ec2plan
