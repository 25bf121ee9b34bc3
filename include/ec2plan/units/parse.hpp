#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <vector>

#include "ec2plan/units/date.hpp"

/// Numbers as people type them. Each function reads its whole text or throws InputError with the
/// value, the problem, what was expected and the fix; who calls adds the flag or the file with
/// InputError::at. Zero, negative, NaN, infinite, overflowing and absurd values are refused by
/// name. No locale has a say.
namespace ec2plan {

/// A whole number from 1 to 10^18: `175B`, `1.5T`, `300 B tokens`, `1_000_000`, `1,000,000`,
/// `3e11`, `2 trillion`, `300bn`, `1.5MM`. K, M, B = G, T and P are powers of 1,000 in either case.
[[nodiscard]] double parsed_count(std::string_view text);

/// A whole number from `minimum` to `maximum`, without a unit: `8`, `1,024`.
[[nodiscard]] std::int64_t parsed_integer(std::string_view text, std::int64_t minimum,
                                          std::int64_t maximum);

/// A length of a sequence from `minimum` to `maximum`: digits as of parsed_integer, or a power of
/// two of k (1,024) or M (1,048,576): `8000` is 8,000, `4k` 4,096, `128k` 131,072, `1M` 1,048,576.
/// Any other number of k is refused as ambiguous: `100k` may be 100,000 or 102,400.
[[nodiscard]] std::int64_t parsed_length(std::string_view text, std::int64_t minimum,
                                         std::int64_t maximum);

/// Any positive finite number, without a unit: `0.97`, `1e-5`, `989.4`.
[[nodiscard]] double parsed_number(std::string_view text);

/// A share in (0, 1]: `0.4` or `40%`.
[[nodiscard]] double parsed_fraction(std::string_view text);

/// Days, up to 36,500: `30`, `30d`, `12h`, `2w`, `1.5 days`, `90m` (minutes), `1mo` (730 h),
/// `P1DT12H`.
[[nodiscard]] double parsed_days(std::string_view text);

/// Seconds, up to 36,500 days: as parsed_days, but a bare number is seconds.
[[nodiscard]] double parsed_seconds(std::string_view text);

/// US dollars, up to 10^13: `1.5M`, `$1.5M`, `USD 1.5M`, `2 million`, `250k`, `1,500,000`,
/// `$27.45`.
[[nodiscard]] double parsed_dollars(std::string_view text);

/// kWh, up to 10^12: `12000`, `50MWh`, `1.2 GWh`, `900 kWh`.
[[nodiscard]] double parsed_kilowatt_hours(std::string_view text);

/// kg, up to 10^12: `800`, `800kg`, `30t`, `1.2kt`.
[[nodiscard]] double parsed_kilograms(std::string_view text);

/// Bytes, up to 10^18, with the unit spelled out: `80GB` (10^9 bytes), `80 GiB` (2^30 bytes); KB to
/// PB, KiB to PiB.
[[nodiscard]] double parsed_bytes(std::string_view text);

/// A day from 1970 to 2200, as year-month-day: `2023-07-01`.
[[nodiscard]] Date parsed_date(std::string_view text);

/// The most elements that one list or range may have.
inline constexpr std::size_t list_limit = 1'000'000;

/// One comma-separated element of a list, taken apart where it is a range.
struct ListElement {
  std::string_view whole;  ///< the element, trimmed
  std::string_view first = {};
  std::string_view last = {};
  std::string_view step = {};    ///< of `8..512:8`; empty when not given
  std::string_view factor = {};  ///< of `8..512:x2`; empty when not given
  bool is_range = false;
};

/// The elements of `text`, at least one and none empty; views into `text`.
[[nodiscard]] std::vector<ListElement> list_elements(std::string_view text);

/// The ends and the stride of a range, in the unit of its list; a stride that was not given is 1.
struct RangeBounds {
  double first = 0;
  double last = 0;
  double step = 1;
  double factor = 1;
};

/// Refuses a range that lacks an end or a stride: `8..`, `..512`, `8..512:`.
void check_range(const ListElement& element);

/// The values of a range, both ends included where the stride meets them: first + i x step, but for
/// the digits that binary fractions lose. A range of other than whole numbers says its step.
/// `element` is quoted in the error; `room` is how many values the list may still take.
[[nodiscard]] std::vector<double> range_values(const ListElement& element, RangeBounds bounds,
                                               std::size_t room);

/// The multiplier of `8..512:x2`: a whole number, at least 2.
[[nodiscard]] double range_factor(const ListElement& element);

/// The stride of `8..512:8`, in the unit of the list; the limits of an integer list hold for its
/// ends alone.
template <typename Value, typename One>
[[nodiscard]] double range_step(const ListElement& element, One one) {
  if constexpr (std::is_integral_v<Value>) return parsed_count(element.step);
  return static_cast<double>(one(element.step));
}

/// Refuses a list that may be one number with thousands commas: 4,096, and 1,250,500 where its
/// elements do not grow from at least `least`, what anybody would begin such a list with (0: nobody
/// writes such numbers with commas). A blank behind the commas says that it is a list.
void check_commas(std::string_view text, double least);

/// Refuses a list that has reached list_limit.
void check_list_room(std::string_view text, std::size_t size);

/// `8,16,32`, `8..512`, `8..512:8` and `8..512:x2`, each number read by `one`; commas separate
/// elements, never thousands. Ranges are for numbers; a list of anything else takes `..` as part of
/// an element.
///
///     parsed_list<double>("100B,200B..800B:x2", parsed_count)
template <typename Value, typename One>
[[nodiscard]] std::vector<Value> parsed_list(std::string_view text, One one) {
  std::vector<Value> values;
  for (const ListElement& element : list_elements(text)) {
    check_list_room(text, values.size());
    if constexpr (std::is_arithmetic_v<Value>) {
      if (element.is_range) {
        check_range(element);
        RangeBounds bounds{.first = static_cast<double>(one(element.first)),
                           .last = static_cast<double>(one(element.last))};
        if (!element.step.empty()) bounds.step = range_step<Value>(element, one);
        if (!element.factor.empty()) bounds.factor = range_factor(element);
        for (const double value : range_values(element, bounds, list_limit - values.size())) {
          values.push_back(static_cast<Value>(value));
        }
        continue;
      }
    }
    values.push_back(one(element.whole));
  }
  return values;
}

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
