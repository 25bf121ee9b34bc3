#include "ec2plan/estimate/schedule.hpp"

#include <cmath>

namespace ec2plan {

int micro_batches(Job const& job, Layout const& l) {
  return static_cast<int>(job.global_batch / (std::int64_t{l.data} * l.micro_batch));
}

int instances(Setup const& s, Layout const& l) {
  return static_cast<int>((devices(l) + s.device.per_instance - 1) / s.device.per_instance);
}

Time pipeline_bubble(Layout const& l, Time micro_batch) {
  return static_cast<double>(l.pipeline - 1) / l.virtual_stages * micro_batch;
}

Time whole_step(Setup const& s, int instances, Time parts) {
  auto const& a = s.assumptions;
  double const jitter = 1 + a.jitter_per_doubling * std::log2(instances);
  return (parts * jitter + a.step_overhead) * range_factors(s).likely;
}

}  // namespace ec2plan
