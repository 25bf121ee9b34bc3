#include "ec2plan/pricing/capacity_block.hpp"

#include <algorithm>
#include <cmath>

namespace ec2plan {
namespace {

/// Of the block that holds so much.
Time block_time(CapacityBlocks const& sold, Time needed) {
  if (needed <= sold.daily) return std::max(1.0, std::ceil(needed / day)) * day;
  return std::ceil(needed / sold.step) * sold.step;
}

}  // namespace

/// Whole blocks of the longest kind, then the one that holds the rest; each ends early by the
/// shutdown.
Time capacity_block_duration(CapacityBlocks const& sold, Time run) {
  Time const usable = sold.longest - sold.shutdown;
  double const whole = std::max(0.0, std::ceil(run / usable) - 1);
  Time const rest = run - whole * usable + sold.shutdown;
  return whole * sold.longest + block_time(sold, rest);
}

std::vector<Time> blocks_in_turn(CapacityBlocks const& sold, Time bought) {
  std::vector<Time> blocks;
  for (; bought > sold.longest; bought = bought - sold.longest)
    blocks.push_back(sold.longest);
  blocks.push_back(bought);
  return blocks;
}

int capacity_blocks(CapacityBlocks const& sold, int instances) {
  return instances / sold.instances + (instances % sold.instances > 0 ? 1 : 0);
}

bool capacity_blocks_hold(CapacityBlocks const& sold, int instances, Time run) {
  return instances <= sold.most_instances && run + sold.shutdown <= sold.longest;
}

}  // namespace ec2plan
