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
constexpr std::size_t most_words = 10'000;  // each is read before the first row

/// A fixed set-up leaves nothing to choose.
void refuse_choosing(Flag const& flag, Arguments const& arguments) {
  auto const* value = last_given(arguments, flag.name);
  if (value == nullptr || value->text == "false") return;
  throw refusal(*value, "cannot stand beside --instance-count",
                "with --instance-count each point is one set-up", "leave one of the two out");
}

/// Of the limits of the number of instances the widest: what fits no point is then a bad value.
std::size_t first_position(std::string_view key, std::vector<double> const& numbers) {
  auto found = numbers.begin();
  if (key == "min_instances") found = std::ranges::min_element(numbers);
  if (key == "max_instances") found = std::ranges::max_element(numbers);
  return static_cast<std::size_t>(found - numbers.begin());
}

std::size_t drop_repeated_numbers(std::vector<double>& numbers) {
  std::set<double> known;
  return std::erase_if(numbers, [&](double number) { return !known.insert(number).second; });
}

/// Puts one field of the sweep after the other into a grid.
class GridMaker {
 public:
  GridMaker(Arguments const& arguments, Grid& grid) : arguments_(arguments), grid_(grid) {}

  void add(Flag const& flag, QuestionField const& field, Catalog const& catalog) {
    auto const& values = given(arguments_, flag.name);
    if (values.empty()) return;
    if (field.number != nullptr) return add_numbers(flag, field, values.back());
    if (field.key == "set") return add_settings(flag);
    if (!is_swept(flag) || prices_add_up(arguments_, flag.name))
      return take_field(grid_.question, arguments_, field);
    add_words({.flag = &flag,
               .field = &field,
               .words = words_of(arguments_, flag, grid_.one_setup, catalog)},
              std::string(field.key));
  }

  /// --set KEY=V1,V2: each value is a setting.
  void add_settings(Flag const& flag) {
    auto const* field = field_of(flag);
    take_field(grid_.question, arguments_, *field);
    auto const& values = given(arguments_, flag.name);
    for (std::size_t place = 0; place < values.size(); ++place) {
      auto const& text = values[place].text;
      auto const sign = text.find('=');
      if (sign == std::string::npos || text.find_first_of(",.", sign) == std::string::npos)
        continue;
      auto const end = text.substr(0, sign).find_last_not_of(' ');
      add_words({.flag = &flag,
                 .field = field,
                 .place = place,
                 .words = setting_words(values[place], sign)},
                text.substr(0, end == std::string::npos ? 0 : end + 1));
    }
  }

 private:
  /// What is filled in hangs on the number: a point is read anew with each, as with a word.
  bool is_read_with_others(QuestionField const& field) const {
    constexpr std::string_view of_examples[] = {"examples", "example_tokens", "epochs", "lora_rank"};
    bool const tunes = !given(arguments_, "--method").empty();
    return std::ranges::find(of_examples, field.key) != std::end(of_examples) ||
           (tunes && field.key == "seq_len");
  }

  static std::vector<GivenValue> words_from(GivenValue const& list,
                                            std::vector<double> const& numbers) {
    std::vector<GivenValue> words;
    for (double const number : numbers) {
      auto& word = words.emplace_back(list);
      word.text = number_text(number);
      word.number = number;
    }
    return words;
  }

  void note_dropped(Flag const& flag, std::size_t dropped) {
    if (dropped == 0) return;
    grid_.warnings.push_back(std::string(flag.name) + ": " +
                             counted(static_cast<std::int64_t>(dropped), "value") +
                             " that the list has already left out: each point is worked out once");
  }

