#pragma once

#include "ec2plan/estimate/setup.hpp"
#include "ec2plan/pricing/price.hpp"

/// Hand-made jobs and instance types, frozen, so that tests do not move with the catalog.
namespace ec2plan::testing {

Transformer gpt3();           // 96 x 12288, padded vocabulary
Transformer small_gpt();      // 8 x 512
Transformer small_mixture();  // 8 x 512, 8 experts, 2 a token

Assumptions assumptions();
AcceleratorConstants a100_constants();

InstanceType p4de();   // 8 x A100 80 GB, 400 Gbit/s
InstanceType p3_8x();  // 4 x V100 16 GB, no EFA

/// A job of the model on the type.
Setup setup_for(Transformer const& model, InstanceType const& type, double tokens,
                int sequence_length, int global_batch);
Setup gpt3_on_p4de();
Setup small_on_p4de();

/// Capacity Blocks as AWS sells them.
CapacityBlocks capacity_blocks();

/// On demand.
Price price(double usd_per_hour);

}  // namespace ec2plan::testing
