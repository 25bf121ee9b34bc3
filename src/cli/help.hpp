#pragma once

#include <string>

#include "cli/command.hpp"

namespace ec2plan::cli {

/// What --help prints for the command, or for the program. CLI11 lays it out.
std::string help_text(Command const& command);
std::string help_text();

}  // namespace ec2plan::cli
