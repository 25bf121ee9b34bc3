#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ec2plan/plan/question.hpp"
#include "ec2plan/units/letters.hpp"

/// Values as they were given: reading them, and refusing them where they stand.
namespace ec2plan {

/// An error about this value.
InputError refusal(GivenValue const& value, std::string problem, std::string expected,
                   std::string fix);

/// The text of the value; of a number, as one would type it.
std::string typed_text(GivenValue const& value);

/// What `parse` reads in the value. Throws: its InputError, with the flag or file that holds the
/// value; one about another file is passed on as it is.
template <typename Parse>
auto read(GivenValue const& value, Parse parse) {
  auto const text = typed_text(value);
  try {
    return parse(std::string_view(text));
  } catch (InputError const& error) {
    if (error.kind == InputFault::Kind::file) throw;
    InputFault fault = error;
    fault.where = value.where;
    fault.path = value.path;
    fault.kind = value.kind;
    throw InputError(std::move(fault));
  }
}

/// The elements of comma-separated lists, each with its place.
std::vector<GivenValue> elements_of(std::vector<GivenValue> const& lists);

/// One of a few words, in lower case; what `synonyms` has for one of them is that one.
/// Throws: InputError that lists them (did you mean).
std::string chosen_word(GivenValue const& value, std::span<std::string_view const> words);

/// "a, b or c"
std::string any_of_text(std::span<std::string_view const> words);

/// "did you mean p5.48xlarge?", or `otherwise` when nothing is near.
std::string did_you_mean(std::string_view name, std::span<std::string const> candidates,
                         std::string_view otherwise);

/// The last value of a field with its place; of one that was set in code, its key.
GivenValue place_of(Question const& question, std::string_view key);
/// The places of a list's elements.
std::vector<GivenValue> places_of(Question const& question, std::string_view key);

/// Notes that a value was not given but comes from "default" or "model".
void assume(Question& question, std::string_view key, std::string_view from);

/// A default that is not given becomes the field's value.
template <typename Value>
Value filled(Question& question, std::string_view key, std::optional<Value>& field,
             Value otherwise) {
  if (field) return *field;
  assume(question, key, "default");
  return field.emplace(otherwise);
}

}  // namespace ec2plan
