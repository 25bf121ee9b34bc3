#include "cli/sweep_grid.hpp"

#include <algorithm>
#include <array>

#include "cli/candidates.hpp"
#include "cli/command.hpp"
#include "cli/market.hpp"
#include "cli/values.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::uint64_t most_points = 1'000'000'000'000;
constexpr std::int64_t most_shards = 1'000'000'000;

/// Flags of words that a sweep takes lists of, beside those of numbers and --set.
constexpr std::string_view word_flags[] = {
    "--model",    "--precision", "--stack",  "--instance-type", "--accelerator",
    "--purchase", "--discount",  "--rate",   "--term",          "--recompute",
    "--risk",     "--objective", "--region", "--as-of"};

/// What a fixed set-up leaves no choice of.
constexpr std::string_view choosing_flags[] = {
    "--accelerator", "--min-instances", "--max-instances", "--include-retired", "--objective"};

void refuse_choosing(Arguments const& arguments) {
  for (auto const flag : choosing_flags) {
    auto const* value = last_given(arguments, flag);
    if (value == nullptr || value->text == "false") continue;
    throw refusal(*value, "cannot stand beside --instance-count",
                  "with --instance-count each point is one set-up", "leave one of the two out");
  }
}

std::string key_of(Arguments const& arguments, std::string_view flag) {
  Reading reading;
  note(reading, arguments, flag, true);
  return reading.inputs.back().key;
}

