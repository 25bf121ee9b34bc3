#pragma once

#include "ec2plan/pricing/price.hpp"

namespace ec2plan {

/// What a run is billed.
struct Bill {
  Money used{};   // for the time of the run
  Money idle{};   // for time that was bought beyond it
  Time bought{};  // of each instance, at its price
  Time beyond{};  // of each instance after its terms, on demand

  Money total() const { return used + idle; }
};

/// Every instance, as its kind of purchase is billed. `planned` is the longest that the run may
/// take: a Capacity Block is bought for it before the run begins.
///   on-demand, spot:  the duration, but the minimum of each instance at least
///   reserved, savings plan: whole terms; after the first, on-demand where that costs less
///   capacity-block:   the block that holds `planned`, whatever the run takes
/// Source: docs/model.md, "Bills". Assumes: billing by the second, Linux, no tax.
Bill bill(Price const& price, int instances, Time duration, Time planned);

}  // namespace ec2plan
