#pragma once

#include "ec2plan/estimate/run.hpp"
#include "ec2plan/pricing/bill.hpp"

namespace ec2plan {

/// Where the likely cost goes; the parts sum to the likely cost.
struct CostBreakdown {
  Money startup{};  // before the first step
  Money training{};
  Money evaluation{};
  Money failures{};   // lost work, restarts, reclaims and checkpoints
  Money idle_tail{};  // bought beyond the end of the run: rest of a block or of a term
};

/// A block is bought for the slow run. A spot price that may move widens both ends.
Range<Money> cost(Price const& price, int instances, Run const& run);
CostBreakdown cost_breakdown(Price const& price, int instances, Run const& run);

/// Of the likely duration.
Bill likely_bill(Price const& price, int instances, Run const& run);

}  // namespace ec2plan
