#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "ec2plan/units/date.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/pattern.hpp"

namespace ec2plan::cli {

/// What `parse` reads in the value. Throws: its InputError, with the flag or file that holds the
/// value; one about another file is passed on as it is.
template <typename Parse>
auto read(GivenValue const& value, Parse parse) {
  try {
    return parse(std::string_view(value.text));
  } catch (InputError const& error) {
    if (error.kind == InputFault::Kind::file) throw;
    InputFault fault = error;
    fault.where = value.where;
    fault.path = value.path;
    fault.kind = value.kind;
    throw InputError(std::move(fault));
  }
}

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

/// One of a few words. Throws: InputError that lists them (did you mean).
std::string chosen_word(GivenValue const& value, std::span<std::string_view const> words);

/// All elements of the flag's comma-separated lists, each with its place.
std::vector<GivenValue> elements(Arguments const& arguments, std::string_view flag);

/// "a, b or c"
std::string any_of_text(std::span<std::string_view const> words);

/// "did you mean p5.48xlarge?", or `otherwise` when nothing is near.
std::string did_you_mean(std::string_view name, std::span<std::string const> candidates,
                         std::string_view otherwise);

/// ASCII letters in lower case.
std::string lower(std::string_view text);

}  // namespace ec2plan::cli
