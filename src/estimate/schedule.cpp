#include "ec2plan/estimate/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ec2plan {

int micro_batches(Job const& job, Layout const& l) {
  return global_batch(job, l) / l.data / l.micro_batch;
}

int micro_batch_group(int micro_batches, int pipeline) {
  for (int group = pipeline; group <= micro_batches; ++group) {
    int const last = micro_batches % group;
    if (last == 0 || last >= pipeline) return group;
  }
  return 0;
}

int instances(Setup const& s, Layout const& l) {
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  auto const each = s.device.per_instance;
  return static_cast<int>(std::min((devices(l) + each - 1) / each, most));
}

Time pipeline_bubble(int layers, Layout const& l, Time micro_batch) {
  double const chunk = layers_per_chunk(layers, l);
  return (l.pipeline - 1) * chunk / layers_per_stage(layers, l.pipeline) * micro_batch;
}

/// max(0, t_head - min(p ls - L, ls - 1) t_layer).
Time head_beyond(Setup const& s, MicroBatch const& b, Layout const& l) {
  int const layers = s.job.model.layers, stage = layers_per_stage(layers, l.pipeline);
  double const lacking = static_cast<double>(l.pipeline) * stage - layers;
  return std::max(Time{}, b.head - std::min(lacking, stage - 1.0) * b.layer());
}

double pace(Setup const& s) {
  auto const& a = s.assumptions;
  return a.pace * (s.job.model.experts ? a.mixture_pace : 1) * s.tuning.pace *
         s.accelerator.calibration;
}

Time whole_step(Setup const& s, int instances, Time parts) {
  auto const& a = s.assumptions;
  double const jitter = 1 + a.jitter_per_doubling * std::log2(instances);
  return parts * jitter * pace(s) + a.step_overhead;
}

}  // namespace ec2plan
