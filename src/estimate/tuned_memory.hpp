#pragma once

#include "ec2plan/estimate/estimate.hpp"
#include "held.hpp"

/// Memory of tuning a model that exists. Source: docs/model.md, "Tuning".
namespace ec2plan {

/// Weights, gradients and optimizer of the stage that holds `h`.
MemoryBreakdown tuned_states(Setup const& setup, MicroBatch const& micro_batch,
                             Layout const& layout, Held const& h);

/// Of what full recomputation keeps: residuals beside prepared quantised weights are in 32 bits,
/// but where FSDP casts its units' inputs.
double residual_width(Setup const& setup, Layout const& layout, Held const& h);

/// Adds to states and kept activations what the fullest moment of a step has beside them: the loss,
/// the backward pass of a layer, its end, or the update. Gradients are those of that moment.
/// `changed`: what is trained of the stage.
void add_peak(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout,
              bool last_stage, Held const& changed, MemoryBreakdown& memory);

}  // namespace ec2plan
