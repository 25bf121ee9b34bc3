#pragma once

#include <limits>
#include <string_view>
#include <type_traits>

/// Stretches of numbers as people type them, on the parsers of ec2plan/units/parse.hpp.
namespace ec2plan {

/// The numbers from `least` to `most`, both of them included.
struct Interval {
  double least = 0;
  double most = std::numeric_limits<double>::infinity();
};

/// Whether the number lies in the interval, or misses it by no more than this share of the end.
[[nodiscard]] bool holds(Interval const& interval, double number, double slack = 0);

/// The two ends of `8..512`, where an open one is empty; `first` alone where there are no dots.
struct IntervalText {
  std::string_view first{};
  std::string_view last{};
  bool is_range = false;
};

/// Throws: InputError for an empty text, or a range without any end.
[[nodiscard]] IntervalText interval_text(std::string_view text);

/// Half a unit of the last digit that `text` gives, where it was read as `value`: 0.5 GiB of
/// `22GiB`, 0.005 of `27.45`.
[[nodiscard]] double half_of_last_digit(std::string_view text, double value);

/// Throws: InputError for an interval that runs backwards.
[[nodiscard]] Interval in_order(std::string_view text, Interval interval);

/// `8` (that alone), `8..`, `..512` or `8..512`, each end read by `one`. A value alone that is not
/// a whole number of things stands for all that round to it: `22GiB` for 21.5 to 22.5 GiB.
///
///     parsed_interval("24GB..", parsed_bytes)
template <typename One>
[[nodiscard]] Interval parsed_interval(std::string_view text, One one) {
  IntervalText const ends = interval_text(text);
  Interval interval;
  if (!ends.first.empty()) interval.least = static_cast<double>(one(ends.first));
  if (!ends.last.empty()) interval.most = static_cast<double>(one(ends.last));
  if (ends.is_range) return in_order(text, interval);
  double const value = interval.least;
  bool const counts = std::is_integral_v<decltype(one(text))>;
  double const half = counts ? 0 : half_of_last_digit(ends.first, value);
  return {.least = value - half, .most = value + half};
}

/// Gbit/s, up to 10^9, as networks are rated: `400`, `400 Gbit/s`, `3.2Tbps`.
[[nodiscard]] double parsed_gigabits_per_second(std::string_view text);

}  // namespace ec2plan
