#pragma once

#include "cli/output.hpp"
#include "cli/timings.hpp"
#include "ec2plan/document/answer.hpp"

namespace ec2plan::cli {

/// Reads the question of `recommend`, and answers it. `command` is the one that asks.
RecommendAnswer recommend_answer(Arguments const& arguments, Environment const& environment,
                                 std::string const& command, Timings& timings);

/// Prices of the plans that were put forward.
std::vector<Price> prices_of(Recommendation const& result);

/// "1,234 layouts: 1,000 evaluated, ..."
std::string counts_text(SearchCounts const& counts);

}  // namespace ec2plan::cli
