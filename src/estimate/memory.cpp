#include "ec2plan/estimate/memory.hpp"

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"
#include "held.hpp"

namespace ec2plan {
namespace {

/// With several stages, weights and gradients stay whole through the step under every ZeRO stage:
/// frameworks gather once and scatter once, so only the optimizer's state is sharded.
MemoryBreakdown states(Assumptions const& a, Layout const& l, Held const& h, MicroBatch const& b) {
  bool const one_stage = l.pipeline == 1;
  double const layer = b.dense_parameters + b.expert_parameters;
  MemoryBreakdown m;
  m.weights = (one_stage && l.zero == 3 ? h.shard() + 3 * layer : h.all()) * weight;
  m.gradients = (one_stage && l.zero >= 2 ? h.shard() : h.all()) * (a.gradient + a.gradient_copy);
  if (one_stage && l.zero == 3) m.gradients += layer * a.gradient;
  m.optimizer = (l.zero >= 1 ? h.shard() : h.all()) * a.optimizer_state;
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

MemoryBreakdown stage_memory(Setup const& s, MicroBatch const& b, Layout const& l, Stage stage) {
  auto const& a = s.assumptions;
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  bool const last = stage == Stage::last || l.pipeline == 1;
  MemoryBreakdown m = states(a, l, held(s, b, l, stage), b);
  m.activations = in_flight(s, l, stage) * layers * b.activations;
  if (l.recompute == Recompute::full) m.activations += b.working_set;
  if (last) m.activations += b.logits;
  m.other = (a.fragmentation - 1) * m.total() + a.context_memory;
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
  auto const held_states = states(a, l, held(s, b, l, Stage::first), b);
  Bytes const most = a.largest_fill * s.device.memory - a.context_memory;
  return most / a.fragmentation - held_states.total();
}

double layers_in_flight(Setup const& s, Layout const& l) {
  return in_flight(s, l, Stage::first) * layers_per_stage(s.job.model.layers, l.pipeline);
}

Fit fit(Assumptions const& a, MemoryBreakdown const& m) {
  double const fill = m.total() / m.capacity;
  return fill < a.tight_fill ? Fit::yes : fill <= a.largest_fill ? Fit::tight : Fit::no;
}

}  // namespace ec2plan