  void add_numbers(Flag const& flag, QuestionField const& field, GivenValue value) {
    SweepAxis axis{.key = std::string(field.key)};
    axis.numbers = read(value, [&](std::string_view text) {
      check_commas(text, flag.traits.least);
      return parsed_list<double>(text, field.number);
    });
    note_dropped(flag, drop_repeated_numbers(axis.numbers));
    if (is_read_with_others(field) && axis.size() > 1)
      return add_words({.flag = &flag, .field = &field, .words = words_from(value, axis.numbers)},
                       axis.key);
    if (value.text.find("..") != std::string::npos || value.text.find(',') != std::string::npos)
      value.number = axis.numbers[first_position(field.key, axis.numbers)];
    set(grid_.question, field.key, {value});
    if (axis.size() > 1) add_axis({.flag = &flag, .field = &field}, std::move(axis));
  }

  /// A field of one word keeps it; one of several becomes an axis.
  void add_words(SweptField swept, std::string key) {
    auto& words = swept.words;
    note_dropped(*swept.flag, drop_repeated(swept.field->key, words));
    substitute(grid_.question, swept, {}, 0);
    if (words.size() < 2) return;
    if (words.size() > most_words)
      throw refusal(words.back(), "is the last of " + integer_text(words.size()),
                    "at most " + integer_text(most_words) + " values that are no plain numbers",
                    "give a larger step or fewer values");
    if (std::ranges::find(grid_.axes, key, &SweepAxis::key) != grid_.axes.end())
      throw refusal(words.back(), "sweeps " + key + " a second time", "one list of its values",
                    "leave one of the two out");
    add_axis(std::move(swept), {.key = std::move(key)});
  }

  void add_axis(SweptField swept, SweepAxis axis) {
    std::uint64_t const size = std::max(axis.size(), swept.words.size());
    if (grid_.points > most_points / size)
      throw InputError({.where = std::string(swept.flag->name),
                        .problem = "brings the grid to more than " + integer_text(most_points) +
                                   " points: " + integer_text(grid_.points) + " x " +
                                   integer_text(size),
                        .expected = "a grid that can be waited for",
                        .fix = "give larger steps or fewer values"});
    grid_.points *= size;
    grid_.fields.push_back(std::move(swept));
    grid_.axes.push_back(std::move(axis));
  }

  Arguments const& arguments_;
  Grid& grid_;
};

}  // namespace

Question first_facts(Arguments const& arguments) {
  Grid grid;
  for (auto const key : {"calibration", "catalog"})
    take_field(grid.question, arguments, *question_field(key));
  GridMaker(arguments, grid).add_settings(*find_flag("--set"));
  return grid.question;
}

Grid asked_grid(Arguments const& arguments, Environment const& environment,
                Catalog const& catalog) {
  Grid grid{.one_setup = last_given(arguments, "--instance-count") != nullptr};
  grid.question.kind = grid.one_setup ? Question::Kind::estimate : Question::Kind::recommend;
  GridMaker maker(arguments, grid);
  for (Group const group : find_command("sweep")->flags)
    for (Flag const& flag : flag_group(group).flags) {
      auto const* field = field_of(flag);
      if (field == nullptr) continue;
      if (grid.one_setup && field->role == FieldRole::choice) refuse_choosing(flag, arguments);
      maker.add(flag, *field, catalog);
    }
  grid.question = in_region(std::move(grid.question), environment);
  return grid;
}

bool is_swept(Grid const& grid, std::string_view key) {
  return std::ranges::any_of(grid.fields,
                             [&](SweptField const& swept) { return swept.field->key == key; });
}

void substitute(Question& question, SweptField const& swept, SweepAxis const& axis,
                std::size_t position) {
  auto const key = swept.field->key;
  if (swept.words.empty()) {
    auto place = place_of(question, key);
    place.number = axis.numbers[position];
    return set(question, key, {place});
  }
  auto const& word = swept.words[position];
  if (key == "set") {
    auto settings = places_of(question, key);
    settings[swept.place] = word;
    set(question, key, std::move(settings));
  } else if (swept.words.size() > 1 && is_no_discount(key, word)) {
    clear(question, key);
  } else {
    set(question, key, {word});
  }
}

}  // namespace ec2plan::cli
