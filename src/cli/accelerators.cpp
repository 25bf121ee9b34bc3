#include "cli/accelerators.hpp"

#include <algorithm>

#include "cli/values.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t shortest_family = 3;  // "gaudi" for gaudi1-32gb, but not "a" for a100-40gb

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Whether the id goes on with another word: "h100" of h100-80gb, "trainium" of trainium2-96gb.
bool begins(std::string const& word, std::string_view id) {
  if (word.empty() || !id.starts_with(word) || id.size() == word.size()) return false;
  char const next = id[word.size()];
  return next == '-' ||
         (word.size() >= shortest_family && is_digit(next) && !is_digit(word.back()));
}

/// "trainium" of trainium2-96gb; the id itself where it begins with fewer letters.
std::string family_of(std::string const& id) {
  auto const letters = id.find_first_of("0123456789-");
  return letters >= shortest_family ? id.substr(0, letters) : id;
}

std::vector<std::string> known_words(Catalog const& catalog) {
  std::vector<std::string> words;
  for (InstanceType const& type : catalog.instances) {
    auto const& id = type.accelerator.id;
    for (auto const& word : {id, family_of(id), lower(type.accelerator.vendor)})
      if (std::ranges::find(words, word) == words.end()) words.push_back(word);
  }
  return words;
}

[[noreturn]] void refuse(GivenValue const& value, Catalog const& catalog) {
  bool const count = !value.text.empty() && std::ranges::all_of(value.text, is_digit);
  throw refusal(
      value, "is no accelerator of the catalog",
      "an id such as h100-80gb, a word such as trainium, or a maker",
      count ? "--accelerators asks how many, where the command has it"
            : did_you_mean(value.text, known_words(catalog), "`ec2plan instances` lists them"));
}

}  // namespace

bool is_named(std::string_view word, Accelerator const& accelerator) {
  return matches(word, accelerator.id) || begins(lower(word), accelerator.id) ||
         (!word.empty() && lower(word) == lower(accelerator.vendor));
}

bool is_named(std::vector<GivenValue> const& words, Accelerator const& accelerator) {
  return std::ranges::any_of(
      words, [&](GivenValue const& word) { return is_named(word.text, accelerator); });
}

std::vector<GivenValue> asked_accelerators(Arguments const& arguments, Catalog const& catalog) {
  auto wanted = elements(arguments, "--accelerator");
  for (GivenValue const& value : wanted) {
    bool const known = std::ranges::any_of(catalog.instances, [&](InstanceType const& type) {
      return is_named(value.text, type.accelerator);
    });
    if (!known) refuse(value, catalog);
  }
  return wanted;
}

}  // namespace ec2plan::cli
