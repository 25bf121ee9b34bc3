#pragma once

#include "cli/arguments.hpp"
#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// Times `run` by a log. What the log tells of the job takes the place of what no flag gave, and is
/// noted as an input from the log; where a flag says otherwise a warning says so.
void take_log(GivenValue const& file, Arguments const& arguments, Catalog const& catalog,
              PublishedRun& run, Reading& reading);

}  // namespace ec2plan::cli
