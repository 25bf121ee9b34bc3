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

/// Adds the flags that ask for the saved plan again, where the command line does not give them. Of
/// another model, batch, precision, type or count the layout is left to the search.
void add_plan(Arguments& arguments, SavedResult const& result, SavedPlan const& plan);

/// The saved question as `recommend` or `estimate` takes it, whichever saved it. What `arguments`
/// give of --catalog, --as-of, --region and the output beats what was saved.
Arguments asked_again(Arguments const& arguments, SavedResult const& result);

/// The same job, goal and market asked of every type and layout: what `recommend` makes of it.
Arguments asked_of_all(Arguments const& arguments, SavedResult const& result);

}  // namespace ec2plan::cli
