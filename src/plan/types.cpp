#include <algorithm>

#include "ec2plan/units/similar.hpp"
#include "plan/accelerators.hpp"
#include "plan/given.hpp"
#include "plan/terms.hpp"

namespace ec2plan {
namespace {

constexpr std::size_t shortest_family = 3;  // "gaudi" for gaudi1-32gb, but not "a" for a100-40gb

std::vector<std::string> type_names(Catalog const& catalog) {
  std::vector<std::string> names;
  for (InstanceType const& type : catalog.instances)
    names.push_back(type.name);
  return names;
}

/// "write 'p5.*' for the family" where the name is one.
std::string type_hint(std::string const& name, Catalog const& catalog) {
  bool const family = std::ranges::any_of(
      catalog.instances, [&](InstanceType const& type) { return matches(name + ".*", type.name); });
  if (family) return "write '" + name + ".*' for the whole family";
  bool const accelerator = std::ranges::any_of(catalog.instances, [&](InstanceType const& type) {
    return is_named(name, type.accelerator);
  });
  if (accelerator) return "it is an accelerator: write --accelerator " + name;
  return did_you_mean(name, type_names(catalog), "`ec2plan instances` lists them");
}

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

/// What else a word may be: a type, a family of types, or a name that holds an accelerator's:
/// "NVIDIA H100".
std::string accelerator_hint(std::string const& text, Catalog const& catalog) {
  for (InstanceType const& type : catalog.instances) {
    if (matches(text, type.name)) return "it is a type: write --instance-type " + text;
    if (matches(text + ".*", type.name))
      return "they are types: write --instance-type '" + text + ".*'";
  }
  auto const words = known_words(catalog);
  for (std::size_t at = 0; at < text.size();) {
    auto const end = std::min(text.find_first_of(" -_/", at), text.size());
    auto const part = text.substr(at, end - at);
    bool const named = part != text && part.size() > 1 &&
                       part.find_first_of("0123456789") != part.npos &&
                       std::ranges::any_of(catalog.instances, [&](InstanceType const& type) {
                         return is_named(part, type.accelerator);
                       });
    if (named) return "did you mean " + lower(part) + "?";
    at = end + 1;
  }
  return did_you_mean(text, words, "`ec2plan instances` lists them");
}

[[noreturn]] void refuse(GivenValue const& value, Catalog const& catalog) {
  bool const count = !value.text.empty() && std::ranges::all_of(value.text, is_digit);
  throw refusal(value, "is no accelerator of the catalog",
                "an id such as h100-80gb, a word such as trainium, or a maker",
                count ? "--accelerators asks how many, where the command has it"
                      : accelerator_hint(value.text, catalog));
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

void check_accelerators(Catalog const& catalog, std::vector<GivenValue> const& words) {
  for (GivenValue const& value : words) {
    bool const known = std::ranges::any_of(catalog.instances, [&](InstanceType const& type) {
      return is_named(value.text, type.accelerator);
    });
    if (!known) refuse(value, catalog);
  }
}

Types in_order(Types types) {
  auto const name = [](InstanceType const* type) { return std::string_view(type->name); };
  std::ranges::sort(types, {}, name);
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

Types named_types(Catalog const& catalog, GivenValue const& value) {
  Types types;
  for (InstanceType const& type : catalog.instances)
    if (matches(value.text, type.name)) types.push_back(&type);
  if (!types.empty()) return types;
  throw refusal(
      value, value.text.empty() ? "the value is empty" : "is no instance type of the catalog",
      "a type such as p5.48xlarge, or a pattern such as 'p5*'", type_hint(value.text, catalog));
}

Types with_accelerators(Catalog const& catalog, std::vector<GivenValue> const& wanted,
                        Types types) {
  check_accelerators(catalog, wanted);
  if (wanted.empty()) return types;
  std::erase_if(types,
                [&](InstanceType const* type) { return !is_named(wanted, type->accelerator); });
  if (!types.empty()) return types;
  throw refusal(wanted.back(), "is in none of the types that the other flags leave",
                "an accelerator of one of them", "leave out one of the filters");
}

Types asked_types(Catalog const& catalog, Question const& question) {
  Types types;
  if (question.instances.types.empty())
    for (InstanceType const& type : catalog.instances)
      types.push_back(&type);
  for (GivenValue const& value : places_of(question, "instance_type")) {
    auto const named = named_types(catalog, value);
    types.insert(types.end(), named.begin(), named.end());
  }
  auto const accelerators = places_of(question, "accelerator");
  return in_order(with_accelerators(catalog, accelerators, std::move(types)));
}

}  // namespace ec2plan
