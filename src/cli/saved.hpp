#pragma once

#include "cli/arguments.hpp"
#include "cli/streams.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/review/compare.hpp"

namespace ec2plan::cli {

/// The result in the file, or on stdin for "-".
SavedResult saved_result(std::string const& file, Streams const& streams);

/// --rank; 1 where it is not given.
int asked_rank(Arguments const& arguments);

/// The same of `compare`: one for both, or "1,3", the base's and the head's.
ComparedRanks asked_ranks(Arguments const& arguments);

}  // namespace ec2plan::cli
