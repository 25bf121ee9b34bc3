#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "ec2plan/plan/question.hpp"

namespace ec2plan::cli {

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
