#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"

namespace ec2plan::cli {

/// A word that looks like a flag: "--tp", or "--dayz", which is none; and of one that is no flag of
/// any command, what seems to be its value.
struct UnreadFlag {
  std::string name{};
  std::string value{};
};

/// A word behind the value of a flag: "trillion" of --tokens 2 trillion.
struct LooseWord {
  std::string flag{}, value{}, word{};
};

/// The command line, split in one pass.
struct CommandLine {
  bool commanded = false;           // a command was named, wherever among the flags it stood
  Arguments arguments{};            // of it, known or not; flags may still be another command's
  std::vector<UnreadFlag> flags{};  // in order
  std::vector<LooseWord> loose{};
};

/// Throws: InputError for a flag whose value is missing, or a switch that is given one.
CommandLine split(std::vector<std::string> const& words);

/// Throws: InputError for a flag that the command has not (did you mean), or a word too many.
void check_line(CommandLine const& line, Command const& command);

/// Adds what the file that --config names sets and the command line does not: flags without their
/// dashes, each with a text, a number, true or false, or a list. Flags of other commands are
/// passed over, so that one file can serve several.
/// Throws: InputError of kind file for what is no such file, or names no flag (did you mean).
void add_config(Arguments& arguments, Command const& command);

}  // namespace ec2plan::cli
