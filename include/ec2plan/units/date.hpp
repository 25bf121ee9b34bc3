#pragma once

#include <compare>
#include <cstdint>

namespace ec2plan {

/// A day of the Gregorian calendar.
struct Date {
  int year = 1970;
  int month = 1;
  int day = 1;

  friend auto operator<=>(const Date&, const Date&) = default;
};

/// Whether the calendar has this day.
[[nodiscard]] bool is_valid(Date date);

/// Days from `earlier` to `later`; negative when they stand the other way round. Assumes: both are
/// valid.
[[nodiscard]] std::int64_t days_between(Date earlier, Date later);

/// The day, in UTC, at this many seconds after 1970-01-01. Assumes: the year lies within +-32,000.
[[nodiscard]] Date date_at(std::int64_t unix_seconds);

}  // namespace ec2plan
