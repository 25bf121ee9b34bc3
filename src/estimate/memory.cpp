#include "ec2plan/estimate/memory.hpp"

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"

namespace ec2plan {
namespace {

constexpr Bytes weight = 2 * byte;
constexpr Bytes adam = 12 * byte;  // fp32 master weight and two moments

/// Parameters that one device holds, and over how many devices each kind can be sharded.
struct Held {
  double dense = 0, experts = 0;
  double dense_copies = 1, expert_copies = 1;

  double all() const { return dense + experts; }
  double shard() const { return dense / dense_copies + experts / expert_copies; }
};

Held held(MicroBatch const& b, Layout const& l, int layers, double embeddings) {
  double const replicas = static_cast<double>(l.data) * l.context;
  double const expert_replicas = l.expert > 1 ? replicas * l.tensor / l.expert : replicas;
  return {layers * b.dense_parameters + embeddings, layers * b.expert_parameters, replicas,
          std::max(1.0, expert_replicas)};
}

/// With several stages, weights and gradients stay whole through the step under every ZeRO stage:
/// frameworks gather once and scatter once, so only the optimizer's state is sharded.
MemoryBreakdown states(Assumptions const& a, Layout const& l, Held const& h, MicroBatch const& b) {
  bool const one_stage = l.pipeline == 1;
  double const layer = b.dense_parameters + b.expert_parameters;
  MemoryBreakdown m;
  m.weights = (one_stage && l.zero == 3 ? h.shard() + 3 * layer : h.all()) * weight;
  m.gradients = (one_stage && l.zero >= 2 ? h.shard() : h.all()) * a.gradient;
  if (one_stage && l.zero == 3) m.gradients += layer * a.gradient;
  m.optimizer = (l.zero >= 1 ? h.shard() : h.all()) * adam;
  return m;
}

/// Micro-batches whose activations the stage holds at once, in units of all of its layers.
/// Rank r of an interleaved pipeline keeps 2 (p - r - 1) + (v - 1) p + 1 chunks of 1/v stage.
double in_flight(Layout const& l, int micro_batches, bool first) {
  double const p = l.pipeline, v = l.virtual_stages;
  double const warm_up = first && l.virtual_stages == 1 ? p
                         : first                        ? p + (p - 1) / v
                                                        : p - (p - 1) / v;
  double const most = l.virtual_stages > 1 ? micro_batches * (1 + (p - 1) / (p * v))
                                           : static_cast<double>(micro_batches);
  return std::min(warm_up, most);
}

MemoryBreakdown stage_memory(Setup const& s, MicroBatch const& b, Layout const& l, bool first) {
  auto const& a = s.assumptions;
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  bool const last = !first || l.pipeline == 1;
  bool const own_output = l.pipeline > 1 || !s.job.model.tied_embeddings;
  double const embeddings =
      (first ? b.embedding_parameters : 0) + (last && own_output ? b.output_parameters : 0);
  MemoryBreakdown m = states(a, l, held(b, l, layers, embeddings), b);
  m.activations = in_flight(l, micro_batches(s.job, l), first) * layers * b.activations;
  if (l.recompute == Recompute::full) m.activations += b.working_set;
  if (last) m.activations += b.logits;
  m.other = (a.fragmentation - 1) * m.total() + a.context_memory;
  m.capacity = s.device.memory;
  return m;
}

}  // namespace

MemoryBreakdown memory(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const first = stage_memory(s, b, l, true);
  if (l.pipeline == 1) return first;
  auto const last = stage_memory(s, b, l, false);
  return first.total() >= last.total() ? first : last;
}

Bytes activation_room(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  auto const held_states = states(a, l, held(b, l, layers, b.embedding_parameters), b);
  Bytes const most = a.largest_fill * s.device.memory - a.context_memory;
  return most / a.fragmentation - held_states.total();
}

double layers_in_flight(Setup const& s, Layout const& l) {
  return in_flight(l, micro_batches(s.job, l), true) *
         layers_per_stage(s.job.model.layers, l.pipeline);
}

Fit fit(Assumptions const& a, MemoryBreakdown const& m) {
  double const fill = m.total() / m.capacity;
  return fill < a.tight_fill ? Fit::yes : fill <= a.largest_fill ? Fit::tight : Fit::no;
}

}  // namespace ec2plan