bool begins_with_digit(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

/// 7B..13B:1B of --model; a path may hold two dots too.
std::vector<std::string> counts_of(std::string_view text) {
  std::vector<std::string> texts;
  auto const element = list_elements(text).front();
  if (!element.is_range || !begins_with_digit(element.first) || !begins_with_digit(element.last))
    return texts;
  for (double const count : parsed_list<double>(text, parsed_count))
    texts.push_back(number_text(count));
  return texts;
}

std::vector<std::string> priced_kinds(GivenValue const& all, Arguments arguments,
                                      Catalog const& catalog) {
  Reading unused;
  std::vector<std::string> texts;
  arguments.values["--purchase"] = {all};
  auto const rates = asked_rates(arguments, catalog, unused);
  for (Purchase const purchase : asked_purchases(arguments, catalog, rates))
    texts.emplace_back(purchase_name(purchase));
  return texts;
}

/// The words that one element stands for: itself, where it is neither `all` nor a pattern.
std::vector<GivenValue> expanded(std::string_view flag, GivenValue const& element, Grid const& grid,
                                 Catalog const& catalog) {
  std::vector<std::string> texts;
  bool const all = lower(element.text) == "all";
  if (flag == "--model") texts = read(element, counts_of);
  if (flag == "--region" && all) texts = regions(catalog);
  if (flag == "--purchase" && all) texts = priced_kinds(element, grid.base, catalog);
  if (flag == "--instance-type" && grid.one_setup)
    for (InstanceType const* type : named_types(element, catalog))
      texts.push_back(type->name);
  if (texts.empty()) return {element};
  std::vector<GivenValue> words(texts.size(), element);
  for (std::size_t i = 0; i < texts.size(); ++i)
    words[i].text = texts[i];
  return words;
}

/// Prices of some types or kinds add up; of plain ones only one can hold.
bool adds_up(Arguments const& arguments, std::string_view flag) {
  if (flag != "--discount" && flag != "--rate") return false;
  return std::ranges::any_of(elements(arguments, flag), [](GivenValue const& element) {
    return element.text.find_first_of("=:") != std::string::npos;
  });
}

std::vector<GivenValue> words_of(std::string_view flag, Grid const& grid, Catalog const& catalog) {
  Arguments last = grid.base;
  auto& values = last.values[std::string(flag)];
  Flag const* known = nullptr;
  for (FlagGroup const* group : find_command("sweep")->flags)
    for (Flag const& each : group->flags)
      if (each.name == flag) known = &each;
  if (!known->repeats) values = {values.back()};
  std::vector<GivenValue> words;
  for (GivenValue const& element : elements(last, flag))
    for (GivenValue& word : expanded(flag, element, grid, catalog))
      words.push_back(std::move(word));
  return words;
}

/// A flag of one value keeps it; one of several becomes an axis.
void add_words(Grid& grid, SweptFlag swept, std::string key) {
  auto& values = grid.base.values[swept.flag];
  if (swept.flag == "--set")
    values[swept.place] = swept.words.front();
  else
    values = {swept.words.front()};
  if (swept.words.size() < 2) return;
  if (std::ranges::find(grid.axes, key, &SweepAxis::key) != grid.axes.end())
    throw refusal(swept.words.back(), "sweeps " + key + " a second time", "one list of its values",
                  "leave one of the two out");
  grid.flags.push_back(std::move(swept));
  grid.axes.push_back({.key = std::move(key)});
}

void add_numbers(Grid& grid, NumberFlag const& number) {
  std::string const flag(number.flag);
  auto& values = grid.base.values[flag];
  auto value = values.back();
  SweepAxis axis{.key = key_of(grid.base, flag)};
  axis.numbers =
      read(value, [&](std::string_view text) { return parsed_list<double>(text, number.one); });
  bool const range = value.text.find("..") != std::string::npos;
  if (range || axis.size() > 1) value.text = number_text(axis.numbers.front());
  values = {value};
  if (axis.size() < 2) return;
  grid.flags.push_back({.flag = flag, .number = &number, .searched = number.searched});
  grid.axes.push_back(std::move(axis));
}

/// --set KEY=V1,V2: each value is a setting.
void add_settings(Grid& grid) {
  for (std::size_t place = 0; place < given(grid.base, "--set").size(); ++place) {
    auto const value = given(grid.base, "--set")[place];
    auto const sign = value.text.find('=');
    if (sign == std::string::npos || value.text.find_first_of(",.", sign) == std::string::npos)
      continue;
    auto const key = value.text.substr(0, sign);
    SweptFlag swept{.flag = "--set", .place = place};
    auto const add = [&](std::string_view text) {
      swept.words.push_back(value);
      swept.words.back().text = key + "=" + std::string(text);
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
    auto const end = key.find_last_not_of(' ');
    add_words(grid, std::move(swept), key.substr(0, end == std::string::npos ? 0 : end + 1));
  }
}

void add_flag(Grid& grid, Flag const& flag, Catalog const& catalog) {
  if (given(grid.base, flag.name).empty()) return;
  if (auto const* number = number_flag(flag.name)) return add_numbers(grid, *number);
  if (flag.name == "--set") return add_settings(grid);
  bool const sweepable = std::ranges::find(word_flags, flag.name) != std::end(word_flags);
  if (!sweepable || adds_up(grid.base, flag.name)) return;
  add_words(grid,
            {.flag = std::string(flag.name),
             .words = words_of(flag.name, grid, catalog),
             .searched = !is_judged_only(flag.name)},
            key_of(grid.base, flag.name));
}

void count_points(Grid& grid) {
  for (SweptFlag const& swept : grid.flags) {
    auto const& axis = grid.axes[static_cast<std::size_t>(&swept - grid.flags.data())];
    std::uint64_t const size = std::max(axis.size(), swept.words.size());
    if (grid.points <= most_points / size) {
      grid.points *= size;
      continue;
    }
    throw InputError({.where = swept.flag,
                      .problem = "brings the grid to more than " + integer_text(most_points) +
                                 " points: " + integer_text(grid.points) + " x " +
                                 integer_text(size),
                      .expected = "a grid that can be waited for",
                      .fix = "give larger steps or fewer values"});
  }
}

}  // namespace

Arguments first_settings(Arguments arguments) {
  Grid grid{.base = std::move(arguments)};
  add_settings(grid);
  return grid.base;
}

Grid asked_grid(Arguments const& arguments, Catalog const& catalog) {
  Grid grid{.base = arguments, .one_setup = last_given(arguments, "--instance-count") != nullptr};
  if (grid.one_setup) refuse_choosing(arguments);
  for (FlagGroup const* group : find_command("sweep")->flags)
    for (Flag const& flag : group->flags)
      add_flag(grid, flag, catalog);
  count_points(grid);
  return grid;
}

void substitute(Arguments& arguments, SweptFlag const& swept, SweepAxis const& axis,
                std::size_t position) {
  auto& values = arguments.values[swept.flag];
  if (swept.number != nullptr)
    values.back().text = number_text(axis.numbers[position]);
  else if (swept.flag == "--set")
    values[swept.place] = swept.words[position];
  else
    values = {swept.words[position]};
}

Shard asked_shard(Arguments const& arguments, std::uint64_t points) {
  auto const* value = last_given(arguments, "--shard");
  if (value == nullptr) return {.last = points};
  auto const refused = [&](std::string problem) {
    return refusal(*value, std::move(problem), "K/N with 1 <= K <= N, such as 2/8",
                   "count the parts from 1");
  };
  auto const slash = value->text.find('/');
  if (slash == std::string::npos) throw refused("is no part of a whole");
  auto const number = [&](std::string_view text) {
    try {
      return parsed_integer(text, 1, most_shards);
    } catch (InputError const&) {
      throw refused("is no part of a whole");
    }
  };
  auto const part = number(std::string_view(value->text).substr(0, slash));
  auto const parts = number(std::string_view(value->text).substr(slash + 1));
  if (part > parts) throw refused("is beyond the last part");
  auto const begin = [&](std::int64_t index) {  // points x parts stays below 2^70: in two steps
    auto const n = static_cast<std::uint64_t>(parts), k = static_cast<std::uint64_t>(index);
    return points / n * k + points % n * k / n;
  };
  return {.first = begin(part - 1), .last = begin(part), .text = value->text};
}

}  // namespace ec2plan::cli
