#include <algorithm>

#include "communication.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "held.hpp"

namespace ec2plan {
namespace {

/// Of all layers of the first stage, once forward and once backward, in one micro-batch.
Bytes moved_each_micro_batch(Setup const& s, MicroBatch const& b, Layout const& l) {
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  if (offload_of(s) == Offload::activations) return 2.0 * layers * b.activations;
  Held const h = held(s, b, l, Stage::first);
  Bytes const each = s.job.tuning.frozen() ? frozen_weight(s) : weight;
  return 2 * (l.zero == 3 ? h.shard() : h.all()) * each;
}

double updated(Setup const& s, MicroBatch const& b, Layout const& l) {
  Held const h = trained(s, b, l, Stage::first);
  return l.zero >= 1 ? h.shard() : h.all();
}

}  // namespace

/// What passes while a layer computes can hide under it.
Time host_comm(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  Offload const offload = offload_of(s);
  if (offload == Offload::none) return {};
  Time exposed{};
  if (offload != Offload::optimizer) {
    int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
    Time const traffic = moved_each_micro_batch(s, b, l) / a.host_link;
    Time const compute = a.sharded_overlap * layers * (b.forward + b.backward);
    exposed += micro_batches(s.job, l) * std::max(Time{}, traffic - compute);
  }
  if (offload != Offload::activations) {
    auto const each = trained_bytes(s);
    exposed += updated(s, b, l) * (each.gradient + each.weight) / a.host_link;
  }
  return exposed;
}

Time host_update(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  return s.device.per_instance * updated(s, b, l) * a.optimizer_traffic / a.host_update;
}

Offload offload_of(Setup const& s) {
  Offload const asked = s.job.tuning.offload;
  bool const own = asked == Offload::none && s.tuning.offloads_checkpoints;
  return own ? Offload::activations : asked;
}

bool updates_on_host(Setup const& s) {
  Offload const offload = offload_of(s);
  return offload == Offload::optimizer || offload == Offload::weights;
}

}  // namespace ec2plan
