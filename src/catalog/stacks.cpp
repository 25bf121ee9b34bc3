#include "catalog/stacks.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace catalog {
namespace {

constexpr std::string_view any_software = "any";
constexpr int first_year = 2017, last_year = 2100;

std::optional<int> year_of(std::string_view text) {
  int year = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  bool const whole = text.size() == 4 && error == std::errc{} && end == text.data() + 4;
  return whole && year >= first_year && year <= last_year ? std::optional(year) : std::nullopt;
}

std::set<int> years_of(Catalog const& catalog, std::string_view name, std::string_view part) {
  std::set<int> years;
  std::string const start = std::string(name) + "@";
  auto const& entries = catalog.assumptions;
  auto entry = std::lower_bound(entries.begin(), entries.end(), start,
                                [](auto const& one, auto const& key) { return one.key < key; });
  for (; entry != entries.end() && entry->key.starts_with(start); ++entry) {
    auto const key = stack_key(entry->key);
    if (key && key->part == part) years.insert(key->year);
  }
  return years;
}

/// Latest first, none after the wanted year; the first where all are.
std::vector<int> years_until(std::set<int> const& years, std::optional<int> wanted) {
  auto const after = wanted ? years.upper_bound(*wanted) : years.end();
  if (after == years.begin() && !years.empty()) return {*years.begin()};
  std::vector<int> until(years.begin(), after);
  std::reverse(until.begin(), until.end());
  return until;
}

void add_prefixes(Catalog const& catalog, std::string_view name, std::optional<int> year,
                  std::string_view part, std::vector<std::string>& prefixes) {
  for (int const one : years_until(years_of(catalog, name, part), year)) {
    std::string prefix = std::string(name) + "@" + std::to_string(one) + ".";
    if (!part.empty()) prefix += std::string(part) + ".";
    prefixes.push_back(std::move(prefix));
  }
}

}  // namespace

std::optional<StackKey> stack_key(std::string_view key) {
  auto const at = key.find('@'), dot = key.find('.', at), last = key.rfind('.');
  if (at == key.npos || at == 0 || dot == key.npos) return {};
  auto const year = year_of(key.substr(at + 1, dot - at - 1));
  if (!year) return {};
  return StackKey{.name = key.substr(0, at),
                  .year = *year,
                  .part = last > dot ? key.substr(dot + 1, last - dot - 1) : std::string_view(),
                  .constant = key.substr(last + 1)};
}

bool is_of_any(std::string_view prefix) {
  return prefix.starts_with("any@") && prefix.find('.') + 1 == prefix.size();
}

std::string_view generation(std::string_view id) { return id.substr(0, id.find('-')); }

std::vector<std::string> stack_prefixes(Catalog const& catalog, Stack const& stack,
                                        Accelerator const& accelerator) {
  std::vector<std::string> prefixes;
  auto const part = generation(accelerator.id);
  auto const add = [&](std::string_view name) {
    if (!part.empty()) add_prefixes(catalog, name, stack.year, accelerator.id, prefixes);
    if (!part.empty() && part != accelerator.id)
      add_prefixes(catalog, name, stack.year, part, prefixes);
    add_prefixes(catalog, name, stack.year, "", prefixes);
  };
  if (!stack.name.empty()) add(stack.name);
  add(any_software);
  return prefixes;
}

}  // namespace catalog

std::string stack_text(Stack const& stack) {
  if (stack.name.empty() && !stack.year) return "today";
  std::string const name = stack.name.empty() ? std::string(catalog::any_software) : stack.name;
  return stack.year ? name + "@" + std::to_string(*stack.year) : name;
}

int newest_stack_year(Catalog const& catalog) {
  int newest = catalog::first_year;
  for (auto const& entry : catalog.assumptions)
    if (auto const key = catalog::stack_key(entry.key)) newest = std::max(newest, key->year);
  return newest;
}

std::vector<std::string> stack_names(Catalog const& catalog) {
  std::set<std::string> names;
  for (auto const& entry : catalog.assumptions)
    if (auto const key = catalog::stack_key(entry.key)) names.emplace(key->name);
  return {names.begin(), names.end()};
}

Stack stack_from(Catalog const& catalog, std::string_view text) {
  auto const at = text.find('@');
  std::string name = lower(text.substr(0, at));
  auto const refuse = [&](std::string problem, std::string expected, std::string fix) {
    throw InputError({.where = "--stack",
                      .value = std::string(text),
                      .problem = std::move(problem),
                      .expected = std::move(expected),
                      .fix = std::move(fix)});
  };
  if (name.empty())
    refuse("is empty", "NAME or NAME@YEAR, such as megatron-lm@2022", "name the software");
  Stack stack;
  if (at != text.npos) {
    stack.year = catalog::year_of(text.substr(at + 1));
    if (!stack.year)
      refuse("has no year after the @", "NAME@YEAR, such as megatron-lm@2022", "correct the year");
  }
  if (name == "today" && !stack.year) return stack;
  if (name == catalog::any_software) return stack;
  auto const names = stack_names(catalog);
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    std::string all = "today, any@YEAR";
    for (auto const& one : names)
      if (one != catalog::any_software) all += ", " + one;
    refuse("is a stack that nothing is known of", all,
           suggestion(name, names, "name one of these, or any@YEAR"));
  }
  stack.name = std::move(name);
  return stack;
}

}  // namespace ec2plan
