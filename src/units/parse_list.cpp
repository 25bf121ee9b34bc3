#include <cmath>

#include "ec2plan/units/parse.hpp"
#include "units/letters.hpp"
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

std::vector<double> stepped(const ListElement& element, RangeBounds bounds, std::size_t room) {
  const double count = std::floor((bounds.last - bounds.first) / bounds.step) + 1;
  if (count > static_cast<double>(room)) refuse_too_many(element.whole);
  std::vector<double> values(static_cast<std::size_t>(count));
  for (std::size_t index = 0; index < values.size(); ++index) {
    values[index] = bounds.first + static_cast<double>(index) * bounds.step;
  }
  return values;
}

std::vector<double> multiplied(const ListElement& element, RangeBounds bounds, std::size_t room) {
  if (bounds.first < 1) refuse(asked(element.whole), "cannot multiply up from less than 1");
  std::vector<double> values;
  for (double value = bounds.first; value <= bounds.last; value *= bounds.factor) {
    if (values.size() == room) refuse_too_many(element.whole);
    values.push_back(value);
  }
  return values;
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
  const NumeralForm question{element.whole, "a whole factor of at least 2, such as 8..512:x2",
                             "write :x2 to double, :x10 for powers of ten"};
  const Numeral numeral = leading_numeral(question, element.factor);
  if (!numeral.unit.empty()) refuse_tail(question, numeral.unit);
  const double factor = positive_value(question, numeral);
  if (factor < 2 || !is_whole(factor)) refuse(question, "has a factor that is not 2 or more");
  return factor;
}

std::vector<double> range_values(const ListElement& element, RangeBounds bounds, std::size_t room) {
  const NumeralForm question = asked(element.whole);
  const bool whole = is_whole(bounds.first) && is_whole(bounds.last) && is_whole(bounds.step);
  if (!whole) refuse(question, "is not a range of whole numbers", "list the values instead");
  if (bounds.last < bounds.first) refuse(question, "runs backwards", "write the smaller end first");
  if (bounds.step < 1) refuse(question, "has a step that is not 1 or more");
  return bounds.factor > 1 ? multiplied(element, bounds, room) : stepped(element, bounds, room);
}

}  // namespace ec2plan
