#include "ec2plan/estimate/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ec2plan {

int micro_batches(Job const& job, Layout const& l) {
  return job.global_batch / l.data / l.micro_batch;
}

int instances(Setup const& s, Layout const& l) {
  constexpr std::int64_t most = std::numeric_limits<int>::max();
  auto const each = s.device.per_instance;
  return static_cast<int>(std::min((devices(l) + each - 1) / each, most));
}

Time pipeline_bubble(Layout const& l, Time micro_batch) {
  return static_cast<double>(l.pipeline - 1) / l.virtual_stages * micro_batch;
}

/// max(0, t_head - (p ls - L) t_layer).
Time head_beyond(Setup const& s, MicroBatch const& b, Layout const& l) {
  int const layers = s.job.model.layers;
  double const spared =
      static_cast<double>(l.pipeline) * layers_per_stage(layers, l.pipeline) - layers;
  return std::max(Time{}, b.head - spared * b.layer());
}

Time whole_step(Setup const& s, int instances, Time parts) {
  auto const& a = s.assumptions;
  double const jitter = 1 + a.jitter_per_doubling * std::log2(instances);
  return parts * jitter * a.pace * s.accelerator.calibration + a.step_overhead;
}

}  // namespace ec2plan
