#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

/// The reading and the digits that every kind of number shares.
namespace ec2plan {

/// std::to_chars as a string; `how` is its format and precision.
template <typename Number, typename... How>
std::string plain_digits(Number value, How... how) {
  std::array<char, 400> buffer{};  // the largest double has 309 digits before its point
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, how...).ptr;
  return {buffer.data(), end};
}

/// Thousands separators into the whole part of a plain decimal.
[[nodiscard]] std::string with_separators(std::string digits);

/// "1.200" gives "1.2" and "3.0" gives "3".
[[nodiscard]] std::string without_trailing_zeros(std::string digits);

/// Digits with a point, and the power of 1,000 they stand for: 174.6e9 in 4 digits is "174.6"
/// and 3.
struct Scaled {
  std::string digits;
  int thousands = 0;
};

/// `value`, positive and finite, rounded once to `significant` digits (at least 3).
[[nodiscard]] Scaled scaled(double value, int significant);

/// The scaled digits behind their letter's place in `letters`; `otherwise` where there is none.
[[nodiscard]] std::string with_letter(const Scaled& number, std::string_view letters,
                                      std::string otherwise);

/// make(|value|), behind a minus where the value and its digits are below zero; NaN and infinity
/// are named.
template <typename Make>
std::string with_sign(double value, Make make) {
  if (!std::isfinite(value)) return plain_digits(value);
  const std::string text = make(std::abs(value));
  const bool minus = value < 0 && text.find_first_of("123456789") != std::string::npos;
  return minus ? "-" + text : text;
}

/// What is read and what was asked for: the words of every refusal.
struct NumeralForm {
  std::string_view text;
  std::string_view expected;
  std::string_view fix;
};

/// A number in decimal and the text behind it: "1,500.5e3 GB" is 1500.5, 3 and "GB".
struct Numeral {
  std::string mantissa;  ///< digits, with at most one point
  int exponent = 0;      ///< of ten; clamped, for what is beyond overflows anyway
  std::string_view unit;
};

/// Throws InputError: the question's text is refused, because `problem`. An empty `fix` is the
/// question's own.
[[noreturn]] void refuse(const NumeralForm& goal, std::string_view problem,
                         std::string_view fix = {});

/// Throws InputError: `tail` follows the number and is no unit.
[[noreturn]] void refuse_tail(const NumeralForm& goal, std::string_view tail);

/// The number that `text`, a part of the question's, begins with.
[[nodiscard]] Numeral leading_numeral(const NumeralForm& goal, std::string_view text);

/// The numeral times 10^shift, correctly rounded; more than zero and finite.
[[nodiscard]] double positive_value(const NumeralForm& goal, const Numeral& numeral, int shift = 0);

/// `value`, when it does not pass `largest`, said as `largest_text`.
[[nodiscard]] double plausible(const NumeralForm& goal, double value, double largest,
                               std::string_view largest_text);

}  // namespace ec2plan
