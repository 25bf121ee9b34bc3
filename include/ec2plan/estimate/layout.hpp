#pragma once

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
  int zero = 1;  // 0: replicated; 1: optimizer; 2: and gradients; 3: and weights sharded
  bool sequence_parallel = false;

  friend bool operator==(Layout const&, Layout const&) = default;
};

constexpr int devices(Layout const& l) { return l.tensor * l.pipeline * l.data * l.context; }

}  // namespace ec2plan
