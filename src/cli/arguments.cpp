#include "cli/arguments.hpp"

#include <algorithm>

#include "cli/flags.hpp"
#include "ec2plan/units/parse.hpp"

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

std::vector<GivenValue> const& given(Arguments const& arguments, std::string_view flag) {
  static std::vector<GivenValue> const none;
  auto const found = arguments.values.find(flag);
  return found == arguments.values.end() ? none : found->second;
}

GivenValue const* last_given(Arguments const& arguments, std::string_view flag) {
  auto const& values = given(arguments, flag);
  return values.empty() ? nullptr : &values.back();
}

std::vector<std::string> texts_of(std::vector<GivenValue> const& values) {
  std::vector<std::string> texts;
  for (GivenValue const& value : values)
    texts.push_back(value.text);
  return texts;
}

bool is_on(Arguments const& arguments, std::string_view flag) {
  auto const* value = last_given(arguments, flag);
  return value != nullptr && value->text == "true";
}

void refuse_given(Arguments const& arguments, std::initializer_list<std::string_view> flags,
                  std::string const& expected) {
  for (auto const flag : flags) {
    if (auto const* value = last_given(arguments, flag))
      throw refusal(*value, "has no say here", expected, "leave out " + std::string(flag));
  }
}

std::optional<int> optional_integer(Arguments const& arguments, std::string_view flag, int least,
                                    int most) {
  return optional_value(arguments, flag, [&](std::string_view text) {
    return static_cast<int>(parsed_integer(text, least, most));
  });
}

std::vector<GivenValue> elements(Arguments const& arguments, std::string_view flag) {
  return elements_of(given(arguments, flag));
}

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
