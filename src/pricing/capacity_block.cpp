#include "ec2plan/pricing/capacity_block.hpp"

#include <algorithm>
#include <cmath>

namespace ec2plan {
namespace {

constexpr double day_steps = 14, week = 7;  // days

/// Days of the block that holds so many, at most 182.
double block_days(double days) {
  if (days <= day_steps) return std::max(1.0, std::ceil(days));
  return week * std::ceil(days / week);
}

}  // namespace

/// Whole blocks of 182 days, then the one that holds the rest; each ends early by the shutdown.
Time capacity_block_duration(Time run) {
  Time const usable = longest_capacity_block - capacity_block_shutdown;
  double const whole = std::max(0.0, std::ceil(run / usable) - 1);
  Time const rest = run - whole * usable + capacity_block_shutdown;
  return whole * longest_capacity_block + block_days(rest / day) * day;
}

int capacity_blocks(int instances) {
  return (instances + capacity_block_instances - 1) / capacity_block_instances;
}

bool capacity_blocks_hold(int instances, Time run) {
  return instances <= most_capacity_block_instances &&
         run + capacity_block_shutdown <= longest_capacity_block;
}

}  // namespace ec2plan
