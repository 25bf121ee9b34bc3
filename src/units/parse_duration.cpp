#include <algorithm>
#include <array>

#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/quantity.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

constexpr double a_minute = minute / second, an_hour = hour / second, a_day = day / second;
constexpr double month_s = 730 * an_hour;  // 8,760 hours / 12
constexpr double year_s = 365 * a_day;     // twelve such months
constexpr double longest_s = 36'500 * a_day;
constexpr double shortest_s = 1e-6;

struct TimeUnit {
  std::string_view name;
  double seconds;
};

constexpr std::array<TimeUnit, 27> time_units{{
    {"ms", 1e-3},          {"s", 1},           {"sec", 1},          {"second", 1},
    {"seconds", 1},        {"m", a_minute},    {"min", a_minute},   {"minute", a_minute},
    {"minutes", a_minute}, {"h", an_hour},     {"hr", an_hour},     {"hour", an_hour},
    {"hours", an_hour},    {"d", a_day},       {"day", a_day},      {"days", a_day},
    {"w", 7 * a_day},      {"wk", 7 * a_day},  {"week", 7 * a_day}, {"weeks", 7 * a_day},
    {"mo", month_s},       {"month", month_s}, {"months", month_s}, {"y", year_s},
    {"yr", year_s},        {"year", year_s},   {"years", year_s},
}};

/// "-12-31" of 2026-12-31.
bool is_rest_of_date(std::string_view unit) {
  return unit.size() == 6 && unit[0] == '-' && unit[3] == '-' && is_digit(unit[1]);
}

double unit_seconds(const NumeralForm& goal, std::string_view unit) {
  if (is_rest_of_date(unit)) refuse(goal, "is a day", "write how many days there are until then");
  if (unit == "M") refuse(goal, "is ambiguous", "write 30m for minutes, 3mo for months");
  for (const TimeUnit& known : time_units) {
    if (same_word(unit, known.name)) return known.seconds;
  }
  refuse_tail(goal, unit);
}

/// value * from / to, exact when the units are the same or whole multiples of each other.
double converted(double value, double from_s, double to_s) {
  return from_s >= to_s ? value * (from_s / to_s) : value / (to_s / from_s);
}

[[noreturn]] void refuse_iso(const NumeralForm& goal) {
  refuse(goal, "is not an ISO 8601 duration", "write P30D, PT12H or P1DT12H, or just 36h");
}

/// What a letter of ISO 8601 stands for: M is months in the date and minutes behind the T.
double iso_seconds(char letter, bool in_time) {
  if (in_time) return letter == 'h' ? an_hour : letter == 'm' ? a_minute : letter == 's' ? 1 : 0;
  switch (letter) {
    case 'y':
      return year_s;
    case 'm':
      return month_s;
    case 'w':
      return 7 * a_day;
    case 'd':
      return a_day;
    default:
      return 0;
  }
}

/// What is left to read of an ISO 8601 duration; its units must shrink from part to part.
struct IsoRest {
  std::string_view text;
  bool in_time = false;
  double last_s = 2 * year_s;
};

/// The next number and its letter, taken off `rest`, in the unit of `to_s`.
double taken_iso_part(const NumeralForm& goal, IsoRest& rest, double to_s) {
  const std::size_t end = std::min(rest.text.find_first_not_of("0123456789."), rest.text.size());
  const char letter = end < rest.text.size() ? rest.text[end] : '?';
  const double unit_s = iso_seconds(lower(letter), rest.in_time);
  if (end == 0 || unit_s == 0 || unit_s >= rest.last_s) refuse_iso(goal);
  const Numeral numeral = leading_numeral(goal, rest.text.substr(0, end));
  if (!numeral.unit.empty()) refuse_iso(goal);
  rest.text.remove_prefix(end + 1);
  rest.last_s = unit_s;
  if (numeral.mantissa.find_first_not_of("0.") == std::string::npos) return 0;
  return converted(positive_value(goal, numeral), unit_s, to_s);
}

double iso_duration(const NumeralForm& goal, std::string_view text, double to_s) {
  IsoRest rest{.text = text.substr(1)};
  if (rest.text.empty()) refuse_iso(goal);
  double total = 0;
  while (!rest.text.empty()) {
    if (!rest.in_time && same_letter(rest.text[0], 't')) {
      rest.in_time = true;
      rest.text.remove_prefix(1);
    }
    total += taken_iso_part(goal, rest, to_s);
  }
  if (total == 0) refuse(goal, "is zero");
  return total;
}

double plain_duration(const NumeralForm& goal, std::string_view text, double to_s) {
  const Numeral numeral = leading_numeral(goal, text);
  const double from_s = numeral.unit.empty() ? to_s : unit_seconds(goal, numeral.unit);
  return converted(positive_value(goal, numeral), from_s, to_s);
}

/// The duration in units of `to_s` seconds, which is also the unit of a bare number.
double duration(const NumeralForm& goal, double to_s) {
  const std::string_view text = trimmed(goal.text);
  const bool iso = !text.empty() && same_letter(text[0], 'p');
  const double value = iso ? iso_duration(goal, text, to_s) : plain_duration(goal, text, to_s);
  if (value < shortest_s / to_s) refuse(goal, "is absurdly short: less than a microsecond");
  return plausible(goal, value, longest_s / to_s, "36,500 days");
}

}  // namespace

double parsed_days(std::string_view text) {
  return duration({text, "a duration such as 30 (days), 30d, 12h, 2w, 1mo or P1DT12H",
                   "write 30d for 30 days, 12h for half a day"},
                  a_day);
}

double parsed_seconds(std::string_view text) {
  return duration({text, "a duration such as 2.5 (seconds), 2.5s, 90m, 12h or PT90M",
                   "write 2.5s for two and a half seconds"},
                  1);
}

}  // namespace ec2plan
