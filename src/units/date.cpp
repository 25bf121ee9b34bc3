#include "ec2plan/units/date.hpp"

#include <charconv>
#include <chrono>

#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

std::chrono::year_month_day calendar_day(Date date) {
  return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
          std::chrono::day(static_cast<unsigned>(date.day))};
}

/// Whether `text` has digits and dashes where the pattern, such as "0000-00-00", has them.
bool has_form(std::string_view text, std::string_view pattern) {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [](char left, char right) { return (is_digit(left) ? '0' : left) == right; });
}

int digits_value(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

bool is_valid(Date date) { return date.month > 0 && date.day > 0 && calendar_day(date).ok(); }

std::int64_t days_between(Date earlier, Date later) {
  const std::chrono::sys_days first = calendar_day(earlier);
  const std::chrono::sys_days last = calendar_day(later);
  return (last - first).count();
}

Date date_at(std::int64_t unix_seconds) {
  const std::chrono::sys_seconds moment{std::chrono::seconds(unix_seconds)};
  const std::chrono::year_month_day day = std::chrono::floor<std::chrono::days>(moment);
  return {.year = static_cast<int>(day.year()),
          .month = static_cast<int>(static_cast<unsigned>(day.month())),
          .day = static_cast<int>(static_cast<unsigned>(day.day()))};
}

Date parsed_date(std::string_view text) {
  const NumeralForm goal{text, "a day as year-month-day, from 1970-01-01 to 2200-12-31",
                         "write 2023-07-01 for the first of July 2023"};
  const std::string_view bare = trimmed(text);
  if (bare.empty()) refuse(goal, "the value is empty");
  if (has_form(bare, "0000-00")) refuse(goal, "names no day of the month");
  if (!has_form(bare, "0000-00-00")) refuse(goal, "is not written as year-month-day");
  const Date date{.year = digits_value(bare.substr(0, 4)),
                  .month = digits_value(bare.substr(5, 2)),
                  .day = digits_value(bare.substr(8, 2))};
  if (!is_valid(date)) refuse(goal, "is not a day of the calendar");
  if (date.year < 1970 || date.year > 2200) refuse(goal, "is absurdly far from today");
  return date;
}

}  // namespace ec2plan
