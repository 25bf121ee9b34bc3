#include "cli/arguments.hpp"

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

InputError refusal(GivenValue const& value, std::string problem, std::string expected,
                   std::string fix) {
  return InputError({.where = value.where,
                     .path = value.path,
                     .value = value.text,
                     .problem = std::move(problem),
                     .expected = std::move(expected),
                     .fix = std::move(fix),
                     .kind = value.kind});
}

}  // namespace ec2plan::cli
