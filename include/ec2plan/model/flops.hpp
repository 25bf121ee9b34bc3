#pragma once

#include "ec2plan/model/layer_kinds.hpp"
#include "ec2plan/model/transformer.hpp"
#include "ec2plan/model/tuning.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

enum class Recompute { none, selective, full };

/// FLOPs of the forward pass per token; one multiply-add is two.
struct ForwardFlops {
  FlopsPerToken linear{};      // 2 x active parameters of the layers
  FlopsPerToken attention{};   // scores and their product with the values; causal counts half
  FlopsPerToken logits{};      // 2 x vocabulary x hidden
  FlopsPerToken recurrence{};  // states of state-space and linear-attention layers

  FlopsPerToken total() const { return linear + attention + logits + recurrence; }
};

/// FLOPs of a token's scores and their product with the values, in one layer of the kind: 2 for
/// each head, token seen and number of a head's query and value.
double attention_flops(AttentionKind const& kind, double seen);

/// FLOPs of the scorer of sparse attention in one layer; 0 without it.
double scorer_flops(Transformer const& model, double seen);

/// FLOPs of a token in one layer: 7 for each number of the state. Source: docs/model.md, "FLOPs".
double recurrence_flops(RecurrentKind const& kind);

ForwardFlops forward_flops(Transformer const& model, int sequence_length);

/// What the model needs: forward once, backward twice. The numerator of MFU.
FlopsPerToken model_flops(Transformer const& model, int sequence_length);

/// What the hardware executes, recomputed activations included. The numerator of HFU.
FlopsPerToken hardware_flops(Transformer const& model, int sequence_length, Recompute recompute);

/// The same of tuning: products with frozen weights have no gradient of these, adapters have
/// theirs, and preference tuning passes a reference forward.
FlopsPerToken model_flops(Transformer const& model, int sequence_length, Tuning const& tuning);
FlopsPerToken hardware_flops(Transformer const& model, int sequence_length, Tuning const& tuning,
                             Recompute recompute);

}  // namespace ec2plan
