#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/setup.hpp"
#include "products.hpp"

namespace ec2plan {

/// Achieved rates of one device.
struct Rates {
  FlopRate gemm{};    // at the job's precision
  FlopRate gemm16{};  // 16 bit: logits stay there
  FlopRate attention{};
  Bandwidth memory{};
};

/// Assumes: modelled(setup).
Rates rates(Setup const& setup);

/// Terms of one average layer for one micro-batch on one device.
PassTime attention_projections(Setup const& setup, Layout const& layout, Rates const& rates);
PassTime fused_attention(Setup const& setup, Layout const& layout, Rates const& rates);
PassTime unfused_attention(Setup const& setup, Layout const& layout, Rates const& rates);
PassTime recurrences(Setup const& setup, Layout const& layout, Rates const& rates);
PassTime dense_feed_forward(Setup const& setup, Layout const& layout, Rates const& rates);
PassTime routed_experts(Setup const& setup, Layout const& layout, Rates const& rates);
PassTime elementwise_work(Setup const& setup, Layout const& layout, Rates const& rates);

/// What adapters add to the layer, and expanding its weights where they are quantised.
PassTime adapters(Setup const& setup, Layout const& layout, Rates const& rates);

/// How logits become a loss: as the job says, else as its software does.
Loss loss_of(Setup const& setup);
/// Of a chunked one. Source: pytorch/torchtune, CEWithChunkedOutput.
constexpr double loss_chunks = 8;

/// Their sum.
struct LayerCompute {
  PassTime attention{}, total{};
  Time recomputed{};  // what the layout's recomputation adds to a backward pass
};
LayerCompute layer_compute(Setup const& setup, Layout const& layout);

/// Least time of a layer, forward and backward: its kernels are launched one after the other.
Time launch_floor(Setup const& setup, Layout const& layout);

/// Logits forward and backward, and the loss, for one micro-batch.
Time head_compute(Setup const& setup, Layout const& layout);

}  // namespace ec2plan
