#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.hpp"

namespace ec2plan::cli {

/// The command line with its command picked out, wherever among the flags it stood.
struct Scan {
  std::string command{};
  bool commanded = false;            // a command was given
  std::vector<std::string> words{};  // the rest, `--flag=` without a value as two words
  /// By a flag's name, how it was typed each time: "--tp" for "--tensor".
  std::map<std::string, std::vector<std::string>, std::less<>> spellings{};
};

/// Throws: InputError for a flag whose value is missing.
Scan scanned(std::vector<std::string> const& words);

/// The flag of this name, long or short, in any group; nullptr when there is none.
Flag const* find_flag(std::string_view name);

}  // namespace ec2plan::cli
