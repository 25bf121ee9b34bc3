#include "ec2plan/units/format.hpp"

#include <algorithm>
#include <array>

#include "units/numeral.hpp"

namespace ec2plan {
namespace {

std::string count_of(double count) {
  if (count < 999'999.5) return integer_text(count);
  Scaled number = scaled(count, 4);
  number.digits = without_trailing_zeros(number.digits);
  return with_letter(number, "KMBTP", number_text(count));
}

std::string gib_of(double gib) {
  if (gib == 0) return "0 GiB";
  if (gib < 0.005) return "<0.01 GiB";
  const int decimals = gib < 9.995 ? 2 : gib < 99.95 ? 1 : 0;
  return fixed_text(gib, decimals) + " GiB";
}

std::string padded(int value, std::size_t width) {
  std::string digits = plain_digits(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::string cents(double dollars) {
  if (dollars == 0 || dollars >= 0.0995) return "$" + fixed_text(dollars, 2);
  return "$" + plain_digits(dollars, std::chars_format::general, 3);
}

std::string dollars_of(double dollars) {
  if (dollars < 999.995) return cents(dollars);
  return "$" + with_letter(scaled(dollars, 3), "kMB", integer_text(dollars));
}

std::string exact_of(double dollars) {
  return dollars < 999.995 ? cents(dollars) : "$" + integer_text(dollars);
}

}  // namespace

std::string number_text(double value) {
  const double size = std::abs(value);
  const bool plain = value == 0 || (size >= 1e-4 && size < 1e15);
  return plain ? plain_digits(value + 0.0, std::chars_format::fixed) : plain_digits(value);
}

std::string fixed_text(double value, int decimals) {
  return with_sign(value, [&](double size) {
    return with_separators(
        plain_digits(size, std::chars_format::fixed, std::clamp(decimals, 0, 50)));
  });
}

std::string integer_text(double value) { return fixed_text(value, 0); }

std::string integer_text(std::int64_t value) { return with_separators(plain_digits(value)); }

std::string integer_text(std::uint64_t value) { return with_separators(plain_digits(value)); }

std::string count_text(Tokens tokens) { return count_text(tokens / token); }

std::string count_text(double count) { return with_sign(count, count_of); }

double rounded_down(double count, int digits) {
  const double places = std::floor(std::log10(count)) + 1 - digits;
  const double unit = std::pow(10, std::max(places, 0.0));
  return std::floor(count / unit) * unit;
}

std::string typed_count(double count, int digits) {
  return count_text(rounded_down(count, digits));
}

std::string gib_text(double bytes) { return gib_text(bytes * byte); }

std::string gib_text(Bytes size) { return with_sign(size / gibibyte, gib_of); }

std::string percent_text(double fraction) { return fixed_text(fraction * 100, 1) + "%"; }

std::string signed_percent_text(double fraction) {
  const std::string text = percent_text(fraction);
  const bool plus = fraction > 0 && text.find_first_of("123456789") != std::string::npos;
  return plus ? "+" + text : text;
}

std::string rate_text(double per_second, std::string_view unit) {
  const auto rate_of = [&](double rate) {
    if (rate < 0.9995) return plain_digits(rate, std::chars_format::general, 3) + " ";
    const Scaled number = scaled(rate, 3);
    std::string text = with_letter(number, "kMGTPE", plain_digits(rate));
    const bool letter = text.find_first_of("kMGTPE") != std::string::npos;
    return text.insert(letter ? text.size() - 1 : text.size(), 1, ' ');
  };
  const std::string blank = std::isfinite(per_second) ? "" : " ";
  return with_sign(per_second, rate_of) + blank + std::string(unit) + "/s";
}

std::string date_text(Date date) {
  return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

std::string dollars_text(Money amount) { return dollars_text(amount / dollar); }

std::string dollars_text(double dollars) { return with_sign(dollars, dollars_of); }

std::string signed_dollars_text(Money amount) { return signed_dollars_text(amount / dollar); }

std::string signed_dollars_text(double dollars) {
  return (dollars < 0 ? "-" : "+") + dollars_text(std::abs(dollars));
}

std::string exact_dollars(Money amount) { return exact_dollars(amount / dollar); }

std::string exact_dollars(double dollars) { return with_sign(dollars, exact_of); }

}  // namespace ec2plan
