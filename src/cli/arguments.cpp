#include "cli/arguments.hpp"

#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {

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

std::optional<int> optional_integer(Arguments const& arguments, std::string_view flag, int least,
                                    int most) {
  return optional_value(arguments, flag, [&](std::string_view text) {
    return static_cast<int>(parsed_integer(text, least, most));
  });
}

std::vector<GivenValue> elements(Arguments const& arguments, std::string_view flag) {
  return elements_of(given(arguments, flag));
}

}  // namespace ec2plan::cli
