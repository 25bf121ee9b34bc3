#include <array>

#include "ec2plan/units/format.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

struct TimeScale {
  double below_s = 0;  // for times that are shorter, once they are rounded
  DurationUnit unit{};
  double whole_from = 0;  // of the unit: from here on tenths say nothing
};

constexpr std::array<TimeScale, 6> time_scales{{{0.1, {1e-3 * second, "ms"}, 99.95},
                                                {59.5, {second, "seconds"}, 9.95},
                                                {59.5 * 60, {minute, "minutes"}, 9.95},
                                                {23.95 * 3600, {hour, "hours"}, 99.95},
                                                {730.0 * 86400, {day, "days"}, 99.95},
                                                {HUGE_VAL, {365 * day, "years"}, 9.95}}};

TimeScale const* scale_of(double seconds) {
  TimeScale const* scale = time_scales.data();
  while (seconds >= scale->below_s && scale != &time_scales.back())
    ++scale;
  return scale;
}

/// "1 day", "17.9 days"
std::string with_unit(std::string number, DurationUnit const& unit) {
  std::string_view name = unit.name;
  if (number == "1" && name.size() > 2) name.remove_suffix(1);
  return std::move(number) + " " + std::string(name);
}

std::string duration_of(double seconds) {
  if (seconds == 0) return "0 seconds";
  TimeScale const& scale = *scale_of(seconds);
  double const value = seconds * second / scale.unit.one;
  if (value < 0.995)  // two digits, for a tenth would be too coarse
    return with_unit(plain_digits(value, std::chars_format::general, 2), scale.unit);
  return with_unit(without_trailing_zeros(fixed_text(value, value < scale.whole_from ? 1 : 0)),
                   scale.unit);
}

/// The ends of a range and what lies between, as numbers of one unit.
struct InOneUnit {
  std::string low{}, likely{}, high{};
  DurationUnit unit{};
};

/// The unit of the likely time, or of the low one where it would hardly count in that; minutes and
/// seconds have tenths all or none.
InOneUnit in_one_unit(Time low, Time likely, Time high) {
  constexpr double hardly = 0.3;
  TimeScale const* scale = scale_of(likely / second);
  if (low / scale->unit.one < hardly) scale = scale_of(low / second);
  bool const long_unit = scale->unit.one >= hour && scale->unit.one <= day;
  auto const number = [&](Time time) {
    double const value = time / scale->unit.one;
    bool const tenths = (long_unit ? value : high / scale->unit.one) < scale->whole_from;
    return fixed_text(value, tenths ? 1 : 0);
  };
  return {number(low), number(likely), number(high), scale->unit};
}

}  // namespace

std::string duration_text(double days) { return duration_text(days * day); }

std::string duration_text(Time time) { return with_sign(time / second, duration_of); }

std::string duration_text(Time time, int decimals) {
  return with_sign(time / second, [&](double seconds) {
    DurationUnit const unit = duration_unit(seconds * second);
    return with_unit(fixed_text(seconds * second / unit.one, decimals), unit);
  });
}

DurationUnit duration_unit(Time time) { return scale_of(time / second)->unit; }

std::string duration_range_text(Time low, Time likely, Time high) {
  if (low == high) return duration_text(likely);
  auto const all = in_one_unit(low, likely, high);
  return all.likely + " (" + all.low + "–" + all.high + ") " + std::string(all.unit.name);
}

std::string duration_range_words(Time low, Time likely, Time high) {
  if (low == high) return duration_text(likely);
  auto const all = in_one_unit(low, likely, high);
  return with_unit(all.likely, all.unit) + " (" + all.low + " to " + all.high + ")";
}

}  // namespace ec2plan
