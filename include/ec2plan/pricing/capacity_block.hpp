#pragma once

#include <vector>

#include "ec2plan/units/quantity.hpp"

/// EC2 Capacity Blocks for ML: instances for a fixed time, paid up front.
namespace ec2plan {

/// What AWS sells of them. Values and sources: data/assumptions.json, "capacity_block.*".
struct CapacityBlocks {
  int instances = 0;       // of one block
  int most_instances = 0;  // of all blocks that an account holds
  Time daily{};            // a block may have any number of days up to these
  Time step{};             // by which longer ones grow
  Time longest{};
  Time shutdown{};  // before the end of a block, when its instances are taken back
};

/// What is bought for a run that takes at most so long: 1 to 14 days in steps of one, then weeks,
/// to 182 days. A longer run takes several blocks after each other, which nobody promises.
Time capacity_block_duration(CapacityBlocks const& sold, Time run);

/// The blocks one after the other that so much time is bought as, the longest kind first.
std::vector<Time> blocks_in_turn(CapacityBlocks const& sold, Time bought);

/// Blocks side by side; all end at the same hour.
int capacity_blocks(CapacityBlocks const& sold, int instances);

/// Whether blocks that can be bought together hold the run.
bool capacity_blocks_hold(CapacityBlocks const& sold, int instances, Time run);

}  // namespace ec2plan
