#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

enum class Purchase { on_demand, spot, reserved_1yr, reserved_3yr, capacity_block };

std::string_view purchase_name(Purchase purchase);  // "on-demand", "reserved-1yr"

/// What one instance costs: as listed, or less a discount.
struct Price {
  Purchase purchase = Purchase::on_demand;
  std::string region{};
  HourlyPrice per_instance{};
  std::string as_of{};                // "2026-07-20": when the price was last seen
  std::string source{};               // key into the catalog's sources
  std::optional<HourlyPrice> list{};  // before the discount; empty: none was taken
};

/// What the run is billed: every instance for the whole time, at the price.
/// Assumes: linear billing; the term of a reservation beyond the run is not charged to it.
Money bill(Price const& price, int instances, Time duration);

}  // namespace ec2plan
