#include "units/digits.hpp"

#include <algorithm>

namespace ec2plan {

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

}  // namespace ec2plan
