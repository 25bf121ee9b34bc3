#include "accuracy/step_log_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ec2plan/units/letters.hpp"

namespace ec2plan::step_log {
namespace {

constexpr std::size_t longest_number = 40;
constexpr double smallest_measure = 1e-12;
constexpr double largest_measure = 1e18;
constexpr auto nowhere = std::string_view::npos;

bool is_word(char letter) { return is_digit(letter) || is_letter(letter) || letter == '_'; }

bool is_thousands_comma(std::string_view text, std::size_t at) {
  if (text[at] != ',' || at + 3 >= text.size()) return false;
  bool const three = is_digit(text[at + 1]) && is_digit(text[at + 2]) && is_digit(text[at + 3]);
  return three && (at + 4 == text.size() || !is_digit(text[at + 4]));
}

/// The factor of a suffix that ends a word.
double scale_of(std::string_view text) {
  constexpr std::string_view suffixes = "KMBGTP";
  constexpr double factors[] = {1e3, 1e6, 1e9, 1e9, 1e12, 1e15};
  if (text.empty() || (text.size() > 1 && is_word(text[1]))) return 1;
  auto const at = suffixes.find(text[0]);
  return at == nowhere ? 1 : factors[at];
}

struct Numeral {
  std::string digits{};  // point and exponent too, without the commas between thousands
  double scale = 1;
};

/// What `text` begins with.
Numeral numeral(std::string_view text) {
  Numeral found;
  auto& digits = found.digits;
  std::size_t at = 0;
  for (; at < text.size() && digits.size() < longest_number; ++at) {
    char const letter = text[at];
    bool const after_exponent = !digits.empty() && digits.back() == 'e';
    if (is_digit(letter) || letter == '.' || (after_exponent && (letter == '+' || letter == '-'))) {
      digits += letter;
    } else if ((letter == 'e' || letter == 'E') && !digits.empty()) {
      digits += 'e';
    } else if (digits.empty() || !is_thousands_comma(text, at)) {
      break;
    }
  }
  found.scale = scale_of(text.substr(at));
  return found;
}

std::optional<double> measure(Numeral const& found) {
  double value = 0;
  auto const& digits = found.digits;
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  value *= found.scale;
  if (read.ec != std::errc{} || !std::isfinite(value)) return {};
  if (value < smallest_measure || value > largest_measure) return {};
  return value;
}

/// The whole number that is written in full, with or without ".000".
std::optional<std::int64_t> whole(Numeral const& found) {
  std::int64_t count = 0;
  auto const* const end = found.digits.data() + found.digits.size();
  auto const read = std::from_chars(found.digits.data(), end, count);
  if (read.ec != std::errc{} || count < 0 || found.scale != 1) return {};
  bool const only_zeros =
      read.ptr == end || (*read.ptr == '.' && std::all_of(read.ptr + 1, end, [](char letter) {
        return letter == '0';
      }));
  return only_zeros ? std::optional(count) : std::nullopt;
}

/// Where a number may begin behind what stands between a key and it; none: there is none.
std::size_t after_separators(std::string_view behind) {
  auto const start = behind.find_first_not_of(" \t\"':=");
  return start == 0 ? nowhere : start;
}

std::size_t after_leaders(std::string_view behind) {
  auto at = behind.find_first_not_of(" \t\"':=.");
  if (at == nowhere || behind[at] != '(') return at == 0 ? nowhere : at;
  at = behind.find(')', at);
  return at == nowhere ? nowhere : behind.find_first_not_of(" \t\"':=", at + 1);
}

/// The numeral behind the first occurrence of `key` that has one.
Numeral numeral_after(std::string_view line, std::string_view key,
                      std::size_t (*start_in)(std::string_view)) {
  for (auto at = line.find(key); at != nowhere; at = line.find(key, at + 1)) {
    if (at > 0 && is_word(line[at - 1])) continue;
    auto const behind = line.substr(at + key.size());
    auto const start = start_in(behind);
    if (start == nowhere) continue;
    if (auto found = numeral(behind.substr(start)); !found.digits.empty()) return found;
  }
  return {};
}

/// The start of the digits that end at `end`.
std::size_t digits_before(std::string_view line, std::size_t end) {
  while (end > 0 && is_digit(line[end - 1]))
    --end;
  return end;
}

/// "worker-0", "10.0.0.1": one word with a digit, as launchers put before what a host prints.
bool is_host(std::string_view word) {
  return word.find_first_of(" \t") == nowhere && word.find_first_of("0123456789") != nowhere;
}

/// Whether words stand before a bar: "Map:  5%|", not a host, a rank ("[rank0]:  5%|") or a clock.
bool is_described(std::string_view before) {
  auto const percent = before.find('%');
  if (percent == nowhere) return false;
  auto start = digits_before(before, percent);
  while (start > 0 && (before[start - 1] == ' ' || before[start - 1] == '\t'))
    --start;
  if (start == 0 || before[start - 1] != ':') return false;
  return (start < 2 || before[start - 2] != ']') && !is_host(before.substr(0, start - 1));
}

}  // namespace

bool holds(std::string_view line, std::string_view text) { return line.find(text) != nowhere; }

std::optional<double> measure_after(std::string_view line, std::string_view key) {
  return measure(numeral_after(line, key, after_separators));
}

std::optional<std::int64_t> count_after(std::string_view line, std::string_view key) {
  return whole(numeral_after(line, key, after_separators));
}

std::optional<std::int64_t> setting_after(std::string_view line, std::string_view key) {
  return whole(numeral_after(line, key, after_leaders));
}

std::optional<double> measure_before(std::string_view line, std::string_view unit) {
  for (auto at = line.find(unit); at != nowhere; at = line.find(unit, at + 1)) {
    auto const end = at > 0 && line[at - 1] == ' ' ? at - 1 : at;
    auto start = end;
    while (start > 0 && (is_digit(line[start - 1]) || line[start - 1] == '.' ||
                         (line[start - 1] == ',' && is_thousands_comma(line, start - 1))))
      --start;
    if (auto const found = measure(numeral(line.substr(start, end - start)))) return found;
  }
  return {};
}

std::optional<Time> bar_rate(std::string_view text) {
  if (auto const seconds = measure_before(text, "s/it")) return *seconds * second;
  auto const rate = measure_before(text, "it/s");
  return rate ? std::optional(1 / *rate * second) : std::nullopt;
}

std::optional<Bar> bar_of(std::string_view line) {
  for (auto slash = line.find('/'); slash != nowhere; slash = line.find('/', slash + 1)) {
    auto const start = digits_before(line, slash);
    auto end = slash + 1;
    while (end < line.size() && is_digit(line[end]))
      ++end;
    if (start == slash || !line.substr(end).starts_with(" [")) continue;
    auto const position = whole(numeral(line.substr(start, slash - start)));
    auto const total = whole(numeral(line.substr(slash + 1, end - slash - 1)));
    if (!position || !total) continue;
    return Bar{*position, *total, bar_rate(line.substr(end)), is_described(line.substr(0, start))};
  }
  return {};
}

std::string without_colors(std::string_view line) {
  std::string plain;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '\x1b') {
      plain += line[at];
      continue;
    }
    if (at + 1 == line.size() || line[at + 1] != '[') continue;
    ++at;
    while (at + 1 < line.size() &&
           (is_digit(line[at + 1]) || line[at + 1] == ';' || line[at + 1] == '?'))
      ++at;
    ++at;  // the letter that ends the sequence
  }
  return plain;
}

}  // namespace ec2plan::step_log
