#include <algorithm>

#include "communication.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "held.hpp"

namespace ec2plan {
namespace {

double slowdown(Setup const& s, Group g) {
  return g.inside() ? s.assumptions.link_overlap_slowdown : s.assumptions.network_overlap_slowdown;
}

/// Traffic of one step that can hide under the first or last micro-batch of it.
/// Source: docs/model.md, "Data parallelism": RS and AG over z pieces, window W micro-batches.
Time overlapped(Setup const& s, MicroBatch const& b, Layout const& l, Time scatter, Time gather,
                double slowing) {
  double const share = s.assumptions.data_overlap;
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  bool const interleaved = l.virtual_stages > 1;
  double const pieces = interleaved ? l.virtual_stages : layers;
  double const window = interleaved ? l.pipeline * (pieces - 1) / pieces : 1.0 - 1.0 / pieces;
  Time const backward = window * layers * (b.backward - b.hidden_backward);
  Time const forward = window * layers * (b.forward - b.hidden_forward);
  Time const hiding = std::max(scatter / pieces, scatter - backward) +
                      std::max(gather / pieces, gather - forward) + slowing * (scatter + gather);
  return (1 - share) * (scatter + gather) + share * hiding;
}

/// Reduce-scatter of a tensor over the shards and all-reduce of what is left over the copies.
Time reduced(Setup const& s, Layout const& l, Bytes size) {
  Group const shards = shard_group(s, l);
  return all_gather(s, shards, size) + all_reduce(s, copy_group(s, l), size / shards.ranks);
}

/// Weights gathered layer by layer, forward and backward, in every micro-batch (one stage only).
Time gathered_each_micro_batch(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  Group const g = shard_group(s, l);
  double const layer = b.dense_parameters + b.expert_parameters;
  int const layers = s.job.model.layers;
  Time const one = all_gather(s, g, layer * weight);
  Time const scatter = all_gather(s, g, layer * a.gradient);
  Time const traffic = layers * (2 * one + scatter);
  Time const compute = layers * (b.forward + b.backward - b.hidden_forward - b.hidden_backward);
  Time const exposed = std::max(Time{}, traffic - a.sharded_overlap * compute) +
                       slowdown(s, g) * std::min(traffic, compute) + one + scatter;
  // Copies exchange once, after the last micro-batch's backward pass has begun.
  Time const copies = all_reduce(s, copy_group(s, l), layers * layer * a.gradient / g.ranks);
  Time const left = std::max(copies / layers, copies - layers * b.backward);
  return micro_batches(s.job, l) * exposed + (1 - a.data_overlap) * copies + a.data_overlap * left;
}

}  // namespace

Time tied_embedding(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  if (!m.tied_embeddings) return {};
  double const shared = static_cast<double>(m.vocabulary) * m.hidden / l.tensor;
  return all_reduce(s, {2, 1}, shared * s.assumptions.gradient);
}

Time data_comm(Setup const& s, MicroBatch const& b, Layout const& l) {
  Group const shards = shard_group(s, l);
  if (l.zero == 3 && l.pipeline == 1 && shards.ranks > 1) return gathered_each_micro_batch(s, b, l);
  Held const h = held(s, b, l, Stage::first);
  int const replicas = spanned(l.data, l.context);
  int const copies = l.expert > 1 ? std::max(1, spanned(replicas, l.tensor) / l.expert) : replicas;
  int const neighbours = l.expert > 1 ? l.expert : l.tensor;  // what lies between two copies
  Group const expert_group{copies,
                           std::min(copies, std::max(1, s.device.per_instance / neighbours))};
  auto const of_experts = [&](Bytes each) {
    return h.experts > 0 ? all_gather(s, expert_group, h.experts * each) : Time{};
  };
  Bytes const gradient = s.assumptions.gradient;
  Time const scatter = reduced(s, l, h.dense * gradient) + of_experts(gradient);
  Time const gather = l.zero == 0 ? all_gather(s, shards, h.dense * gradient) + of_experts(gradient)
                                  : all_gather(s, shards, h.dense * weight) + of_experts(weight);
  return overlapped(s, b, l, scatter, gather, slowdown(s, shards)) +
         (l.pipeline > 1 ? b.tied : Time{});
}

}  // namespace ec2plan
