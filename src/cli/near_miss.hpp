#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/command.hpp"

namespace ec2plan::cli {

/// What is to be written in place of a flag that is none, or none of this command.
struct ForeignFlag {
  enum class Value { any, number, word };
  std::string_view names;  // blanks between
  /// The flags to write, VALUE for what was typed and EIGHTH for an eighth of it; the row counts
  /// where the command has the first. Empty: it counts everywhere, and `why` is all there is to
  /// say.
  std::string_view write;
  std::string_view why{};    // behind it
  Value value = Value::any;  // only where such a value was typed
};

/// Flags of other tools, and questions that ec2plan does not answer.
std::span<ForeignFlag const> foreign_flags();

/// What to write in place of `name`, which the command has not, and of its value (empty: none).
std::string flag_advice(Command const& command, std::string_view name, std::string_view value);

/// What to write in place of a word that stands alone: the flag that it probably is the value of.
std::string word_advice(Command const& command, std::string_view word);

/// What to write in place of a word that is no command.
std::string command_advice(std::string_view word);

/// A word that other tools have for what a command does.
struct ForeignCommand {
  std::string_view names;  // blanks between
  std::string_view write;
};
std::span<ForeignCommand const> foreign_commands();

}  // namespace ec2plan::cli
