#pragma once

#include <string>
#include <vector>

#include "cli/environment.hpp"

namespace ec2plan::cli {

/// The program, without the process around it: argv after the name, and what it ends with.
int run(std::vector<std::string> const& words, Environment const& environment,
        Streams const& streams);

}  // namespace ec2plan::cli
