#include "ec2plan/units/parse.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/letters.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

/// A word for a power of ten, as people and bankers write it.
struct Scale {
  std::string_view word;
  int exponent;
};
constexpr std::array<Scale, 25> scales{{{"k", 3},
                                        {"thousand", 3},
                                        {"m", 6},
                                        {"mm", 6},
                                        {"mn", 6},
                                        {"mil", 6},
                                        {"mln", 6},
                                        {"million", 6},
                                        {"millions", 6},
                                        {"b", 9},
                                        {"bn", 9},
                                        {"bil", 9},
                                        {"bln", 9},
                                        {"billion", 9},
                                        {"billions", 9},
                                        {"g", 9},
                                        {"t", 12},
                                        {"tn", 12},
                                        {"trn", 12},
                                        {"tln", 12},
                                        {"trillion", 12},
                                        {"trillions", 12},
                                        {"p", 15},
                                        {"quadrillion", 15},
                                        {"quadrillions", 15}}};

/// The power of ten of a scale word; empty for any other word.
std::optional<int> scale_exponent(std::string_view word) {
  for (const Scale& scale : scales)
    if (same_word(word, scale.word)) return scale.exponent;
  return std::nullopt;
}

constexpr std::array<std::string_view, 5> counted{"params", "parameters", "tokens", "token", "tok"};

std::string_view without_noun(std::string_view unit) {
  for (const std::string_view noun : counted) {
    if (ends_with_word(unit, noun)) return trimmed(unit.substr(0, unit.size() - noun.size()));
  }
  return unit;
}

bool is_memory_unit(std::string_view unit) {
  for (const std::string_view scale : {"k", "m", "g", "t", "p", "e"}) {
    const std::string letter(scale);
    if (same_word(unit, letter + "b") || same_word(unit, letter + "i")) return true;
    if (same_word(unit, letter + "ib")) return true;
  }
  return false;
}

/// `8x7B` and `30B-A3B` name a model by its experts; neither is a number of anything.
bool is_model_name(std::string_view unit) {
  if (unit.size() > 1 && same_letter(unit[0], 'x') && is_digit(unit[1])) return true;
  const std::size_t dash = unit.find('-');
  if (dash == std::string_view::npos || dash + 2 >= unit.size()) return false;
  return same_letter(unit[dash + 1], 'a') && is_digit(unit[dash + 2]);
}

int count_exponent(const NumeralForm& goal, std::string_view unit) {
  const std::string_view bare = without_noun(unit);
  if (bare.empty()) return 0;
  if (const auto exponent = scale_exponent(bare)) return *exponent;
  if (is_memory_unit(bare)) {
    refuse(goal, "is an amount of memory: a count takes K, M, B, T or P",
           "write 80B for 80 billion");
  }
  if (is_model_name(bare)) {
    refuse(goal, "is the form of a model's name, not a number",
           "give one number, such as 47B, or a name that `ec2plan models` lists");
  }
  refuse_tail(goal, unit);
}

std::string without_commas(std::string digits) {
  std::erase(digits, ',');
  return digits;
}

std::string between(std::int64_t minimum, std::int64_t maximum) {
  return "a whole number from " + integer_text(minimum) + " to " + integer_text(maximum);
}

std::int64_t integer_value(const NumeralForm& goal, const Numeral& numeral) {
  if (!numeral.unit.empty()) refuse_tail(goal, numeral.unit);
  const std::string_view mantissa = numeral.mantissa;
  const std::size_t point = mantissa.find('.');
  const bool fraction = mantissa.find_first_not_of("0", point + 1) != std::string_view::npos;
  if (fraction || numeral.exponent != 0) refuse(goal, "is not written as a whole number");
  std::int64_t value = 0;
  const auto read = std::from_chars(mantissa.data(), mantissa.data() + point, value);
  if (read.ec == std::errc::result_out_of_range) refuse(goal, "overflows");
  return value;
}

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

constexpr int most_of_dollars = 9;  // $1.5T is a slip more often than a budget

