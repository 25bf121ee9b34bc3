#include "report/chart.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "ec2plan/units/format.hpp"

namespace ec2plan::pages {
namespace {

constexpr double gibibyte_bytes = 1024.0 * 1024.0 * 1024.0;

constexpr int usual_digits = 6;
// Beyond, margins would leave what doubles hold.
constexpr double smallest = 1e-300, largest = 1e300;
constexpr double hardly_wide = 1e-9;  // of its values: a width that no axis tells apart

/// How often e: a difference of logarithms, since the quotient may not be a double.
double times_e(double low, double high) { return std::log(high) - std::log(low); }

/// Significant digits, without trailing zeros.
std::string plain(double size, int digits) {
  std::array<char, 32> buffer{};
  auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), size,
                                 std::chars_format::general, digits);
  return {buffer.data(), end.ptr};
}

std::string with_letter(double size, double from, int digits) {
  if (size < from) return size >= 1000 ? integer_text(size) : plain(size, digits);
  constexpr std::array<char, 5> letters{'k', 'M', 'B', 'T', 'P'};
  auto const thousands = std::clamp(static_cast<int>(std::floor(std::log10(size) / 3)), 1, 5);
  return plain(size / std::pow(1000.0, thousands), digits) +
         letters[static_cast<std::size_t>(thousands) - 1];
}

/// The least of 1, 2, 5, 10 times a power of ten that cuts the width into at most so many steps.
double step_of(double width, int steps) {
  double const even = width / steps, power = std::pow(10.0, std::floor(std::log10(even)));
  for (double const times : {1.0, 2.0, 5.0})
    if (times * power >= even * (1 - 1e-9)) return times * power;
  return 10 * power;
}

std::string tick_text(Unit unit, double value, int digits) {
  if (!std::isfinite(value)) return number_text(value);
  double const size = std::abs(value);
  std::string const sign = value < 0 ? "-" : "";
  if (unit == Unit::percent) return sign + plain(size * 100, digits) + "%";
  if (unit == Unit::dollars) return sign + "$" + with_letter(size, 1000, digits);
  return sign + with_letter(size, 1e6, digits);
}

/// As many as tell two neighbours apart.
int digits_of(Span const& span, double step) {
  double const size = std::max(std::abs(span.low), std::abs(span.high));
  return std::clamp(static_cast<int>(std::ceil(std::log10(size / step))) + 1, usual_digits, 15);
}

std::vector<Tick> linear(Unit unit, Span const& span, double step) {
  std::vector<Tick> result;
  int const digits = digits_of(span, step);
  double const first = std::ceil(span.low / step - 1e-9);
  for (double i = first; i * step <= span.high + 1e-9 * step && i < first + 100; ++i) {
    double const at = i == 0 ? 0 : i * step;
    result.push_back({at, tick_text(unit, at, digits)});
  }
  return result;
}

/// Ticks at all nine digits of each decade, with labels at the digits for which `named` is true.
template <typename Named>
std::vector<Tick> decades(Unit unit, Span const& span, Named named) {
  std::vector<Tick> result;
  auto const first = static_cast<int>(std::floor(std::log10(span.low)));
  auto const last = static_cast<int>(std::ceil(std::log10(span.high)));
  for (int exponent = first; exponent <= last; ++exponent)
    for (int digit = 1; digit <= 9; ++digit) {
      double const at = digit * std::pow(10.0, exponent);
      if (at < span.low * (1 - 1e-9) || at > span.high * (1 + 1e-9)) continue;
      if (last - first > 8 && digit > 1) continue;
      result.push_back({at, named(exponent, digit) ? axis_text(unit, at) : ""});
    }
  return result;
}

bool labelled(Tick const& tick) { return !tick.text.empty(); }

std::vector<Tick> logarithmic(Unit unit, Span const& span, int labels) {
  auto const enough = [](std::vector<Tick> const& made, std::ptrdiff_t least) {
    return std::count_if(made.begin(), made.end(), labelled) >= least;
  };
  double const powers = std::log10(span.high) - std::log10(span.low);
  int const every = std::max(1, static_cast<int>(std::ceil(powers / (std::max(labels, 2) + 1))));
  auto made = decades(unit, span,
                      [&](int exponent, int digit) { return digit == 1 && exponent % every == 0; });
  if (enough(made, 3)) return made;
  made = decades(unit, span, [](int, int digit) { return digit == 1 || digit == 2 || digit == 5; });
  if (enough(made, 3)) return made;
  return linear(unit, span, step_of(span.high - span.low, std::max(labels, 2)));
}

}  // namespace

Span span_of(Axis const& axis, double low, double high) {
  if (axis.logarithmic) {
    double const ratio = std::max(std::exp(0.05 * times_e(low, high)), low == high ? 1.5 : 1.02);
    return {std::max(low / ratio, smallest / 10), std::min(high * ratio, largest * 10)};
  }
  if (high - low <= hardly_wide * std::max(std::abs(low), std::abs(high)))
    return low == 0 ? Span{0, 1} : Span{std::min(0.0, 1.2 * low), std::max(0.0, 1.2 * low)};
  double const margin = 0.05 * (high - low);
  bool const from_zero = low >= 0 && low <= 0.5 * high;
  bool const to_zero = high <= 0 && high >= 0.5 * low;
  return {from_zero ? 0 : low - margin, to_zero ? 0 : high + margin};
}

double share_of(Axis const& axis, Span const& span, double value) {
  if (axis.logarithmic) return times_e(span.low, value) / times_e(span.low, span.high);
  return (value - span.low) / (span.high - span.low);
}

bool shown_on(Axis const& axis, double value) {
  return axis.logarithmic ? value >= smallest && value <= largest : std::abs(value) <= largest;
}

std::vector<Tick> ticks(Axis const& axis, Span const& span, int labels) {
  if (axis.logarithmic) return logarithmic(axis.unit, span, labels);
  return linear(axis.unit, span, step_of(span.high - span.low, std::max(labels, 2)));
}

std::string axis_text(Unit unit, double value) { return tick_text(unit, value, usual_digits); }

Time time_of(Unit unit) {
  switch (unit) {
    case Unit::seconds:
      return second;
    case Unit::minutes:
      return minute;
    case Unit::hours:
      return hour;
    case Unit::years:
      return 365 * day;
    default:
      return day;
  }
}

std::string_view name_of_time(Unit unit) { return duration_unit(2 * time_of(unit)).name; }

std::string value_text(Unit unit, double value) {
  if (unit == Unit::dollars) return dollars_text(value);
  if (unit == Unit::percent) return percent_text(value);
  if (unit == Unit::gib) return gib_text(value * gibibyte_bytes);
  if (unit == Unit::count) return axis_text(unit, value);
  return duration_text(value * time_of(unit));
}

}  // namespace ec2plan::pages
