#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "catalog/json_value.hpp"
#include "ec2plan/document/saved_result.hpp"

/// Whether figures of one document agree.
namespace ec2plan::documents::contradictions {

using catalog::JsonValue;
using P = SavedPlan const&;

/// Documents round to twelve digits; sums and products of them lose a few.
inline constexpr double grain = 1e-6;

inline bool is_same(double a, double b) {
  return std::abs(a - b) <= grain * std::max(std::abs(a), std::abs(b));
}
inline bool is_most(double value, double most) { return value <= most + grain * std::abs(most); }
inline bool divides(std::int64_t part, std::int64_t whole) { return part > 0 && whole % part == 0; }

/// Refuses the field of the plan, or the plan where an older version lacks it.
[[noreturn]] void refuse(JsonValue const& from, std::string_view path, std::string_view beside,
                         std::string_view expected);

}  // namespace ec2plan::documents::contradictions
