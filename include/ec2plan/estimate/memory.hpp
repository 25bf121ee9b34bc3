#pragma once

#include "ec2plan/estimate/estimate.hpp"

namespace ec2plan {

/// Memory of the fullest device: the first stage (activations in flight) or the last (logits).
/// Source: docs/model.md, "Memory".
MemoryBreakdown memory(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// Bytes of activations above which the first stage cannot fit, whatever its logits and working
/// set; negative where weights, gradients and optimizer alone are too large.
Bytes activation_room(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// Activations that the first stage holds at once, in units of MicroBatch::activations.
double layers_in_flight(Setup const& setup, Layout const& layout);

/// Measured peak of memory over the predicted one.
RangeFactors memory_range(Setup const& setup);

Fit fit(Assumptions const& assumptions, MemoryBreakdown const& memory);

}  // namespace ec2plan
