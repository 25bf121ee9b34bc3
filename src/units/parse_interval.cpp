#include <algorithm>
#include <array>
#include <cmath>

#include "ec2plan/units/interval.hpp"
#include "units/letters.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

NumeralForm asked(std::string_view text) {
  return {text, "one value, or a range: 8.., ..512 or 8..512", "write 8.. for at least 8"};
}

struct RateUnit {
  std::string_view name;
  int exponent;  // of ten, in Gbit/s
};

constexpr std::array<RateUnit, 9> rate_units{{{"Gbit/s", 0},
                                              {"Gbps", 0},
                                              {"Gb/s", 0},
                                              {"Tbit/s", 3},
                                              {"Tbps", 3},
                                              {"Tb/s", 3},
                                              {"Mbit/s", -3},
                                              {"Mbps", -3},
                                              {"Mb/s", -3}}};

int rate_exponent(NumeralForm const& goal, std::string_view unit) {
  if (unit.empty()) return 0;
  if (unit.find('B') != std::string_view::npos)
    refuse(goal, "is in bytes, and networks are rated in bits", "write 8 times as many Gbit/s");
  auto const known = std::find_if(rate_units.begin(), rate_units.end(),
                                  [&](RateUnit const& each) { return same_word(unit, each.name); });
  if (known == rate_units.end()) refuse_tail(goal, unit);
  return known->exponent;
}

}  // namespace

bool holds(Interval const& interval, double number, double slack) {
  return number >= interval.least * (1 - slack) && number <= interval.most * (1 + slack);
}

IntervalText interval_text(std::string_view text) {
  auto const whole = trimmed(text);
  if (whole.empty()) refuse(asked(text), "the value is empty");
  auto const dots = whole.find("..");
  if (dots == std::string_view::npos) return {.first = whole};
  IntervalText const ends{.first = trimmed(whole.substr(0, dots)),
                          .last = trimmed(whole.substr(dots + 2)),
                          .is_range = true};
  if (ends.first.empty() && ends.last.empty()) refuse(asked(text), "is a range without any end");
  return ends;
}

double half_of_last_digit(std::string_view text, double value) {
  auto const goal = asked(text);
  auto const start = text.find_first_of("0123456789.");
  Numeral numeral = leading_numeral(goal, start < text.size() ? text.substr(start) : text);
  auto const decimals = numeral.mantissa.size() - 1 - numeral.mantissa.find('.');
  numeral.exponent = 0;
  return value / positive_value(goal, numeral) / 2 * std::pow(10.0, -static_cast<double>(decimals));
}

Interval in_order(std::string_view text, Interval interval) {
  if (interval.most < interval.least)
    refuse(asked(text), "runs backwards", "write the smaller end first");
  return interval;
}

double parsed_gigabits_per_second(std::string_view text) {
  NumeralForm const goal{text, "Gbit/s such as 400 or 3200, also 3.2Tbps",
                         "write the number of Gbit/s"};
  Numeral const numeral = leading_numeral(goal, text);
  double const value = positive_value(goal, numeral, rate_exponent(goal, numeral.unit));
  return plausible(goal, value, 1e9, "10^9 Gbit/s");
}

}  // namespace ec2plan
