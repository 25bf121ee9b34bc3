#include "ec2plan/estimate/memory.hpp"

#include <algorithm>
#include <limits>

#include "ec2plan/estimate/schedule.hpp"
#include "held.hpp"
#include "tuned_memory.hpp"

namespace ec2plan {
namespace {

/// With several stages, weights and gradients stay whole through the step under every ZeRO stage:
/// frameworks gather once and scatter once, so only the optimizer's state is sharded.
MemoryBreakdown states(Setup const& s, Layout const& l, Held const& h, MicroBatch const& b) {
  if (!s.job.tuning.pretrains()) return tuned_states(s, b, l, h);
  bool const one_stage = l.pipeline == 1;
  double const layer = b.dense_parameters + b.expert_parameters;
  auto const each = trained_bytes(s, l);
  MemoryBreakdown m;
  m.weights = (one_stage && l.zero == 3 ? h.shard() + 3 * layer : h.all()) * each.weight;
  m.gradients =
      (one_stage && l.zero >= 2 ? h.shard() : h.all()) * (each.gradient + each.gradient_copy);
  if (one_stage && l.zero == 3) m.gradients += layer * each.gradient;
  m.optimizer = (l.zero >= 1 ? h.shard() : h.all()) * each.optimizer;
  return m;
}

/// Micro-batches whose activations the stage holds at once, in units of all of its layers.
/// Rank r of an interleaved pipeline keeps 2 (p - r - 1) + (v - 1) N + 1 chunks of 1/v stage, N
/// each of all but one. Source: Megatron-LM, the warm-up of its interleaved schedule.
double in_flight(Setup const& s, Layout const& l, Stage stage) {
  int const all = micro_batches(s.job, l);
  bool const first = stage == Stage::first;
  if (l.virtual_stages == 1) return std::min(first ? l.pipeline : 1, all);
  int const group = std::max(l.pipeline, micro_batch_group(all, l.pipeline));
  double const chunks = (first ? 2.0 * (l.pipeline - 1) : 0) + (l.virtual_stages - 1.0) * group + 1;
  return std::min<double>(chunks / l.virtual_stages, all);
}

/// Two layers are on the device, the one that is computed and the next.
constexpr int layers_ahead = 2;

/// What the job offloads leaves the device's memory for the host's.
void offload(Setup const& s, MicroBatch const& b, Layout const& l, MemoryBreakdown& m) {
  Bytes on_host{};
  auto const move = [&](Bytes& from, Bytes kept) {
    Bytes const left = std::min(from, kept);
    on_host += from - left;
    from = left;
  };
  if (weights_on_host(s)) {
    double const layer = b.dense_parameters + b.expert_parameters;
    double const ends = b.embedding_parameters + b.output_parameters;
    move(m.weights, (layers_ahead * layer + ends) * weight);
    move(m.gradients, layer * s.assumptions.gradient);
  }
  if (updates_on_host(s)) move(m.optimizer, {});
  if (activations_on_host(s, l)) move(m.activations, layers_ahead * b.activations);
  if (on_host <= Bytes{}) return;
  m.host = s.device.per_instance * on_host;
  m.host_capacity = s.type.host_memory;
}

/// What is kept from forward to backward, of all micro-batches in flight.
Bytes kept(Setup const& s, MicroBatch const& b, Layout const& l, Stage stage) {
  return in_flight(s, l, stage) * layers_per_stage(s.job.model.layers, l.pipeline) * b.activations;
}

MemoryBreakdown stage_memory(Setup const& s, MicroBatch const& b, Layout const& l, Stage stage) {
  auto const& a = s.assumptions;
  bool const last = stage == Stage::last || l.pipeline == 1;
  Held const h = held(s, b, l, stage);
  MemoryBreakdown m = states(s, l, h, b);
  m.activations = residual_width(s, l, h) * kept(s, b, l, stage);
  offload(s, b, l, m);
  if (s.job.tuning.pretrains()) {
    if (l.recompute == Recompute::full) m.activations += b.working_set;
    if (last) m.activations += b.logits;
    m.context = a.context_memory;
    m.other = (a.fragmentation - 1) * m.total() + m.context;
  } else {
    add_peak(s, b, l, last, trained(s, b, l, stage), m);
  }
  m.capacity = s.device.memory;
  return m;
}

}  // namespace

MemoryBreakdown memory(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const first = stage_memory(s, b, l, Stage::first);
  if (l.pipeline == 1) return first;
  auto const last = stage_memory(s, b, l, Stage::last);
  return first.total() >= last.total() ? first : last;
}

Bytes activation_room(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  MemoryBreakdown m = states(s, l, held(s, b, l, Stage::first), b);
  offload(s, b, l, m);
  bool const pretrains = s.job.tuning.pretrains();
  Bytes const context = pretrains ? a.context_memory : s.tuning.context;
  Bytes const most = a.largest_fill * s.device.memory - context;
  if (activations_on_host(s, l)) return Bytes{std::numeric_limits<double>::infinity()};
  if (pretrains) return most / a.fragmentation - m.total();
  return most - (m.total() - m.gradients);
}

double layers_in_flight(Setup const& s, Layout const& l) {
  return in_flight(s, l, Stage::first) * layers_per_stage(s.job.model.layers, l.pipeline);
}

RangeFactors memory_range(Setup const& s) {
  auto const& a = s.assumptions;
  if (s.job.tuning.pretrains()) return {a.memory_low, a.memory_high};
  return {s.tuning.memory_low, s.tuning.memory_high};
}

Fit fit(Assumptions const& a, MemoryBreakdown const& m) {
  if (m.host > a.host_fill * m.host_capacity) return Fit::no;
  double const fill = m.total() / m.capacity;
  return fill < a.tight_fill ? Fit::yes : fill <= a.largest_fill ? Fit::tight : Fit::no;
}

}  // namespace ec2plan
