#include "ec2plan/estimate/estimate.hpp"

#include "communication.hpp"
#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "held.hpp"

namespace ec2plan {

/// T = m (t_mb + t_head) + (p - 1)/v t_mb + T_data + T_optimizer, kept apart.
StepBreakdown step_parts(Setup const& s, MicroBatch const& b, Layout const& l,
                         DataTraffic const& traffic) {
  double const m = micro_batches(s.job, l);
  double const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  Time const between_stages = pipeline_comm(s, b, l);
  StepBreakdown step;
  step.compute = m * (layers * (b.forward + b.backward) + head_beyond(s, b, l));
  step.tensor_comm = m * layers * b.tensor_comm;
  step.expert_comm = m * layers * b.expert_comm;
  step.context_comm = m * layers * b.context_comm;
  step.pipeline_comm = m * between_stages;
  step.bubble = pipeline_bubble(s.job.model.layers, l, layers * b.layer() + between_stages);
  step.data_comm = data_comm(s, b, l, traffic) + host_comm(s, b, l);
  step.optimizer = updates_on_host(s) ? host_update(s, b, l) : optimizer_step(s, b, l);
  return step;
}

StepBreakdown step_time(Setup const& s, MicroBatch const& b, Layout const& l) {
  return step_time(s, b, l, data_traffic(s, b, l));
}

StepBreakdown step_time(Setup const& s, MicroBatch const& b, Layout const& l,
                        DataTraffic const& traffic) {
  StepBreakdown step = step_parts(s, b, l, traffic);
  Time const parts = step.total();
  step.other = whole_step(s, instances(s, l), parts) - parts;
  return step;
}

Estimate estimate(Setup const& s, MicroBatch const& b, Layout const& l) {
  Estimate e;
  e.step = step_time(s, b, l);
  e.memory = memory(s, b, l);
  e.fit = fit(s.assumptions, e.memory);
  return e;
}

RangeFactors range_factors(Setup const& s, Estimate const& e) {
  auto factors = range_factors(s);
  auto const& a = s.assumptions;
  if (e.memory.total() > a.full_memory * e.memory.capacity) factors.high *= a.full_memory_high;
  return factors;
}

Estimate estimate(Setup const& s, Layout const& l) { return estimate(s, micro_batch(s, l), l); }

}  // namespace ec2plan
