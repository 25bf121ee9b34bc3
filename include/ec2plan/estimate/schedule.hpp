#pragma once

#include "ec2plan/estimate/estimate.hpp"

namespace ec2plan {

/// Layers of the fullest stage.
constexpr int layers_per_stage(int layers, int pipeline) {
  return layers / pipeline + (layers % pipeline > 0 ? 1 : 0);
}

/// Whether every stage has a layer where all but the last have as many as the fullest.
/// Source: Megatron-LM, --decoder-last-pipeline-num-layers.
constexpr bool fills_stages(int layers, int pipeline) {
  return (pipeline - 1) * std::int64_t{layers_per_stage(layers, pipeline)} < layers;
}

/// Micro-batches that one pipeline works through per step. Assumes: data x micro_batch divides
/// the global batch.
int micro_batches(Job const& job, Layout const& layout);

/// Instances that hold the layout's devices.
int instances(Setup const& setup, Layout const& layout);

/// Time in which stages wait for the first and the last micro-batch: (p - 1) / v micro-batches.
/// Source: Narayanan et al. 2021, section 2.2.
Time pipeline_bubble(Layout const& layout, Time micro_batch);

/// What the logits head adds to each micro-batch. Where the layers do not divide evenly, the last
/// stage has fewer, and only what is beyond the time of those that it lacks counts.
Time head_beyond(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// Where a layout's step goes: the half of its estimate that says nothing of memory.
StepBreakdown step_time(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// What a step takes once jitter, the fixed overhead and the pace of the software are added to its
/// parts. Increases with `parts`, so a lower bound of the parts gives one of the step.
Time whole_step(Setup const& setup, int instances, Time parts);

}  // namespace ec2plan
