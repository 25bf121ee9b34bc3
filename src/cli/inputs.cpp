#include "cli/inputs.hpp"

#include <algorithm>

#include "cli/flags.hpp"

namespace ec2plan::cli {
namespace {

std::string joined_texts(std::vector<GivenValue> const& values) {
  std::string texts;
  for (GivenValue const& value : values)
    texts += (texts.empty() ? "" : ",") + value.text;
  return texts;
}

/// Where the key's flag stands among all flags.
std::size_t place_of(std::string const& key) {
  std::size_t place = 0;
  for (FlagGroup const& group : every_flag_group()) {
    for (Flag const& flag : group.flags) {
      if (key_of(flag.name) == key) return place;
      ++place;
    }
  }
  return place;
}

}  // namespace

std::vector<Input> in_order(std::vector<Input> inputs) {
  std::ranges::stable_sort(inputs, {}, [](Input const& input) { return place_of(input.key); });
  return inputs;
}

void note(Reading& reading, Arguments const& arguments, std::string_view flag, InputValue value,
          std::string_view otherwise) {
  auto const& values = given(arguments, flag);
  if (values.empty() && otherwise.empty()) return;
  bool const adds_up = std::holds_alternative<std::vector<std::string>>(value);
  Input input{.key = key_of(flag), .value = std::move(value), .from = std::string(otherwise)};
  if (!values.empty()) {
    input.from = values.back().from;
    input.text = adds_up ? joined_texts(values) : values.back().text;
  }
  reading.inputs.push_back(std::move(input));
}

}  // namespace ec2plan::cli
