#pragma once

#include "ec2plan/units/quantity.hpp"

/// EC2 Capacity Blocks for ML: instances for a fixed time, paid up front.
/// Source: EC2 API reference, DescribeCapacityBlockOfferings (via botocore's service model);
/// EC2 User Guide, "How Capacity Blocks work": instances end half an hour before their block does.
namespace ec2plan {

inline constexpr int capacity_block_instances = 64;        // of one block
inline constexpr int most_capacity_block_instances = 256;  // of all blocks that an account holds
inline constexpr Time longest_capacity_block = 182 * day;
inline constexpr Time capacity_block_shutdown = 30 * minute;

/// What is bought for a run that takes at most so long: 1 to 14 days in steps of one, then weeks,
/// to 182 days. A longer run takes several blocks after each other, which nobody promises.
Time capacity_block_duration(Time run);

/// Blocks side by side; all end at the same hour.
int capacity_blocks(int instances);

/// Whether blocks that can be bought together hold the run.
bool capacity_blocks_hold(int instances, Time run);

}  // namespace ec2plan
