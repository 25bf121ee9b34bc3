#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/given.hpp"

namespace ec2plan::cli {

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

/// The value of a flag that may be left out.
template <typename Parse>
auto optional_value(Arguments const& arguments, std::string_view flag, Parse parse)
    -> std::optional<decltype(parse(std::string_view()))> {
  auto const* value = last_given(arguments, flag);
  if (value == nullptr) return {};
  return read(*value, parse);
}

/// A whole number from `least` to `most`, for a flag that may be left out.
std::optional<int> optional_integer(Arguments const& arguments, std::string_view flag, int least,
                                    int most);

/// All elements of the flag's comma-separated lists, each with its place.
std::vector<GivenValue> elements(Arguments const& arguments, std::string_view flag);

}  // namespace ec2plan::cli
