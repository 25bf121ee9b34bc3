#pragma once

#include <string>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/scan.hpp"

namespace ec2plan::cli {

/// The words as the command's flags and positionals, unread. CLI11 does it.
/// Throws: InputError for an unknown flag (did you mean) or one positional too many.
Arguments parsed_arguments(Scan const& scan, Command const& command);

/// What --help prints for the command, or for the program.
std::string help_text(Command const& command);
std::string help_text();

}  // namespace ec2plan::cli
