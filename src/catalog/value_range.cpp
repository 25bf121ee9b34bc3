#include <algorithm>
#include <cmath>

#include "catalog/constant_rows.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

constexpr ValueRange flag{.most = 1, .whole = true};
constexpr ValueRange instances{.least = 1, .most = 1e6, .whole = true};

struct UnitRange {
  std::string_view unit;
  ValueRange range;
};

constexpr UnitRange by_unit[] = {
    {"1/day", {.most = 1000}},
    {"GB", {.most = 10'000}},
    {"GB/s", {.most = 1e6, .above_least = true}},
    {"GiB", {.most = 10'000}},
    {"W", {.most = 1e6, .above_least = true}},
    {"byte", {.most = 10'000}},
    {"day", {.least = 1, .most = 3650, .whole = true}},
    {"flag", flag},
    {"fraction", {.most = 1}},
    {"instance", instances},
    {"ratio", {.most = 100, .above_least = true}},
    {"s", {.most = 86'400}},
};

}  // namespace

ValueRange value_range(std::string_view key, std::string_view unit) {
  auto const* constant = constant_of(key.substr(key.rfind('.') + 1));
  if (constant != nullptr && constant->range.most > 0) return constant->range;
  auto const found = std::ranges::find(by_unit, unit, &UnitRange::unit);
  return found == std::end(by_unit) ? ValueRange{.most = 1e12} : found->range;
}

bool in_range(ValueRange const& range, double value) {
  return std::isfinite(value) && value >= range.least && value <= range.most &&
         !(range.above_least && value == range.least) &&
         !(range.whole && value != std::floor(value));
}

std::string range_text(ValueRange const& range) {
  std::string const kind = range.whole ? "a whole number" : "a number";
  return range.above_least
             ? kind + " above " + number_text(range.least) + ", at most " + number_text(range.most)
             : kind + " from " + number_text(range.least) + " to " + number_text(range.most);
}

std::vector<double> other_values(AssumptionEntry const& entry) {
  auto const range = value_range(entry.key, entry.unit);
  double const step = range.above_least ? (range.most - range.least) / 1000 : 0;
  std::vector<double> values{range.least + step, range.most};
  std::erase(values, entry.value);
  return values;
}

}  // namespace ec2plan::catalog
