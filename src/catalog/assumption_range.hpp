#pragma once

#include <string>
#include <string_view>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::catalog {

/// The values that an assumption may take.
struct ValueRange {
  double least = 0;
  double most = 0;
  bool above_least = false;  // `least` itself is refused
  bool whole = false;        // whole numbers alone
};

/// From the key's last part, and from its unit where the key says nothing.
ValueRange value_range(std::string_view key, std::string_view unit);

bool in_range(ValueRange const& range, double value);

/// "a number above 0, at most 1"
std::string range_text(ValueRange const& range);

/// The entry of the key. A known accelerator or instance type may take any constant that another
/// one has: for it, the other's entry. nullptr: no such key.
AssumptionEntry const* known_assumption(Catalog const& catalog, std::string_view key);

/// "did you mean a100-80gb.gemm_efficiency?", or where the keys are listed.
std::string key_advice(Catalog const& catalog, std::string_view key);

}  // namespace ec2plan::catalog
