#include "cli/sweep_grid.hpp"

#include <algorithm>
#include <set>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/sweep_words.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::uint64_t most_points = 1'000'000'000'000;
constexpr std::int64_t most_shards = 1'000'000'000;
constexpr std::size_t most_words = 10'000;  // each is read before the first row

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

void note_dropped(Grid& grid, std::string_view flag, std::size_t dropped) {
  if (dropped == 0) return;
  grid.warnings.push_back(std::string(flag) + ": " +
                          counted(static_cast<std::int64_t>(dropped), "value") +
                          " that the list has already left out: each point is worked out once");
}

/// A word takes the place of its flag's list; a discount of nothing is none.
void put(Arguments& arguments, SweptFlag const& swept, GivenValue const& word) {
  auto& values = arguments.values[swept.flag];
  if (swept.flag == "--set")
    values[swept.place] = word;
  else if (swept.words.size() > 1 && is_no_discount(swept.flag, word))
    values.clear();
  else
    values = {word};
}

/// A flag of one value keeps it; one of several becomes an axis.
void add_words(Grid& grid, SweptFlag swept, std::string key) {
  auto const dropped = drop_repeated(swept.flag, swept.words);
  note_dropped(grid, swept.flag, dropped);
  put(grid.base, swept, swept.words.front());
  if (swept.words.size() < 2) return;
  if (swept.words.size() > most_words)
    throw refusal(swept.words.back(), "is the last of " + integer_text(swept.words.size()),
                  "at most " + integer_text(most_words) + " values that are no plain numbers",
                  "give a larger step or fewer values");
  if (std::ranges::find(grid.axes, key, &SweepAxis::key) != grid.axes.end())
    throw refusal(swept.words.back(), "sweeps " + key + " a second time", "one list of its values",
                  "leave one of the two out");
  grid.flags.push_back(std::move(swept));
  grid.axes.push_back({.key = std::move(key)});
}

/// Of the limits of the number of instances the widest: what fits no point is then a bad value.
std::size_t first_position(std::string_view flag, std::vector<double> const& numbers) {
  auto found = numbers.begin();
  if (flag == "--min-instances") found = std::ranges::min_element(numbers);
  if (flag == "--max-instances") found = std::ranges::max_element(numbers);
  return static_cast<std::size_t>(found - numbers.begin());
}

std::size_t drop_repeated(std::vector<double>& numbers) {
  std::set<double> known;
  return std::erase_if(numbers, [&](double number) { return !known.insert(number).second; });
}

void add_numbers(Grid& grid, NumberFlag const& number) {
  std::string const flag(number.flag);
  auto& values = grid.base.values[flag];
  auto value = values.back();
  SweepAxis axis{.key = key_of(flag)};
  axis.numbers = read(value, [&](std::string_view text) {
    check_commas(text, number.least);
    return parsed_list<double>(text, number.one);
  });
  note_dropped(grid, flag, drop_repeated(axis.numbers));
  bool const range = value.text.find("..") != std::string::npos;
  if (range || value.text.find(',') != std::string::npos)
    value.number = axis.numbers[first_position(flag, axis.numbers)];
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
    swept.words = setting_words(value, sign);
    auto const end = key.find_last_not_of(' ');
    add_words(grid, std::move(swept), key.substr(0, end == std::string::npos ? 0 : end + 1));
  }
}

void add_flag(Grid& grid, Flag const& flag, Catalog const& catalog) {
  if (given(grid.base, flag.name).empty()) return;
  if (auto const* number = number_flag(flag.name)) return add_numbers(grid, *number);
  if (flag.name == "--set") return add_settings(grid);
  if (!is_word_flag(flag.name) || adds_up(grid.base, flag.name)) return;
  add_words(grid,
            {.flag = std::string(flag.name),
             .words = words_of(grid.base, flag, grid.one_setup, catalog),
             .searched = !is_judged_only(flag.name)},
            key_of(flag.name));
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

Grid asked_grid(Arguments const& arguments, Environment const& environment,
                Catalog const& catalog) {
  Grid grid{.base = arguments, .one_setup = last_given(arguments, "--instance-count") != nullptr};
  if (grid.one_setup) refuse_choosing(arguments);
  for (FlagGroup const* group : find_command("sweep")->flags)
    for (Flag const& flag : group->flags)
      add_flag(grid, flag, catalog);
  count_points(grid);
  auto const kind = grid.one_setup ? Question::Kind::estimate : Question::Kind::recommend;
  grid.question = asked_question(grid.base, environment, kind);
  return grid;
}

void substitute(Question& question, SweptFlag const& swept, SweepAxis const& axis,
                std::size_t position) {
  auto const key = key_of(swept.flag);
  if (swept.number != nullptr) {
    auto place = place_of(question, key);
    place.number = axis.numbers[position];
    return set(question, key, {place});
  }
  auto const& word = swept.words[position];
  if (swept.flag == "--set") {
    auto settings = places_of(question, key);
    settings[swept.place] = word;
    set(question, key, std::move(settings));
  } else if (swept.words.size() > 1 && is_no_discount(swept.flag, word)) {
    clear(question, key);
  } else {
    set(question, key, {word});
  }
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
