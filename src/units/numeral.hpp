#pragma once

#include <string>
#include <string_view>

/// The reading that every kind of number shares.
namespace ec2plan {

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
