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

/// FLOPs of one step with full recomputation, as the paper counts them (attention not halved).
/// Source: Narayanan et al. 2021, equation 3: 96 B s l h^2 (1 + s/6h + V/16lh).
Flops paper_step_flops(Transformer const& model, int sequence_length, int global_batch);

/// Parameters as the paper counts them. Source: Narayanan et al. 2021, equation 2:
/// P = 12 l h^2 (1 + 13/12h + (V + s)/12lh).
double paper_parameters(Transformer const& model, int sequence_length);

}  // namespace ec2plan
