#pragma once

#include <optional>

#include "ec2plan/search/plan.hpp"

/// Set-ups of which nothing is left to search: a sweep asks for millions of them.
namespace ec2plan {

/// What `search` finds where the limits leave one layout on one number of instances; empty where
/// they leave several, and where a search must tell how many instances would do.
std::optional<SearchResult> search_alone(Setup const& setup, SearchLimits const& limits);

/// Fills in all that the layout, its price and the question say of a plan whose type, price, job
/// and stack stand already.
void settle(Plan& plan, Setup const& setup, Found const& found, Goal const& goal);

}  // namespace ec2plan
