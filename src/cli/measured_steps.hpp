#pragma once

#include <string>
#include <vector>

#include "cli/inputs.hpp"
#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// Steps that the user measured, and where they are from.
struct MeasuredSteps {
  std::string from{};  // the file, or "--step-time"
  std::vector<PublishedRun> runs{};
};

/// The runs of --runs, or the one run that --log or --step-time and the flags of `estimate` tell
/// of. Throws: InputError unless exactly one of the three is given, and for job flags beside
/// --runs.
MeasuredSteps measured_steps(Arguments const& arguments, Catalog const& catalog, Reading& reading);

}  // namespace ec2plan::cli
