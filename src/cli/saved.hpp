#pragma once

#include "cli/arguments.hpp"
#include "cli/streams.hpp"
#include "ec2plan/document/saved_plan.hpp"

namespace ec2plan::cli {

/// The plan of --rank in the file, or on stdin for "-".
SavedPlan saved_plan(std::string const& file, int rank, Streams const& streams);

/// Adds the flags that ask for the saved plan again, where the command line does not give them.
void add_saved(Arguments& arguments, SavedPlan const& plan, std::string const& file);

}  // namespace ec2plan::cli
