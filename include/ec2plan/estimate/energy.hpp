#pragma once

#include <optional>

#include "ec2plan/estimate/range.hpp"
#include "ec2plan/hardware/instance_type.hpp"
#include "ec2plan/hardware/site.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

struct Run;

/// What the accelerators and the rest of an instance draw, as means over a training.
/// Values and sources: data/energy.json; docs/model.md, "Energy". Ends of ranges that are not known
/// are the likely value.
struct PowerConstants {
  std::optional<double> share{}, share_low{}, share_high{};  // of an accelerator's rating
  std::optional<Power> mean{}, mean_low{}, mean_high{};      // in place of rating x share
  std::optional<Power> idle{};                               // of an accelerator that waits
  std::optional<Power> host{}, host_low{}, host_high{};      // of an instance without accelerators
  double host_share = 0, host_share_low = 0, host_share_high = 0;  // of the ratings, without `host`
  double fabric = 0, fabric_low = 0, fabric_high = 0;  // outside the servers, over their draw
};

/// What one instance draws in training.
struct Draw {
  Range<Power> accelerators{};
  Range<Power> servers{};       // those and the host
  std::optional<Power> idle{};  // of the accelerators while they wait; empty: not known
};

/// Empty where nothing is known of what the accelerator draws.
std::optional<Draw> draw(InstanceType const& type, PowerConstants const& power);

/// What a run takes, at three borders each inside the next, and what the grid emits for it.
struct EnergyUse {
  Range<Power> instance{};                    // mean of one server in training
  Range<Energy> accelerators{}, servers{};    // of all instances
  Range<Energy> facility{};                   // those, the fabric between them, cooling
  std::optional<Range<Emission>> emission{};  // location-based; empty: no figure of the grid
};

/// While the job starts the accelerators wait; what is lost to failures is counted as training. An
/// end of a range is the likely value times what the ends of its factors come to, as logarithms in
/// quadrature. Empty as of `draw`.
std::optional<EnergyUse> energy_use(InstanceType const& type, PowerConstants const& power,
                                    Site const& site, int instances, Run const& run);

}  // namespace ec2plan
