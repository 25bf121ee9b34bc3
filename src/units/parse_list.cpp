#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "ec2plan/units/letters.hpp"
#include "ec2plan/units/parse.hpp"
#include "units/numeral.hpp"

namespace ec2plan {
namespace {

constexpr double whole_limit = 9'007'199'254'740'992;  // 2^53: beyond it a double skips numbers

NumeralForm asked(std::string_view text) {
  return {text, "a list such as 8,16,32 or a range: 8..512, 8..512:8 (step), 8..512:x2 (doubling)",
          "separate the elements with commas, without thousands commas"};
}

ListElement element_of(std::string_view text) {
  ListElement element{.whole = text};
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return element;
  element.is_range = true;
  element.first = trimmed(text.substr(0, dots));
  const std::string_view rest = text.substr(dots + 2);
  const std::size_t colon = rest.find(':');
  element.last = trimmed(rest.substr(0, colon));
  if (colon == std::string_view::npos) return element;
  element.step = trimmed(rest.substr(colon + 1));
  if (element.step.empty() || !same_letter(element.step[0], 'x')) return element;
  element.factor = trimmed(element.step.substr(1));
  element.step = {};
  return element;
}

void refuse_too_many(std::string_view text) {
  refuse(asked(text), "has more than 1,000,000 elements", "give a larger step or fewer values");
}

bool is_whole(double value) { return std::abs(value) < whole_limit && value == std::floor(value); }

/// Without what binary fractions leave in the last digits: 0.1 + 2 x 0.1 is 0.3.
double decimal(double value) {
  const auto text = plain_digits(value, std::chars_format::scientific, 14);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<double> stepped(const ListElement& element, RangeBounds bounds, std::size_t room) {
  constexpr double tolerance =
      1e-9;  // of a step: the last value is the end, though digits are lost
  const double count = std::floor((bounds.last - bounds.first) / bounds.step + tolerance) + 1;
  if (count > static_cast<double>(room)) refuse_too_many(element.whole);
  const bool whole = is_whole(bounds.first) && is_whole(bounds.step);
  std::vector<double> values(static_cast<std::size_t>(count));
  for (std::size_t index = 0; index < values.size(); ++index) {
    const double value = bounds.first + static_cast<double>(index) * bounds.step;
    values[index] = whole ? value : std::min(decimal(value), bounds.last);
  }
  return values;
}

std::vector<double> multiplied(const ListElement& element, RangeBounds bounds, std::size_t room) {
  if (bounds.first <= 0) refuse(asked(element.whole), "cannot multiply up from zero");
  std::vector<double> values;
  for (double value = bounds.first; value <= bounds.last; value *= bounds.factor) {
    if (values.size() == room) refuse_too_many(element.whole);
    values.push_back(value);
  }
  return values;
}

/// 1,250,500: a number of up to three digits, and three more behind each comma. What stands before
/// it ($) or behind it (B) has no say.
bool is_grouped(std::string_view text) {
  const auto digits = [&] {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto count = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(count);
    return count;
  };
  text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
  const std::size_t first = digits();
  if (first < 1 || first > 3 || !text.starts_with(',')) return false;
  while (text.starts_with(',')) {
    text.remove_prefix(1);
    if (digits() != 3) return false;
  }
  return text.find(',') == std::string_view::npos && !text.starts_with("..");
}

std::string without_commas(std::string_view text) {
  std::string joined(text);
  std::erase(joined, ',');
  return joined;
}

std::string spaced(std::string_view text) {
  std::string list;
  for (const ListElement& element : list_elements(text))
    list += (list.empty() ? "" : ", ") + std::string(element.whole);
  return list;
}

NumeralForm asked_range(std::string_view text) {
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

std::vector<ListElement> list_elements(std::string_view text) {
  if (trimmed(text).empty()) refuse(asked(text), "the value is empty");
  std::vector<ListElement> elements;
  for (std::string_view rest = text;;) {
    const std::size_t comma = rest.find(',');
    const std::string_view element = trimmed(rest.substr(0, comma));
    if (element.empty()) refuse(asked(text), "has an empty element");
    check_list_room(text, elements.size());
    elements.push_back(element_of(element));
    if (comma == std::string_view::npos) return elements;
    rest.remove_prefix(comma + 1);
  }
}

void check_list_room(std::string_view text, std::size_t size) {
  if (size >= list_limit) refuse_too_many(text);
}

void check_range(const ListElement& element) {
  if (element.first.empty() || element.last.empty()) {
    refuse(asked(element.whole), "is a range without both its ends", "write 8..512");
  }
  const bool stride = element.whole.find(':') != std::string_view::npos;
  if (stride && element.step.empty() && element.factor.empty()) {
    refuse(asked(element.whole), "has no step behind its colon", "write 8..512:8 or 8..512:x2");
  }
}

double range_factor(const ListElement& element) {
  const NumeralForm goal{element.whole, "a whole factor of at least 2, such as 8..512:x2",
                         "write :x2 to double, :x10 for powers of ten"};
  const Numeral numeral = leading_numeral(goal, element.factor);
  if (!numeral.unit.empty()) refuse_tail(goal, numeral.unit);
  const double factor = positive_value(goal, numeral);
  if (factor < 2 || !is_whole(factor)) refuse(goal, "has a factor that is not 2 or more");
  return factor;
}

std::vector<double> range_values(const ListElement& element, RangeBounds bounds, std::size_t room) {
  const NumeralForm goal = asked(element.whole);
  const bool counted = std::max(std::abs(bounds.last), bounds.step) < whole_limit;
  if (!counted) refuse(goal, "goes beyond 2^53", "list the values instead");
  if (bounds.last < bounds.first) refuse(goal, "runs backwards", "write the smaller end first");
  if (bounds.step <= 0) refuse(goal, "has a step of zero");
  if (bounds.factor > 1) return multiplied(element, bounds, room);
  const bool whole = is_whole(bounds.first) && is_whole(bounds.last);
  if (!whole && element.step.empty())
    refuse(goal, "is not a range of whole numbers, and says no step",
           "write the step behind a colon: 0.1..0.5:0.1");
  return stepped(element, bounds, room);
}

void check_commas(std::string_view text, double least) {
  const auto elements = list_elements(text);
  if (elements.size() < 2) return;
  const std::string one = "write " + without_commas(text) + " for one number";
  for (const ListElement& element : elements) {
    const auto& whole = element.whole;
    const bool begins_with_zero = whole.size() > 1 && whole[0] == '0';
    if (begins_with_zero && std::ranges::all_of(whole, [](char c) { return is_digit(c); }))
      refuse(asked(text), "has '" + std::string(whole) + "' behind a comma, as thousands have",
             one);
  }
  if (least <= 0 || !is_grouped(text)) return;
  double last = least;
  for (const ListElement& element : elements) {
    const auto digits = std::min(element.whole.find_first_of("0123456789"), element.whole.size());
    const auto* const end = element.whole.data() + element.whole.size();
    double value = 0;
    std::from_chars(element.whole.data() + digits, end, value);
    if (value < last)
      refuse(asked(text), "may be one number with thousands commas, or a list",
             one + ", '" + spaced(text) + "' for a list");
    last = value;
  }
}

bool holds(Interval const& interval, double number, double slack) {
  return number >= interval.least * (1 - slack) && number <= interval.most * (1 + slack);
}

IntervalText interval_text(std::string_view text) {
  auto const whole = trimmed(text);
  if (whole.empty()) refuse(asked_range(text), "the value is empty");
  auto const dots = whole.find("..");
  if (dots == std::string_view::npos) return {.first = whole};
  IntervalText const ends{.first = trimmed(whole.substr(0, dots)),
                          .last = trimmed(whole.substr(dots + 2)),
                          .is_range = true};
  if (ends.first.empty() && ends.last.empty())
    refuse(asked_range(text), "is a range without any end");
  return ends;
}

double half_of_last_digit(std::string_view text, double value) {
  auto const goal = asked_range(text);
  auto const start = text.find_first_of("0123456789.");
  Numeral numeral = leading_numeral(goal, start < text.size() ? text.substr(start) : text);
  auto const decimals = numeral.mantissa.size() - 1 - numeral.mantissa.find('.');
  numeral.exponent = 0;
  return value / positive_value(goal, numeral) / 2 * std::pow(10.0, -static_cast<double>(decimals));
}

Interval in_order(std::string_view text, Interval interval) {
  if (interval.most < interval.least)
    refuse(asked_range(text), "runs backwards", "write the smaller end first");
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
