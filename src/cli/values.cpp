#include "cli/values.hpp"

#include <algorithm>

#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::cli {

std::optional<int> optional_integer(Arguments const& arguments, std::string_view flag, int least,
                                    int most) {
  return optional_value(arguments, flag, [&](std::string_view text) {
    return static_cast<int>(parsed_integer(text, least, most));
  });
}

std::string any_of_text(std::span<std::string_view const> words) {
  std::string text;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) text += index + 1 == words.size() ? " or " : ", ";
    text += words[index];
  }
  return text;
}

std::string chosen_word(GivenValue const& value, std::span<std::string_view const> words) {
  auto word = lower(value.text);
  if (std::ranges::find(words, word) != words.end()) return word;
  auto const meant = nearest(value.text, words);
  throw refusal(value, value.text.empty() ? "the value is empty" : "", any_of_text(words),
                meant ? "did you mean " + std::string(*meant) + "?" : "write one of them");
}

std::vector<GivenValue> elements(Arguments const& arguments, std::string_view flag) {
  std::vector<GivenValue> all;
  for (GivenValue const& value : given(arguments, flag)) {
    for (auto const& text : read(value, [](std::string_view list) {
           return parsed_list<std::string>(list,
                                           [](std::string_view one) { return std::string(one); });
         })) {
      all.push_back({.text = text,
                     .where = value.where,
                     .path = value.path,
                     .kind = value.kind,
                     .from = value.from});
    }
  }
  return all;
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

std::string lower(std::string_view text) {
  std::string letters(text);
  std::ranges::transform(letters, letters.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return letters;
}

}  // namespace ec2plan::cli
