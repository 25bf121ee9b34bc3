#pragma once

#include "ec2plan/model/transformer.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

enum class Recompute { none, selective, full };

/// FLOPs of the forward pass per token; one multiply-add is two.
struct ForwardFlops {
  FlopsPerToken linear{};     // 2 x active parameters of the layers
  FlopsPerToken attention{};  // scores and their product with the values; causal counts half
  FlopsPerToken logits{};     // 2 x vocabulary x hidden

  FlopsPerToken total() const { return linear + attention + logits; }
};

/// Query heads x head size; the mean of the two sizes that latent attention has.
double attention_width(Transformer const& model);

ForwardFlops forward_flops(Transformer const& model, int sequence_length);

/// What the model needs: forward once, backward twice. The numerator of MFU.
FlopsPerToken model_flops(Transformer const& model, int sequence_length);

/// What the hardware executes, recomputed activations included. The numerator of HFU.
FlopsPerToken hardware_flops(Transformer const& model, int sequence_length, Recompute recompute);

}  // namespace ec2plan
