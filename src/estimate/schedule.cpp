#include "ec2plan/estimate/schedule.hpp"

#include <algorithm>
#include <cmath>

namespace ec2plan {

int micro_batches(Job const& job, Layout const& l) {
  return job.global_batch / l.data / l.micro_batch;
}

int instances(Setup const& s, Layout const& l) {
  return static_cast<int>((devices(l) + s.device.per_instance - 1) / s.device.per_instance);
}

Time pipeline_bubble(Layout const& l, Time micro_batch) {
  return static_cast<double>(l.pipeline - 1) / l.virtual_stages * micro_batch;
}

Time head_beyond(Setup const& s, MicroBatch const& b, Layout const& l) {
  bool const uneven = s.job.model.layers % l.pipeline != 0;
  return uneven ? std::max(Time{}, b.head - b.layer()) : b.head;
}

Time whole_step(Setup const& s, int instances, Time parts) {
  auto const& a = s.assumptions;
  double const jitter = 1 + a.jitter_per_doubling * std::log2(instances);
  return parts * jitter * a.pace * s.accelerator.calibration + a.step_overhead;
}

}  // namespace ec2plan
