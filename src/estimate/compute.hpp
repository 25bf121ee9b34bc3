#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/setup.hpp"

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

/// C[rows, columns] = A[rows, inner] x B[inner, columns], 16-bit, one device; `extra` is further
/// memory traffic, such as adding to an fp32 gradient. Source: docs/model.md, "Matrix products".
struct Product {
  double rows = 0, columns = 0, inner = 0;
  Bytes extra{};
};
Time product_time(Product const& product, FlopRate rate, Bandwidth memory, int compute_units);

/// Compute of one average layer for one micro-batch on one device.
struct LayerCompute {
  Time linear_forward{}, linear_backward{};
  Time attention_forward{}, attention_backward{};
  Time elementwise_forward{}, elementwise_backward{};

  Time forward() const { return linear_forward + attention_forward + elementwise_forward; }
  Time backward() const { return linear_backward + attention_backward + elementwise_backward; }
};
LayerCompute layer_compute(Setup const& setup, Layout const& layout);

/// Logits forward and backward, and the loss, for one micro-batch.
Time head_compute(Setup const& setup, Layout const& layout);

/// Key-value heads on one device: at least one, since they are copied rather than split.
double local_kv_heads(Transformer const& model, int tensor);

/// Tokens of one micro-batch that one device sees.
double micro_batch_tokens(Job const& job, Layout const& layout);

}  // namespace ec2plan
