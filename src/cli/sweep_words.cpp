#include "cli/sweep_words.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

bool begins_with_digit(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

/// The shortest that reads back to the same count: "7B", "1234567891".
std::string short_count(double count) {
  auto const text = count_text(count);
  bool const exact = text.find(',') == std::string::npos && parsed_count(text) == count;
  return exact ? text : number_text(count);
}

/// 7B..13B:1B of --model; a path may hold two dots too.
std::vector<std::string> counts_of(std::string_view text) {
  std::vector<std::string> texts;
  auto const element = list_elements(text).front();
  if (!element.is_range || !begins_with_digit(element.first) || !begins_with_digit(element.last))
    return texts;
  for (double const count : parsed_list<double>(text, parsed_count))
    texts.push_back(short_count(count));
  return texts;
}

/// A share that may be nothing: 0%.
double share_of(std::string_view text) {
  bool const nothing = text.find('0') != std::string_view::npos &&
                       text.find_first_not_of("0.% ") == std::string_view::npos;
  return nothing ? 0 : parsed_fraction(text);
}

/// 0%..20%:10% of --discount.
std::vector<std::string> shares_of(std::string_view text) {
  std::vector<std::string> texts;
  if (!list_elements(text).front().is_range) return texts;
  for (double const share : parsed_list<double>(text, share_of))
    texts.push_back(number_text(share));
  return texts;
}

std::vector<std::string> priced_kinds(GivenValue const& all, Arguments const& arguments,
                                      Catalog const& catalog) {
  Question question;
  set(question, "rate", elements(arguments, "--rate"));
  set(question, "purchase", {all});
  std::vector<std::string> texts;
  for (Purchase const purchase : asked_purchases(catalog, question))
    texts.emplace_back(purchase_name(purchase));
  return texts;
}

/// The words that one element stands for: itself, where it is neither `all` nor a pattern.
std::vector<GivenValue> expanded(std::string_view key, GivenValue const& element,
                                 Arguments const& arguments, bool one_setup,
                                 Catalog const& catalog) {
  std::vector<std::string> texts;
  bool const all = lower(element.text) == "all";
  if (key == "model") texts = read(element, counts_of);
  if (key == "discount") texts = read(element, shares_of);
  if (key == "region" && all) texts = regions(catalog);
  if (key == "purchase" && all) texts = priced_kinds(element, arguments, catalog);
  if (key == "instance_type" && one_setup)
    for (InstanceType const* type : named_types(catalog, element))
      texts.push_back(type->name);
  if (texts.empty()) return {element};
  std::vector<GivenValue> words(texts.size(), element);
  for (std::size_t i = 0; i < texts.size(); ++i)
    words[i].text = texts[i];
  return words;
}

}  // namespace

std::vector<GivenValue> words_of(Arguments const& arguments, Flag const& flag, bool one_setup,
                                 Catalog const& catalog) {
  auto values = given(arguments, flag.name);
  if (!adds_up(flag)) values = {values.back()};
  std::vector<GivenValue> words;
  for (GivenValue const& element : elements_of(values))
    for (GivenValue& word : expanded(key_of(flag.name), element, arguments, one_setup, catalog))
      words.push_back(std::move(word));
  return words;
}

std::vector<GivenValue> setting_words(GivenValue const& value, std::size_t sign) {
  std::vector<GivenValue> words;
  auto const add = [&](std::string_view text) {
    words.push_back(value);
    words.back().text = value.text.substr(0, sign + 1) + std::string(text);
  };
  read(value, [&](std::string_view text) {
    for (ListElement const& element : list_elements(text.substr(sign + 1))) {
      if (!element.is_range) add(element.whole);
      if (!element.is_range) continue;
      for (double const each : parsed_list<double>(element.whole, parsed_number))
        add(number_text(each));
    }
    return 0;
  });
  return words;
}

bool prices_add_up(Arguments const& arguments, std::string_view flag) {
  if (flag != "--discount" && flag != "--rate") return false;
  return std::ranges::any_of(elements(arguments, flag), [&](GivenValue const& element) {
    bool const range = element.text.find("..") != std::string::npos;
    return element.text.find('=') != std::string::npos ||
           (!range && element.text.find(':') != std::string::npos);
  });
}

bool is_no_discount(std::string_view key, GivenValue const& word) {
  return key == "discount" && read(word, share_of) <= 0;
}

std::size_t drop_repeated(std::string_view key, std::vector<GivenValue>& words) {
  std::set<std::string> known;
  bool const by_case = key == "model" || key == "set";
  return std::erase_if(words, [&](GivenValue const& word) {
    std::string text = by_case ? word.text : lower(word.text);
    if (key == "discount") text = number_text(read(word, share_of));
    return !known.insert(std::move(text)).second;
  });
}

InputValue axis_value(std::string_view key, GivenValue const& word, Question const& question) {
  if (key == "model") return word.text;
  if (key == "discount") return read(word, share_of);
  if (key == "rate" && !word.text.ends_with('%')) return read(word, parsed_dollars);
  auto const value = question_field(key)->value(question);
  auto const* list = std::get_if<std::vector<std::string>>(&value);
  return list != nullptr && list->size() == 1 ? InputValue(list->front()) : value;
}

}  // namespace ec2plan::cli
