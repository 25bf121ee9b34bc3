#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/units/error.hpp"

namespace ec2plan::cli {

/// The text of one value, and where an error about it must point.
struct GivenValue {
  std::string text{};
  std::string where{};  // "--tp", as it was typed; the file for a value from --config
  std::string path{};   // "/tensor" in that file
  InputFault::Kind kind = InputFault::Kind::usage;
  std::string from = "flag";  // "flag" or "config"
};

/// What was given on the command line and in the configuration file, unread.
struct Arguments {
  std::string command{};
  std::vector<std::string> positionals{};
  std::map<std::string, std::vector<GivenValue>, std::less<>> values{};  // by flag: "--tokens"
};

/// The values of a flag, in the order given; empty when it was not.
std::vector<GivenValue> const& given(Arguments const& arguments, std::string_view flag);

/// The last value of a flag, the one that counts; nullptr when it was not given.
GivenValue const* last_given(Arguments const& arguments, std::string_view flag);

/// The texts of values, without their places.
std::vector<std::string> texts_of(std::vector<GivenValue> const& values);

/// Whether a switch is on.
bool is_on(Arguments const& arguments, std::string_view flag);

/// An error about this value.
InputError refusal(GivenValue const& value, std::string problem, std::string expected,
                   std::string fix);

}  // namespace ec2plan::cli
