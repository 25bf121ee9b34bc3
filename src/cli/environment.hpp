#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <string_view>

#include "ec2plan/units/date.hpp"

namespace ec2plan::cli {

/// Where a command reads and writes. `out` holds the result and nothing else.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

/// What a command may know of the machine that it runs on; a test makes its own.
struct Environment {
  std::map<std::string, std::string, std::less<>> variables{};
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  int terminal_columns = 0;  // 0: no terminal, or one that does not say
  Date today{};              // by the machine's clock
};

/// The environment of this process. Only here are the clock, the terminal and `environ` read.
Environment process_environment();

/// The variable's value; empty when it is not set or set to nothing.
std::string_view variable(Environment const& environment, std::string_view name);

/// SOURCE_DATE_EPOCH where set, else the clock's day. Throws: InputError if it is no number.
Date today(Environment const& environment);

/// Columns for a table: COLUMNS, else the terminal's where it goes there, else 100; from 40 to 400.
int columns(Environment const& environment, bool to_file);

/// Whether LC_ALL, LC_CTYPE or LANG (the first that is set) asks for a character set other than
/// UTF-8.
bool is_ascii_locale(Environment const& environment);

}  // namespace ec2plan::cli
