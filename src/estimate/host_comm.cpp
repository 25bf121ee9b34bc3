#include <algorithm>

#include "communication.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "held.hpp"

namespace ec2plan {
namespace {

int layers_of_stage(Setup const& s, Layout const& l) {
  return layers_per_stage(s.job.model.layers, l.pipeline);
}

/// Of all layers of the first stage, once forward and once backward, in one micro-batch;
/// activations of what is computed, not of the longest that memory is kept for.
Bytes moved_each_micro_batch(Setup const& s, MicroBatch const& b, Layout const& l) {
  Bytes moved{};
  double const computed = 1.0 * padded_length(s.job, l.micro_batch) / s.job.sequence_length;
  if (activations_on_host(s, l)) moved += 2.0 * computed * layers_of_stage(s, l) * b.activations;
  if (!weights_on_host(s)) return moved;
  Held const h = held(s, b, l, Stage::first);
  Bytes const each = s.job.tuning.frozen() ? frozen_weight(s) : weight;
  return moved + 2 * (l.zero == 3 ? h.shard() : h.all()) * each;
}

double updated_here(Setup const& s, MicroBatch const& b, Layout const& l) {
  return updated(trained(s, b, l, Stage::first), l);
}

}  // namespace

/// What passes while a layer computes can hide under it.
Time host_comm(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  Time exposed{};
  if (activations_on_host(s, l) || weights_on_host(s)) {
    Time const traffic = moved_each_micro_batch(s, b, l) / a.host_link;
    Time const compute = a.sharded_overlap * layers_of_stage(s, l) * (b.forward + b.backward);
    exposed += micro_batches(s.job, l) * std::max(Time{}, traffic - compute);
  }
  if (updates_on_host(s)) {
    auto const each = trained_bytes(s, l);
    exposed += updated_here(s, b, l) * (each.gradient + each.weight) / a.host_link;
  }
  return exposed;
}

Time host_update(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  return s.device.per_instance * updated_here(s, b, l) * a.optimizer_traffic / a.host_update;
}

bool activations_on_host(Setup const& s, Layout const& l) {
  bool const own = s.tuning.offloads_checkpoints && l.recompute == Recompute::full;
  return own || s.job.tuning.offload == Offload::activations;
}

bool weights_on_host(Setup const& s) { return s.job.tuning.offload == Offload::weights; }

bool updates_on_host(Setup const& s) {
  return weights_on_host(s) || s.job.tuning.offload == Offload::optimizer;
}

}  // namespace ec2plan
