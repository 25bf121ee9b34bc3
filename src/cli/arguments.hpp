#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/plan/question.hpp"
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

/// Throws: InputError for a flag that another kind of question takes: it would be ignored.
void refuse_given(Arguments const& arguments, std::initializer_list<std::string_view> flags,
                  std::string const& expected);

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

/// What a command understood of its inputs so far, and what it has to warn of.
struct Reading {
  std::vector<Input> inputs{};
  std::vector<std::string> warnings{};
  std::vector<std::string> calibrated{};  // keys that --calibration changed
};

/// Notes an input. Where the flag was not given, `otherwise` says where the value is from; when
/// that is empty, nothing is noted.
void note(Reading& reading, Arguments const& arguments, std::string_view flag, InputValue value,
          std::string_view otherwise = {});

/// The inputs in the order of the help.
std::vector<Input> in_order(std::vector<Input> inputs);

/// An input that may be absent.
template <typename Value>
void note_if(Reading& reading, Arguments const& arguments, std::string_view flag,
             std::optional<Value> const& value) {
  if (value) note(reading, arguments, flag, *value);
}

}  // namespace ec2plan::cli