int dollar_exponent(const NumeralForm& goal, std::string_view unit) {
  std::string_view scale = unit;
  for (const std::string_view noun : {"USD", "dollars", "dollar"})
    if (ends_with_word(scale, noun)) scale = trimmed(scale.substr(0, scale.size() - noun.size()));
  if (scale.empty()) return 0;
  const bool of_counts = same_word(scale, "g") || same_word(scale, "p");
  const auto exponent = scale_exponent(scale);
  if (exponent && *exponent <= most_of_dollars && !of_counts) return *exponent;
  refuse_tail(goal, unit);
}

/// What k and M are of a length: 1,024 and its square.
std::optional<std::int64_t> length_factor(std::string_view unit) {
  if (same_word(unit, "k")) return 1024;
  if (same_word(unit, "m")) return 1024 * 1024;
  return std::nullopt;
}

/// 100k of a length: people mean 100,000 as often as 102,400.
[[noreturn]] void refuse_ambiguous_length(const NumeralForm& goal, double count,
                                          std::string_view unit) {
  const bool kilo = same_letter(unit[0], 'k');
  const auto whole = [](double value) { return integer_text(std::llround(value)); };
  const std::string round = whole(count * (kilo ? 1e3 : 1e6));
  const std::string binary = whole(count * (kilo ? 1024.0 : 1024.0 * 1024.0));
  refuse(goal, "may be " + round + " or " + binary,
         "write the one that is meant, such as " + without_commas(binary));
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

double parsed_count(std::string_view text) {
  const NumeralForm goal{text, "a count such as 175B, 1.5T or 300,000 (K, M, B, T, P)",
                         "write 175B for 175 billion"};
  if (trimmed(text).starts_with('$')) refuse(goal, "is an amount of money");
  const Numeral numeral = leading_numeral(goal, text);
  const int exponent = count_exponent(goal, numeral.unit);
  const double value = positive_value(goal, numeral, exponent);
  if (value != std::floor(value)) refuse(goal, "is not a whole number");
  return plausible(goal, value, 1e18, "10^18");
}

std::int64_t parsed_integer(std::string_view text, std::int64_t minimum, std::int64_t maximum) {
  const std::string expected = between(minimum, maximum);
  const NumeralForm goal{text, expected, "write digits alone, such as 8 or 1024"};
  std::string_view digits = trimmed(text);
  const bool minus = minimum < 0 && digits.size() > 1 && digits[0] == '-' && is_digit(digits[1]);
  if (minus) digits.remove_prefix(1);
  const std::int64_t magnitude = integer_value(goal, leading_numeral(goal, digits));
  const std::int64_t value = minus ? -magnitude : magnitude;
  if (value >= minimum && value <= maximum) return value;
  if (value == 0) refuse(goal, "is zero");
  const bool low = value < minimum;
  refuse(goal, (low ? "is below " : "is above ") + integer_text(low ? minimum : maximum));
}

std::int64_t parsed_length(std::string_view text, std::int64_t minimum, std::int64_t maximum) {
  const std::string expected =
      between(minimum, maximum) + ", or 4k, 128k, 1M: of a length k is 1,024";
  const NumeralForm goal{text, expected, "write digits alone, such as 4096, or 4k"};
  const Numeral numeral = leading_numeral(goal, text);
  const std::string_view unit = without_noun(numeral.unit);
  const auto factor = length_factor(unit);
  if (!factor && !unit.empty()) refuse_tail(goal, numeral.unit);
  if (!factor)
    return parsed_integer(text.substr(0, text.size() - numeral.unit.size()), minimum, maximum);
  const double count = positive_value(goal, numeral);
  if (count > static_cast<double>(maximum) / static_cast<double>(*factor))
    refuse(goal, "is above " + integer_text(maximum));
  const auto whole = static_cast<std::int64_t>(count);
  const bool power_of_two = count == static_cast<double>(whole) && (whole & (whole - 1)) == 0;
  if (!power_of_two) refuse_ambiguous_length(goal, count, unit);
  if (whole * *factor < minimum) refuse(goal, "is below " + integer_text(minimum));
  return whole * *factor;
}

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
  if (percent || value > 100) refuse(goal, percent ? "is above 100%" : "is above 1");
  const std::string per_cent(trimmed(text));
  refuse(goal, "is above 1", "write " + per_cent + "% if per cent is meant");
}

}  // namespace ec2plan
