#include <array>

#include "ec2plan/units/format.hpp"
#include "units/digits.hpp"

namespace ec2plan {
namespace {

constexpr double day_s = 86400;

struct TimeScale {
  double below_s;  ///< the scale is for durations shorter than this
  double unit_s;
  std::string_view name;
};

constexpr std::array<TimeScale, 6> time_scales{{{0.1, 1e-3, " ms"},
                                                {60, 1, " s"},
                                                {3600, 60, " min"},
                                                {day_s, 3600, " hours"},
                                                {730 * day_s, day_s, " days"},
                                                {HUGE_VAL, 365 * day_s, " years"}}};

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

std::string duration_of(double seconds) {
  if (seconds == 0) return "0 s";
  const TimeScale* scale = time_scales.data();
  while (seconds >= scale->below_s && scale != &time_scales.back())
    ++scale;
  const double value = seconds / scale->unit_s;
  if (value < 0.995) {  // two digits, for a tenth would be too coarse
    return plain_digits(value, std::chars_format::general, 2) + std::string(scale->name);
  }
  const double whole_from = scale == &time_scales.back() ? 9.95 : 99.95;
  return fixed_text(value, value < whole_from ? 1 : 0) + std::string(scale->name);
}

}  // namespace

std::string dollars_text(double dollars) { return with_sign(dollars, dollars_of); }

std::string signed_dollars_text(double dollars) {
  return (dollars < 0 ? "-" : "+") + dollars_text(std::abs(dollars));
}

std::string exact_dollars(double dollars) { return with_sign(dollars, exact_of); }

std::string duration_text(double days) { return with_sign(days * day_s, duration_of); }

}  // namespace ec2plan
