#pragma once

#include "cli/arguments.hpp"
#include "cli/command.hpp"

namespace ec2plan::cli {

/// Adds what the file that --config names sets and the command line does not: flags without their
/// dashes, each with a text, a number, true or false, or a list. Flags of other commands are
/// passed over, so that one file can serve several.
/// Throws: InputError of kind file for what is no such file, or names no flag (did you mean).
void add_config(Arguments& arguments, Command const& command);

}  // namespace ec2plan::cli
