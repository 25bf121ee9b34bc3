#pragma once

#include <string>
#include <string_view>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::catalog {

/// Begins the keys of what a job in fp16 has of its own: "fp16.gradient".
inline constexpr std::string_view fp16_prefix = "fp16.";

/// By exact key; nullptr where there is none. Assumptions are sorted by key.
AssumptionEntry const* find_assumption(Catalog const& catalog, std::string_view key);

/// The entry of the key. A known accelerator or instance type may take any constant that another
/// one has: for it, the other's entry. nullptr: no such key.
AssumptionEntry const* known_assumption(Catalog const& catalog, std::string_view key);

/// The key of KEY=VALUE.
std::string set_key(std::string_view key_and_value);

}  // namespace ec2plan::catalog
