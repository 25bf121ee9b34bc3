#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "ec2plan/hardware/site.hpp"
#include "ec2plan/pricing/capacity_block.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

enum class Purchase { on_demand, spot, reserved_1yr, reserved_3yr, savings_plan, capacity_block };

inline constexpr std::array every_purchase{Purchase::on_demand,    Purchase::spot,
                                           Purchase::reserved_1yr, Purchase::reserved_3yr,
                                           Purchase::savings_plan, Purchase::capacity_block};

std::string_view purchase_name(Purchase purchase);  // "on-demand", "reserved-1yr"

/// What one instance costs: as listed, or less a discount.
struct Price {
  Purchase purchase = Purchase::on_demand;
  std::string region{};
  HourlyPrice per_instance{};
  std::string as_of{};                     // "2026-07-20": when the price was last seen
  std::string lapsed{};                    // last day of the list it stands in, where that is over:
                                           // since then it is only the last that was seen
  std::string source{};                    // key into the catalog's sources
  std::optional<HourlyPrice> list{};       // before the discount; empty: none was taken
  std::optional<HourlyPrice> least{};      // spot: what it may fall to while the run lasts
  std::optional<HourlyPrice> most{};       // spot: what it may rise to
  std::optional<HourlyPrice> on_demand{};  // of the same place: what runs beyond a term costs
  std::optional<Time> term{};              // of the commitment; empty: as its kind says
  Time minimum{};                          // that each instance is billed, on demand and spot
  int doubtful_from = 0;                   // spot: instances from which none can be counted on;
                                           // 0: not known
  CapacityBlocks blocks{};                 // as they are sold where the price holds
  Site site{};                             // the buildings and the grid of the region
};

/// The year of a commitment: 8,760 hours.
inline constexpr Time contract_year = 365 * day;

/// What an instance may cost in an hour, UltraServers included: beyond is a slip of the pen.
inline constexpr HourlyPrice least_hourly_price = 0.01 * dollar / hour;
inline constexpr HourlyPrice most_hourly_price = 2000 * dollar / hour;

/// Whether only the time of the run is paid.
bool billed_by_time(Price const& price);

/// How long the price is paid whether instances run or not: a year, or three. 0: not at all.
Time term(Price const& price);

}  // namespace ec2plan
