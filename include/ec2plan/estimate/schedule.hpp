#pragma once

#include "ec2plan/estimate/estimate.hpp"

namespace ec2plan {

/// Layers of the fullest stage.
constexpr int layers_per_stage(int layers, int pipeline) {
  return layers / pipeline + (layers % pipeline > 0 ? 1 : 0);
}

/// Whether no smaller pipeline has stages as short.
constexpr bool fills_stages(int layers, int pipeline) {
  return (pipeline - 1) * std::int64_t{layers_per_stage(layers, pipeline)} < layers;
}

/// Layers of the fullest chunk of the fullest stage: the first chunks of all stages are the fuller.
/// Source: Megatron-LM, --pipeline-model-parallel-layout.
constexpr int layers_per_chunk(int layers, Layout const& layout) {
  int const stage = layers_per_stage(layers, layout.pipeline);
  return stage / layout.virtual_stages + (stage % layout.virtual_stages > 0 ? 1 : 0);
}

/// Sequences of a step.
constexpr int global_batch(Job const& job, Layout const& layout) {
  return layout.global_batch > 0 ? layout.global_batch : job.global_batch;
}

/// Micro-batches that one pipeline works through per step. Assumes: data x micro_batch divides
/// the global batch.
int micro_batches(Job const& job, Layout const& layout);

/// Micro-batches that an interleaved stage takes of one chunk in a row: the least from `pipeline`
/// that leaves no last group smaller than that. 0: they are fewer than the pipeline, and none do.
/// Source: Megatron-LM, --microbatch-group-size-per-virtual-pipeline-stage.
int micro_batch_group(int micro_batches, int pipeline);

/// Instances that hold the layout's devices.
int instances(Setup const& setup, Layout const& layout);

/// Time in which stages wait for the first and the last micro-batch: of p - 1 chunks, so that it is
/// (p - 1) / v micro-batches where chunks are equal. Source: Narayanan et al. 2021, section 2.2.
Time pipeline_bubble(int layers, Layout const& layout, Time micro_batch);

/// What the logits head adds to each micro-batch. Where the layers do not divide evenly, the last
/// stage has fewer, one at least, and only what is beyond the time of those that it lacks counts.
Time head_beyond(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// What data parallelism moves, were nothing hidden: of one layer where one stage has its weights
/// sharded, so that each micro-batch gathers them, else of a step. It is the same for all
/// micro-batches and virtual stages.
struct DataTraffic {
  Time scatter{}, gather{};
  Time copies{};       // of all layers, once a step, where each micro-batch gathers
  double slowing = 0;  // of what computes meanwhile
};
DataTraffic data_traffic(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// Where a layout's step goes: the half of its estimate that says nothing of memory.
StepBreakdown step_time(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);
StepBreakdown step_time(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout,
                        DataTraffic const& traffic);
/// The same without jitter and overhead, which `other` has.
StepBreakdown step_parts(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout,
                         DataTraffic const& traffic);

/// What a step takes over the sum of its terms: the software's pace, a mixture's, the user's own.
double pace(Setup const& setup);

/// What a step takes once jitter, the fixed overhead and the pace of the software are added to its
/// parts. Increases with `parts`, so a lower bound of the parts gives one of the step.
Time whole_step(Setup const& setup, int instances, Time parts);

}  // namespace ec2plan
