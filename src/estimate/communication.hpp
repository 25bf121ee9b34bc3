#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/micro_batch.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/estimate/setup.hpp"
#include "products.hpp"

namespace ec2plan {

/// Devices that take part in one collective, and how many of them share an instance.
struct Group {
  int ranks = 1;
  int per_instance = 1;
  double network_share = 1;  // of the network's rate that its traffic reaches

  bool inside() const { return ranks <= per_instance; }
};

/// Rate at which a ring over the group moves data, one way.
Bandwidth bus_bandwidth(Setup const& setup, Group group);

/// All-gather or reduce-scatter of a tensor whose whole size is `size`.
Time all_gather(Setup const& setup, Group group, Bytes size);
Time all_reduce(Setup const& setup, Group group, Bytes size);

Group tensor_group(Setup const& setup, Layout const& layout);

/// Devices over which a parameter's state is sharded, and the groups of them that are copies.
Group shard_group(Setup const& setup, Layout const& layout);
Group copy_group(Setup const& setup, Layout const& layout);

/// Activations of one micro-batch on one device, 16 bit.
Bytes activation_bytes(Setup const& setup, Layout const& layout);

/// Exposed time of one layer and micro-batch, forward, backward and recomputed.
Time tensor_comm(Setup const& setup, Layout const& layout);
Time expert_comm(Setup const& setup, Layout const& layout);

/// Traffic of one layer and micro-batch that attention may hide.
struct ContextTraffic {
  Time exposed{};
  PassTime hidden{};  // moves while attention computes: nothing else can hide there
};
ContextTraffic context_comm(Setup const& setup, Layout const& layout, PassTime const& attention);

/// What one device sends to the next pipeline stage per micro-batch, one direction.
Bytes stage_boundary(Setup const& setup, Layout const& layout);

/// Exposed time of one micro-batch's transfers between stages, both directions.
Time pipeline_comm(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// Gradients of an embedding that the first and the last stage share, over the network.
Time tied_embedding(Setup const& setup, Layout const& layout);

/// Exposed time of one step: what a job that offloads moves between devices and their host.
Time host_comm(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// Exposed time of one step: gradients, and weights where they are sharded.
Time data_comm(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout,
               DataTraffic const& traffic);

}  // namespace ec2plan
