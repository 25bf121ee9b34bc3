#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/micro_batch.hpp"
#include "ec2plan/estimate/setup.hpp"

namespace ec2plan {

/// Devices that take part in one collective, and how many of them share an instance.
struct Group {
  int ranks = 1;
  int per_instance = 1;

  bool inside() const { return ranks <= per_instance; }
};

/// Rate at which a ring over the group moves data, one way.
Bandwidth bus_bandwidth(Setup const& setup, Group group);

/// All-gather or reduce-scatter of a tensor whose whole size is `size`.
Time all_gather(Setup const& setup, Group group, Bytes size);
Time all_reduce(Setup const& setup, Group group, Bytes size);

Group tensor_group(Setup const& setup, Layout const& layout);
Group data_group(Setup const& setup, Layout const& layout);

/// Exposed time of one layer and micro-batch.
Time tensor_comm(Setup const& setup, Layout const& layout);
Time expert_comm(Setup const& setup, Layout const& layout);
Time context_comm(Setup const& setup, Layout const& layout, Time attention_forward,
                  Time attention_backward);

/// What one device sends to the next pipeline stage per micro-batch, one direction.
Bytes stage_boundary(Setup const& setup, Layout const& layout);

/// Exposed time of one micro-batch's transfers between stages, both directions.
Time pipeline_comm(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// Exposed time of one step: gradients, and weights where they are sharded.
Time data_comm(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

}  // namespace ec2plan
