#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "cli/streams.hpp"
#include "report/format.hpp"

namespace ec2plan::cli {

/// What is printed, how, and where to.
struct Output {
  Format format = Format::table;
  ReportOptions options{};
  std::string file{};  // empty: stdout
  bool descending = false;
  bool quiet = false;
  bool debug = false;
};

/// The output flags, and NO_COLOR, FORCE_COLOR, TERM, LC_ALL, LC_CTYPE and LANG.
Output asked_output(Arguments const& arguments, Environment const& environment);

/// Writes the result, whole or not at all where it goes to a file.
/// Throws: std::runtime_error when it cannot be written. A reader that closed the pipe is no error.
void deliver(std::string const& text, Output const& output, Streams const& streams);

/// Prints each warning on stderr, unless --quiet.
void warn(std::vector<std::string> const& warnings, Output const& output, Streams const& streams);

/// Prints a note on stderr, unless it is empty or --quiet was given.
void remark(std::string const& note, Output const& output, Streams const& streams);

}  // namespace ec2plan::cli
