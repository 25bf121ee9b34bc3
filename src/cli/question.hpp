#pragma once

#include "cli/inputs.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// --days, --budget, --risk, --objective, the layout flags and the number of instances. Without a
/// deadline and a budget the objective is the Pareto front; with only a budget it is time.
Goal asked_question(Arguments const& arguments, Catalog const& catalog, Reading& reading);

/// The same for a fixed number of instances, where no objective is needed.
Goal asked_question(Arguments const& arguments, Catalog const& catalog, int instances,
                    Reading& reading);

/// "is above --max-instances, which is 32", of --min-instances; empty where the two go together.
std::string limits_fault(SearchLimits const& limits);

}  // namespace ec2plan::cli
