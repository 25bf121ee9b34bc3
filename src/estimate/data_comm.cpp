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
Time overlapped(Setup const& s, MicroBatch const& b, Layout const& l, DataTraffic const& t) {
  double const share = s.assumptions.data_overlap;
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  bool const interleaved = l.virtual_stages > 1;
  double const pieces = interleaved ? l.virtual_stages : layers;
  double const window = interleaved ? l.pipeline * (pieces - 1) / pieces : 1.0 - 1.0 / pieces;
  Time const backward = window * layers * (b.backward - b.hidden_backward);
  Time const forward = window * layers * (b.forward - b.hidden_forward);
  Time const hiding = std::max(t.scatter / pieces, t.scatter - backward) +
                      std::max(t.gather / pieces, t.gather - forward) +
                      t.slowing * (t.scatter + t.gather);
  return (1 - share) * (t.scatter + t.gather) + share * hiding;
}

/// Reduce-scatter of a tensor over the shards and all-reduce of what is left over the copies.
Time reduced(Setup const& s, Layout const& l, Bytes size) {
  Group const shards = shard_group(s, l);
  return all_gather(s, shards, size) + all_reduce(s, copy_group(s, l), size / shards.ranks);
}

/// Whether weights are gathered layer by layer, forward and backward, in every micro-batch.
bool gathers_each_micro_batch(Setup const& s, Layout const& l) {
  return l.zero == 3 && l.pipeline == 1 && shard_group(s, l).ranks > 1;
}

Time gathered_each_micro_batch(Setup const& s, MicroBatch const& b, Layout const& l,
                               DataTraffic const& t) {
  auto const& a = s.assumptions;
  int const layers = s.job.model.layers;
  Time const traffic = layers * (2 * t.gather + t.scatter);
  Time const compute = layers * (b.forward + b.backward - b.hidden_forward - b.hidden_backward);
  Time const exposed = std::max(Time{}, traffic - a.sharded_overlap * compute) +
                       t.slowing * std::min(traffic, compute) + t.gather + t.scatter;
  // Copies exchange once, after the last micro-batch's backward pass has begun, between instances
  // while what is gathered moves inside: under that pass and under what it waits for.
  Time const backward = layers * b.backward;
  Time const waiting = backward / (layers * (b.forward + b.backward)) * exposed;
  Time const left = std::max(t.copies / layers, t.copies - backward - waiting);
  return micro_batches(s.job, l) * exposed + (1 - a.data_overlap) * t.copies +
         a.data_overlap * left;
}

DataTraffic traffic_of_layer(Setup const& s, MicroBatch const& b, Layout const& l) {
  auto const& a = s.assumptions;
  Group const g = shard_group(s, l);
  double const layer = b.dense_parameters + b.expert_parameters;
  bool const frozen = s.job.tuning.frozen();
  double const changed = frozen ? b.adapter_parameters + b.expert_adapter_parameters : layer;
  auto const each = trained_bytes(s, l);
  Bytes const gradients = s.job.model.layers * changed * each.gradient;
  Bytes const gathered = layer * (frozen ? frozen_weight(s) : weight);
  double const pieces = a.gather_pieces;
  return {.scatter = pieces * all_gather(s, g, changed / pieces * each.gradient),
          .gather = pieces * all_gather(s, g, gathered / pieces),
          .copies = all_reduce(s, copy_group(s, l), gradients / g.ranks),
          .slowing = slowdown(s, g)};
}

}  // namespace

Time tied_embedding(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  if (!m.tied_embeddings) return {};
  double const shared = static_cast<double>(m.vocabulary) * m.hidden / l.tensor;
  return all_reduce(s, {2, 1, s.assumptions.data_network_share}, shared * s.assumptions.gradient);
}

DataTraffic data_traffic(Setup const& s, MicroBatch const& b, Layout const& l) {
  if (gathers_each_micro_batch(s, l)) return traffic_of_layer(s, b, l);
  Group const shards = shard_group(s, l);
  Held const h = trained(s, b, l, Stage::first);
  auto const each_trained = trained_bytes(s, l);
  // what lies between two that hold the same expert
  int const neighbours = l.expert > 1 ? spanned(l.expert, l.expert_tensor) : l.tensor;
  int const beside = std::max(1, s.device.per_instance / neighbours);
  Group const expert_group{h.expert_copies, std::min(h.expert_copies, beside),
                           s.assumptions.data_network_share};
  auto const of_experts = [&](Bytes each) {
    return h.experts > 0 ? all_gather(s, expert_group, h.experts * each) : Time{};
  };
  Bytes const gradient = each_trained.gradient;
  Bytes const gathered = l.zero == 0 ? gradient : each_trained.weight;
  Time const experts_reduced =
      h.experts > 0 ? all_reduce(s, copy_group(s, l), h.experts * gradient / h.expert_copies)
                    : Time{};
  return {.scatter = reduced(s, l, h.dense * gradient) + of_experts(gradient) + experts_reduced,
          .gather = all_gather(s, shards, h.dense * gathered) + of_experts(gathered),
          .slowing = slowdown(s, shards)};
}

Time data_comm(Setup const& s, MicroBatch const& b, Layout const& l, DataTraffic const& traffic) {
  if (gathers_each_micro_batch(s, l)) return gathered_each_micro_batch(s, b, l, traffic);
  return overlapped(s, b, l, traffic) + (l.pipeline > 1 ? b.tied : Time{});
}

}  // namespace ec2plan
