#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "ec2plan/model/flops.hpp"

namespace ec2plan {

/// How a job is spread: parallel degrees in devices, as frameworks count them.
struct Layout {
  int tensor = 1;
  int pipeline = 1;
  int data = 1;
  int context = 1;
  int expert = 1;
  int virtual_stages = 1;  // interleaved model chunks on each pipeline stage
  int micro_batch = 1;     // sequences
  Recompute recompute = Recompute::none;
  double recompute_share = 1;  // of the layers, where it is full
  int expert_tensor = 1;       // devices that split each expert, where they are spread
  int zero = 1;  // 0: replicated; 1: optimizer; 2: and gradients; 3: and weights sharded
  bool sequence_parallel = false;
  int data_replicas = 1;  // groups of the data ranks that each shard a whole copy (hybrid sharding)
  int global_batch = 0;   // sequences of a step; 0: what the job says

  friend bool operator==(Layout const&, Layout const&) = default;
};

/// Devices that two degrees span together; of degrees that no cluster has, the largest number.
constexpr int spanned(int one, int other) {
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  return static_cast<int>(std::min(std::int64_t{one} * other, most));
}

/// All devices. Above the largest int it may be less than the product, but no less than that int.
constexpr std::int64_t devices(Layout const& l) {
  return std::int64_t{spanned(l.tensor, l.pipeline)} * spanned(l.data, l.context);
}

/// Devices over which ZeRO splits a parameter's state: those of the other replicas hold copies.
constexpr int shards(Layout const& l) { return spanned(l.data, l.context) / l.data_replicas; }

/// Whether any parameter is held by more than one device of a stage, so that ZeRO can shard it:
/// with several replicas, or where experts are spread over fewer devices than share a layer.
constexpr bool replicated(Layout const& l) {
  return spanned(l.data, l.context) > 1 || (l.expert > 1 && l.tensor > l.expert);
}

}  // namespace ec2plan
