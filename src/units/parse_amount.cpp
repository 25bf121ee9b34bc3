#include <array>
#include <cmath>

#include "ec2plan/units/parse.hpp"
#include "units/letters.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

/// `text` without the dollar sign or the currency code it begins with.
std::string_view without_currency(const NumeralForm& goal, std::string_view text) {
  if (text.starts_with('$')) return text.substr(1);
  if (begins_with_word(text, "US$")) return text.substr(3);
  const bool code = text.size() > 3 && is_letter(text[0]) && is_letter(text[1]) &&
                    is_letter(text[2]) && !is_letter(text[3]);
  if (!code || begins_with_word(text, "nan") || begins_with_word(text, "inf")) return text;
  if (!begins_with_word(text, "USD")) refuse(goal, "is not in US dollars");
  return text.substr(3);
}

int dollar_exponent(const NumeralForm& goal, std::string_view unit) {
  const std::string_view scale =
      ends_with_word(unit, "USD") ? trimmed(unit.substr(0, unit.size() - 3)) : unit;
  if (scale.empty()) return 0;
  if (same_word(scale, "k")) return 3;
  if (same_word(scale, "m")) return 6;
  if (same_word(scale, "b")) return 9;
  refuse_tail(goal, unit);
}

struct ByteUnit {
  std::string_view name;
  int decimal;  ///< a power of ten
  int binary;   ///< a power of two
};

constexpr std::array<ByteUnit, 10> byte_units{{{"KB", 3, 0},
                                               {"MB", 6, 0},
                                               {"GB", 9, 0},
                                               {"TB", 12, 0},
                                               {"PB", 15, 0},
                                               {"KiB", 0, 10},
                                               {"MiB", 0, 20},
                                               {"GiB", 0, 30},
                                               {"TiB", 0, 40},
                                               {"PiB", 0, 50}}};

ByteUnit byte_unit(const NumeralForm& goal, std::string_view unit) {
  if (unit.empty()) refuse(goal, "has no unit");
  if (same_word(unit, "b")) {
    refuse(goal, "is a count, for B is a billion; memory takes GB (10^9 bytes) or GiB (2^30)");
  }
  // Gb, Gib: bits, as links are measured; "gb", in one case, is read as GB
  const bool bits = unit.size() > 1 && unit.ends_with('b') && unit[0] != lower(unit[0]);
  if (bits) refuse(goal, "is in bits", "write GB (10^9 bytes) or GiB (2^30 bytes)");
  for (const ByteUnit& known : byte_units) {
    if (same_word(unit, known.name)) return known;
  }
  refuse_tail(goal, unit);
}

Numeral bare_numeral(const NumeralForm& goal) {
  Numeral numeral = leading_numeral(goal, goal.text);
  if (!numeral.unit.empty()) refuse_tail(goal, numeral.unit);
  return numeral;
}

}  // namespace

double parsed_dollars(std::string_view text) {
  const NumeralForm goal{text, "US dollars such as 1.5M, 250k or 1,500,000 (K, M, B)",
                         "write 1.5M, or '$1.5M' in quotes: a shell takes the dollars of $1.5M"};
  const std::string_view amount = without_currency(goal, trimmed(text));
  const Numeral numeral = leading_numeral(goal, amount);
  // What a shell leaves of an unquoted $1.5M.
  if (amount == trimmed(text) && amount.starts_with('.') && !numeral.unit.empty())
    refuse(goal, "lacks what stood before its point");
  const int exponent = dollar_exponent(goal, numeral.unit);
  return plausible(goal, positive_value(goal, numeral, exponent), 1e13, "$10^13");
}

double parsed_bytes(std::string_view text) {
  const NumeralForm goal{text, "memory such as 80GB (10^9 bytes each) or 80GiB (2^30 bytes each)",
                         "write the unit: GB or GiB, also K, M, T and P"};
  const Numeral numeral = leading_numeral(goal, text);
  const ByteUnit unit = byte_unit(goal, numeral.unit);
  const double value = std::ldexp(positive_value(goal, numeral, unit.decimal), unit.binary);
  if (value < 1) refuse(goal, "is less than one byte");
  return plausible(goal, value, 1e18, "10^18 bytes");
}

double parsed_number(std::string_view text) {
  const NumeralForm goal{text, "a positive number such as 0.5, 312 or 1e-5",
                         "write the number alone, without a unit"};
  return positive_value(goal, bare_numeral(goal));
}

double parsed_fraction(std::string_view text) {
  const NumeralForm goal{text, "a fraction above 0 and up to 1, such as 0.4 or 40%",
                         "write 0.4 or 40% for two fifths"};
  const Numeral numeral = leading_numeral(goal, text);
  const bool percent = numeral.unit == "%";
  if (!percent && !numeral.unit.empty()) refuse_tail(goal, numeral.unit);
  const double value = positive_value(goal, numeral, percent ? -2 : 0);
  if (value <= 1) return value;
  refuse(goal, percent ? "is above 100%" : "is above 1");
}

}  // namespace ec2plan
