#include "cli/near_miss.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/similar.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t shortest_near =
    4;  // letters: --tp is one letter from --cp, and means another

bool holds(std::string_view names, std::string_view name) {
  auto const all = names_in(names);
  return std::ranges::find(all, name) != all.end();
}

/// The commands that have the flag: "recommend, explain".
std::string owners(std::string_view name) {
  std::string list;
  for (Command const& command : commands())
    if (find_flag(command.flags, name) != nullptr)
      list += (list.empty() ? "" : ", ") + std::string(command.name);
  return list;
}

bool suits(ForeignFlag const& row, Command const& command, std::string_view value) {
  using Value = ForeignFlag::Value;
  bool const is_number = !value.empty() && is_digit(value.front());
  if (row.value != Value::any && (value.empty() || (row.value == Value::number) != is_number))
    return false;
  return row.write.empty() ||
         find_flag(command.flags, row.write.substr(0, row.write.find(' '))) != nullptr;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

/// What 512 accelerators are in instances of 8: "64"; "N" where that is no whole number.
std::string eighth(std::string_view value) {
  std::int64_t count = 0;
  auto const read = std::from_chars(value.data(), value.data() + value.size(), count);
  bool const whole = read.ec == std::errc() && read.ptr == value.data() + value.size();
  return whole && count >= 8 && count % 8 == 0 ? std::to_string(count / 8) : "N";
}

std::string text_of(ForeignFlag const& row, std::string_view value) {
  std::string text(row.write);
  replace_all(text, "VALUE", value.empty() ? "VALUE" : shown_text(value));
  replace_all(text, "EIGHTH", eighth(value));
  std::string const why(row.why);
  if (text.empty()) return why;
  return "write " + text + (why.empty() ? "" : ": " + why);
}

/// Edits between two names without their dashes, where the one may be a slip of the other: those of
/// four letters with one edit, of eight with two, and alike in their first letter.
std::size_t slips(std::string_view typed, std::string_view name) {
  typed.remove_prefix(typed.find_first_not_of('-'));
  name.remove_prefix(name.find_first_not_of('-'));
  auto const none = std::string_view::npos;
  if (std::min(typed.size(), name.size()) < shortest_near) return none;
  bool const swapped = same_letter(typed[0], name[1]) && same_letter(typed[1], name[0]);
  if (!same_letter(typed[0], name[0]) && !swapped) return none;
  auto const edits = edit_distance(typed, name);
  return edits <= std::min(typed.size(), name.size()) / shortest_near ? edits : none;
}

/// The flags of the command that are the fewest slips away: more than one where they tie.
std::vector<std::string_view> nearest_flags(Command const& command, std::string_view typed) {
  std::vector<std::string_view> best;
  auto least = std::string_view::npos;
  auto const weigh = [&](std::string_view name, std::string_view meant) {
    auto const edits = slips(typed, name);
    if (edits == std::string_view::npos || edits > least) return;
    if (edits < least) best.clear();
    least = edits;
    if (std::ranges::find(best, meant) == best.end()) best.push_back(meant);
  };
  for (Group const group : command.flags)
    for (Flag const& flag : flag_group(group).flags) {
      weigh(flag.name, flag.name);
      if (flag.other_name.starts_with("--")) weigh(flag.other_name, flag.name);
      for (auto const name : names_in(flag.also))
        if (name.starts_with("--")) weigh(name, flag.name);
    }
  return best;
}

/// -tp for --tp, --tp8 for --tp 8; empty where it is neither.
std::string written_otherwise(Command const& command, std::string_view name) {
  auto const dashed = name.starts_with("--") ? std::string(name) : "-" + std::string(name);
  auto const end = dashed.find_last_not_of("0123456789") + 1;
  auto const bare = dashed.substr(0, end), digits = dashed.substr(end);
  if (find_flag(command.flags, bare) == nullptr || (digits.empty() && bare == name)) return {};
  return bare + (digits.empty() ? "" : " " + digits);
}

}  // namespace

std::string flag_advice(Command const& command, std::string_view name, std::string_view value) {
  for (ForeignFlag const& row : foreign_flags())
    if (holds(row.names, name) && suits(row, command, value)) return text_of(row, value);
  if (auto const others = owners(name); !others.empty()) {
    auto const own = find_flag(name)->name;
    return (own == name ? "it is" : "that is " + std::string(own) + ",") + " a flag of " + others;
  }
  if (auto const own = written_otherwise(command, name); !own.empty()) return "write " + own;
  auto const meant =
      name.starts_with("--") ? nearest_flags(command, name) : std::vector<std::string_view>();
  return meant.empty() || meant.size() > 2 ? "leave it out"
                                           : "did you mean " + any_of_text(meant) + "?";
}

std::string word_advice(Command const& command, std::string_view word) {
  if (word == "help") return "write ec2plan " + std::string(command.name) + " --help";
  bool const type = word.find("xlarge") != std::string_view::npos;
  bool const named = std::ranges::any_of(word, is_letter);
  std::string_view const flag = type ? "--instance-type" : named ? "--model" : "";
  if (!flag.empty() && find_flag(command.flags, flag) != nullptr)
    return "write " + std::string(flag) + " " + shown_text(word) + ", if that is meant";
  return "put its flag before it, or leave it out";
}

std::string command_advice(std::string_view word) {
  for (ForeignCommand const& row : foreign_commands())
    if (holds(row.names, lower(word))) return "write ec2plan " + std::string(row.write);
  std::vector<std::string_view> names;
  for (Command const& command : commands())
    names.push_back(command.name);
  auto const meant = nearest(word, names);
  return meant ? "did you mean " + std::string(*meant) + "?"
         : is_digit(word.empty() ? ' ' : word.front())
             ? "write ec2plan recommend --model " + shown_text(word)
             : "put the command first";
}

}  // namespace ec2plan::cli
