#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "ec2plan/units/date.hpp"
#include "ec2plan/units/quantity.hpp"

/// Numbers as people read them, the same bytes on every machine: no locale, no stream.
namespace ec2plan {

/// The shortest decimal that reads back to the same double: "0.1", "300000000000", "1e+22".
[[nodiscard]] std::string number_text(double value);

/// `value` with this many digits after the point and thousands separators: "1,234.50".
[[nodiscard]] std::string fixed_text(double value, int decimals);

/// Rounded to a whole number, with thousands separators: "95,368".
[[nodiscard]] std::string integer_text(double value);

/// With thousands separators, exact: "95,368".
[[nodiscard]] std::string integer_text(std::int64_t value);

[[nodiscard]] std::string integer_text(std::uint64_t value);

/// Any other integer, exact.
template <std::integral Integer>
[[nodiscard]] std::string integer_text(Integer value) {
  using Widest = std::conditional_t<std::is_signed_v<Integer>, std::int64_t, std::uint64_t>;
  return integer_text(static_cast<Widest>(value));
}

/// A count: with separators below a million ("95,368"), else in four significant digits ("174.6B",
/// "1.008T").
[[nodiscard]] std::string count_text(Tokens tokens);
[[nodiscard]] std::string count_text(double count);

/// A count of at least 1 rounded down to so many digits.
[[nodiscard]] double rounded_down(double count, int digits);

/// The same as it can be typed: "29.4B", of at most 4 digits.
[[nodiscard]] std::string typed_count(double count, int digits);

/// An amount, or dollars: cents below $1,000 ("$27.45"), else three significant digits ("$812k",
/// "$1.23M").
[[nodiscard]] std::string dollars_text(Money amount);
[[nodiscard]] std::string dollars_text(double dollars);

/// As dollars_text, with the sign always shown: "+$812k", "-$27.45".
[[nodiscard]] std::string signed_dollars_text(Money amount);
[[nodiscard]] std::string signed_dollars_text(double dollars);

/// Dollars in full: cents below $1,000, else whole dollars: "$1,234,567".
[[nodiscard]] std::string exact_dollars(Money amount);
[[nodiscard]] std::string exact_dollars(double dollars);

/// A time, or days, in the unit a person would use: "35 ms", "3.1 seconds", "4 minutes", "5.2
/// hours", "33.9 days", "3.2 years" (of 365 days).
[[nodiscard]] std::string duration_text(Time time);
[[nodiscard]] std::string duration_text(double days);

/// The same with so many digits after the point: "33.912 days".
[[nodiscard]] std::string duration_text(Time time, int decimals);

/// The unit that duration_text tells a time in, and what it is called: "days".
struct DurationUnit {
  Time one{};
  std::string_view name{};
};
[[nodiscard]] DurationUnit duration_unit(Time time);

/// The three in one unit: "17.9 (10.9–25.6) days"; the likely alone where the ends are the same.
[[nodiscard]] std::string duration_range_text(Time low, Time likely, Time high);

/// The same as a sentence has it, in ASCII: "17.9 days (10.9 to 25.6)".
[[nodiscard]] std::string duration_range_words(Time low, Time likely, Time high);

/// A size, or bytes, in units of 2^30: "0.35 GiB", "74.2 GiB", "640 GiB".
[[nodiscard]] std::string gib_text(Bytes size);
[[nodiscard]] std::string gib_text(double bytes);

/// A fraction in percent, to a tenth: 0.441 gives "44.1%".
[[nodiscard]] std::string percent_text(double fraction);

/// As percent_text, with the sign always shown: "+3.2%", "-12.0%".
[[nodiscard]] std::string signed_percent_text(double fraction);

/// A rate in three significant digits and an SI prefix: rate_text(138.3e12, "FLOP") gives "138
/// TFLOP/s".
[[nodiscard]] std::string rate_text(double per_second, std::string_view unit);

/// "2023-07-01"
[[nodiscard]] std::string date_text(Date date);

}  // namespace ec2plan
