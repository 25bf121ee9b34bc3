#include "plan/given.hpp"

#include <algorithm>
#include <iterator>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/similar.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/synonyms.hpp"

namespace ec2plan {

InputError refusal(GivenValue const& value, std::string problem, std::string expected,
                   std::string fix) {
  return InputError({.where = value.where,
                     .path = value.path,
                     .value = typed_text(value),
                     .problem = std::move(problem),
                     .expected = std::move(expected),
                     .fix = std::move(fix),
                     .kind = value.kind});
}

std::string typed_text(GivenValue const& value) {
  return value.number ? number_text(*value.number) : value.text;
}

std::vector<GivenValue> elements_of(std::vector<GivenValue> const& lists) {
  std::vector<GivenValue> all;
  for (GivenValue const& list : lists) {
    auto const texts = read(list, [](std::string_view text) {
      return parsed_list<std::string>(text, [](std::string_view one) { return std::string(one); });
    });
    for (auto const& text : texts)
      all.push_back({.text = text,
                     .where = list.where,
                     .path = list.path,
                     .kind = list.kind,
                     .from = list.from});
  }
  return all;
}

std::string any_of_text(std::span<std::string_view const> words) {
  std::string text;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) text += index + 1 == words.size() ? " or " : ", ";
    text += words[index];
  }
  return text;
}

namespace {

/// The word that was mistyped; a word of other digits is another one: fp4 is no fp8.
std::string near_word(std::string_view typed, std::span<std::string_view const> words) {
  auto const digits = [](std::string_view text) {
    std::string all;
    std::ranges::copy_if(text, std::back_inserter(all), is_digit);
    return all;
  };
  std::vector<std::string_view> alike;
  for (auto const word : words)
    if (digits(typed).empty() || digits(word) == digits(typed)) alike.push_back(word);
  return std::string(nearest(typed, alike).value_or(""));
}

}  // namespace

std::string chosen_word(GivenValue const& value, std::span<std::string_view const> words) {
  auto const typed = typed_text(value);
  auto word = lower(typed);
  if (std::ranges::find(words, word) != words.end()) return word;
  auto const meant = meant_by(word, words);
  if (meant.size() == 1) return std::string(meant.front());
  if (meant.size() > 1)
    throw refusal(value, "may be " + any_of_text(meant), any_of_text(words),
                  "write the one that is meant");
  auto const near = near_word(word, words);
  throw refusal(value, typed.empty() ? "the value is empty" : "", any_of_text(words),
                near.empty() ? "write one of them" : "did you mean " + near + "?");
}

std::string did_you_mean(std::string_view name, std::span<std::string const> candidates,
                         std::string_view otherwise) {
  auto const text = lower(name);
  auto const longer = std::ranges::find_if(candidates, [&](std::string const& candidate) {
    return !text.empty() && lower(candidate).starts_with(text);
  });
  if (longer != candidates.end()) return "did you mean " + *longer + "?";
  auto const meant = nearest(name, candidates);
  return meant ? "did you mean " + std::string(*meant) + "?" : std::string(otherwise);
}

GivenValue place_of(Question const& question, std::string_view key) {
  auto const found = question.given.find(key);
  if (found != question.given.end() && !found->second.empty()) return found->second.back();
  return {.where = flag_of(std::string(key))};
}

namespace {

GivenValue placed(Question const& question, std::string_view key, std::string const& text) {
  auto place = place_of(question, key);
  place.text = text;
  place.number.reset();
  return place;
}

}  // namespace

std::vector<GivenValue> places_of(Question const& question, std::string_view key) {
  auto const value = question_field(key)->value(question);
  auto const* texts = std::get_if<std::vector<std::string>>(&value);
  if (auto const* one = std::get_if<std::string>(&value)) return {placed(question, key, *one)};
  if (texts == nullptr) return {};
  auto const found = question.given.find(key);
  bool const placed_each = found != question.given.end() && found->second.size() == texts->size();
  std::vector<GivenValue> places;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    places.push_back(placed_each ? found->second[i] : placed(question, key, (*texts)[i]));
    if (!places.back().number) places.back().text = (*texts)[i];
  }
  return places;
}

void assume(Question& question, std::string_view key, std::string_view from) {
  question.given[std::string(key)] = {{.where = std::string(from), .from = std::string(from)}};
}

}  // namespace ec2plan
