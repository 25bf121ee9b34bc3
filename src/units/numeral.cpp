#include "units/numeral.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ec2plan/units/error.hpp"
#include "ec2plan/units/letters.hpp"

namespace ec2plan {
namespace {

constexpr int exponent_limit = 1'000'000;

std::string_view taken_while(std::string_view& text, bool (*accepts)(char)) {
  std::size_t size = 0;
  while (size < text.size() && accepts(text[size]))
    ++size;
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

void refuse_special(const NumeralForm& goal, std::string_view text) {
  const bool minus = text.starts_with('-');
  const bool sign = minus || text.starts_with('+');
  const std::string_view word = text.substr(sign ? 1 : 0);
  if (same_word(word, "nan")) refuse(goal, "is not a number (NaN)");
  if (same_word(word, "inf") || same_word(word, "infinity")) refuse(goal, "is infinite");
  const bool number = !word.empty() && (is_digit(word[0]) || word[0] == '.' || word[0] == '$');
  if (minus && number) refuse(goal, "is negative", "leave out the minus sign");
  if (sign && number) refuse(goal, "begins with a plus sign", "leave out the plus sign");
}

bool are_underscores_between_digits(std::string_view digits) {
  const bool at_end = digits.starts_with('_') || digits.ends_with('_');
  return !at_end && digits.find("__") == std::string_view::npos;
}

bool are_commas_between_thousands(std::string_view digits) {
  std::size_t comma = digits.find(',');
  if (comma == std::string_view::npos) return true;
  if (comma == 0 || comma > 3) return false;
  while (comma != std::string_view::npos) {
    digits.remove_prefix(comma + 1);
    comma = digits.find(',');
    if ((comma == std::string_view::npos ? digits.size() : comma) != 3) return false;
  }
  return true;
}

std::string whole_digits(const NumeralForm& goal, std::string_view grouped) {
  if (!are_underscores_between_digits(grouped)) {
    refuse(goal, "has an underscore that is not between two digits", "write 1_000_000");
  }
  const bool mixed =
      grouped.find(',') != std::string_view::npos && grouped.find('_') != std::string_view::npos;
  if (mixed || !are_commas_between_thousands(grouped)) {
    refuse(goal, "has a comma that does not separate thousands",
           "write 1,500 for thousands and 1.5 for a decimal; give one value, not a list");
  }
  std::string digits;
  for (const char letter : grouped) {
    if (is_digit(letter)) digits += letter;
  }
  return digits;
}

/// The exponent that `text` begins with, taken off it; an `e` without digits is left to be a unit.
int taken_exponent(std::string_view& text) {
  if (text.empty() || !same_letter(text[0], 'e')) return 0;
  std::string_view rest = text.substr(1);
  const bool minus = rest.starts_with('-');
  if (minus || rest.starts_with('+')) rest.remove_prefix(1);
  const std::string_view digits = taken_while(rest, is_digit);
  if (digits.empty()) return 0;
  text = rest;
  int exponent = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (read.ec != std::errc() || exponent > exponent_limit) exponent = exponent_limit;
  return minus ? -exponent : exponent;
}

/// Whether the mantissa's leading digit, times the power of ten, lies above one.
bool is_large(std::string_view mantissa, int exponent) {
  const auto point = static_cast<long long>(std::min(mantissa.find('.'), mantissa.size()));
  const auto leading = static_cast<long long>(mantissa.find_first_not_of("0."));
  return point - leading + exponent > 0;
}

}  // namespace

std::string with_separators(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::size_t place = std::min(digits.find('.'), digits.size());
  while (place > first + 3) {
    place -= 3;
    digits.insert(place, 1, ',');
  }
  return digits;
}

std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

Scaled scaled(double value, int significant) {
  const std::string text = plain_digits(value, std::chars_format::scientific, significant - 1);
  const std::size_t mark = text.find('e');
  const std::size_t sign = text[mark + 1] == '+' ? 2 : 1;
  int exponent = 0;
  std::from_chars(text.data() + mark + sign, text.data() + text.size(), exponent);
  const int thousands = (exponent >= 0 ? exponent : exponent - 2) / 3;
  const int places = exponent - 3 * thousands + 1;
  const auto whole = static_cast<std::size_t>(places);
  std::string digits = text.substr(0, 1) + text.substr(2, mark - 2);
  if (whole < digits.size()) digits.insert(whole, 1, '.');
  return {.digits = digits, .thousands = thousands};
}

std::string with_letter(const Scaled& number, std::string_view letters, std::string otherwise) {
  if (number.thousands < 0 || number.thousands > static_cast<int>(letters.size())) return otherwise;
  if (number.thousands == 0) return number.digits;
  return number.digits + letters[static_cast<std::size_t>(number.thousands) - 1];
}

void refuse(const NumeralForm& goal, std::string_view problem, std::string_view fix) {
  throw InputError({.value = std::string(goal.text),
                    .problem = std::string(problem),
                    .expected = std::string(goal.expected),
                    .fix = std::string(fix.empty() ? goal.fix : fix)});
}

void refuse_tail(const NumeralForm& goal, std::string_view tail) {
  refuse(goal, "has '" + shown_text(tail) + "' after the number, which is not a unit here");
}

Numeral leading_numeral(const NumeralForm& goal, std::string_view text) {
  text = trimmed(text);
  if (text.empty()) {
    refuse(goal, trimmed(goal.text).empty() ? "the value is empty" : "has no number");
  }
  refuse_special(goal, text);
  const std::string_view start = text;
  const std::string_view whole = taken_while(
      text, [](char letter) { return is_digit(letter) || letter == '_' || letter == ','; });
  std::string_view fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = taken_while(text, is_digit);
  }
  if ((whole.empty() || !is_digit(start[0])) && fraction.empty()) {
    refuse(goal, "does not begin with a number");
  }
  std::string mantissa = whole_digits(goal, whole) + '.' + std::string(fraction);
  const int exponent = taken_exponent(text);
  return {.mantissa = std::move(mantissa), .exponent = exponent, .unit = trimmed(text)};
}

double positive_value(const NumeralForm& goal, const Numeral& numeral, int shift) {
  if (numeral.mantissa.find_first_not_of("0.") == std::string::npos) refuse(goal, "is zero");
  const int exponent = numeral.exponent + shift;
  const std::string decimal = numeral.mantissa + 'e' + std::to_string(exponent);
  double value = 0;
  const auto read = std::from_chars(decimal.data(), decimal.data() + decimal.size(), value);
  if (read.ec == std::errc() && value > 0 && std::isfinite(value)) return value;
  const bool large = is_large(numeral.mantissa, exponent);
  refuse(goal, large ? "overflows: it is beyond 1.8e308" : "is too small to tell from zero");
}

double plausible(const NumeralForm& goal, double value, double largest,
                 std::string_view largest_text) {
  if (value <= largest) return value;
  refuse(goal, "is absurdly large: the limit is " + std::string(largest_text));
}

}  // namespace ec2plan
