#pragma once

#include <optional>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// What stands around the servers of a region: its data centres and its grid.
struct Site {
  double pue = 1;         // what the facility takes over what its servers take, a yearly mean
  double pue_spread = 0;  // a share of it, either way
  /// Location-based: of what the grid there emits, whatever was bought elsewhere; empty: no figure
  /// that may be passed on is known.
  std::optional<CarbonIntensity> carbon{};
  double carbon_spread = 0;  // a share of it, either way
};

}  // namespace ec2plan
