#include "communication.hpp"

#include <algorithm>
#include <cmath>

#include "compute.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "held.hpp"

namespace ec2plan {
namespace {

constexpr Bytes element = 2 * byte;  // 16-bit activations and weights

Bytes activation_bytes(Setup const& s, Layout const& l) {
  return micro_batch_tokens(s.job, l) * s.job.model.hidden * element;
}

double parameters_of_layer(MicroBatch const& b) { return b.dense_parameters + b.expert_parameters; }

/// Traffic of one step that can hide under the first or last micro-batch of it.
/// Source: docs/model.md, "Data parallelism": RS and AG over z pieces, window W micro-batches.
Time overlapped(Setup const& s, MicroBatch const& b, Layout const& l, Time scatter, Time gather,
                bool inside) {
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  bool const interleaved = l.virtual_stages > 1;
  double const pieces = interleaved ? l.virtual_stages : layers;
  double const window = interleaved ? l.pipeline * (pieces - 1) / pieces : 1.0 - 1.0 / pieces;
  Time const backward = window * layers * b.backward, forward = window * layers * b.forward;
  double const slowdown =
      inside ? s.assumptions.link_overlap_slowdown : s.assumptions.network_overlap_slowdown;
  return std::max(scatter / pieces, scatter - backward) +
         std::max(gather / pieces, gather - forward) + slowdown * (scatter + gather);
}

/// Weights gathered layer by layer, forward and backward, in every micro-batch (one stage only).
Time gathered_each_micro_batch(Setup const& s, MicroBatch const& b, Layout const& l, Group g) {
  auto const& a = s.assumptions;
  int const layers = s.job.model.layers;
  Time const one = all_gather(s, g, parameters_of_layer(b) * element);
  Time const scatter = all_gather(s, g, parameters_of_layer(b) * a.gradient);
  Time const traffic = layers * (2 * one + scatter);
  Time const compute = layers * (b.forward + b.backward);
  double const slowdown = g.inside() ? a.link_overlap_slowdown : a.network_overlap_slowdown;
  Time const exposed = std::max(Time{}, traffic - a.sharded_overlap * compute) +
                       slowdown * std::min(traffic, compute) + one + scatter;
  return micro_batches(s.job, l) * exposed;
}

}  // namespace

Time tensor_comm(Setup const& s, Layout const& l) {
  if (l.tensor == 1) return {};
  Group const group = tensor_group(s, l);
  Bytes const size = activation_bytes(s, l);
  Time const once =
      l.sequence_parallel ? 2 * all_gather(s, group, size) : all_reduce(s, group, size);
  double const times = l.recompute == Recompute::full ? 6 : 4;
  return (1 - s.assumptions.tensor_overlap) * times * once;
}

/// A token crosses the network once per distinct remote instance that one of its experts is on.
/// Dispatch and combine, forward and backward, and forward again where it is recomputed.
Time expert_comm(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  if (!m.experts) return {};
  auto const& a = s.assumptions;
  double const chosen = m.experts->per_token;
  double const passes = l.recompute == Recompute::full ? 3 : 2;
  double const sparse = static_cast<double>(m.layers - m.experts->dense_layers) / m.layers;
  Bytes const tokens = activation_bytes(s, l) / l.tensor;
  Time const permuted = 3 * passes * chosen * tokens / rates(s).memory;
  if (l.expert == 1) return sparse * permuted;
  int const beside = std::min(s.device.per_instance, l.expert);
  double const instances = std::max(1.0, static_cast<double>(l.expert) / s.device.per_instance);
  double const remote = (instances - 1) * (1 - std::pow(1 - 1 / instances, chosen));
  double const local = chosen * (1 - 1.0 / beside);
  Bytes const moved = 2 * passes * tokens;
  Time const outside = remote * moved / (s.device.network * a.all_to_all_efficiency);
  Time const within = beside > 1 ? local * moved / bus_bandwidth(s, {beside, beside}) : Time{};
  Time const latency = 2 * passes * l.expert * a.all_to_all_latency;
  return sparse * ((1 - a.expert_overlap) * (std::max(outside, within) + latency) + permuted);
}

/// Keys and values travel round a ring while attention computes; what does not hide is exposed.
Time context_comm(Setup const& s, Layout const& l, Time attention_forward,
                  Time attention_backward) {
  if (l.context == 1) return {};
  auto const& m = s.job.model;
  bool const inside = l.tensor * l.context <= s.device.per_instance;
  Bandwidth const rate = inside ? s.device.link * s.accelerator.link_efficiency
                                : s.device.network * s.network.efficiency;
  Bytes const block =
      micro_batch_tokens(s.job, l) * 2 * local_kv_heads(m, l.tensor) * m.head_dim * element;
  Time const ring = (l.context - 1) * (block / rate + s.assumptions.collective_overhead);
  return std::max(Time{}, ring - attention_forward) +
         std::max(Time{}, 2 * ring - attention_backward);
}

Bytes stage_boundary(Setup const& s, Layout const& l) {
  return activation_bytes(s, l) / (l.sequence_parallel ? l.tensor : 1);
}

Time pipeline_comm(Setup const& s, MicroBatch const& b, Layout const& l) {
  if (l.pipeline == 1) return {};
  bool const inside = devices(l) <= s.device.per_instance;
  auto const& a = s.assumptions;
  Time const transfer = inside ? b.boundary / (s.device.link * s.accelerator.link_efficiency)
                               : b.boundary / (s.device.network * s.network.efficiency);
  Time const latency = inside ? a.link_latency : s.network.hop_latency;
  return (1 - a.pipeline_overlap) * 2 * l.virtual_stages * (transfer + latency);
}

Time data_comm(Setup const& s, MicroBatch const& b, Layout const& l) {
  Group const group = data_group(s, l);
  if (l.zero == 3 && l.pipeline == 1 && group.ranks > 1)
    return gathered_each_micro_batch(s, b, l, group);
  Held const h = held(s, b, l, Stage::first);
  Group const expert_group{h.expert_copies, std::min(h.expert_copies, s.device.per_instance)};
  auto const moved = [&](Bytes each) {
    Time const experts = h.experts > 0 ? all_gather(s, expert_group, h.experts * each) : Time{};
    return all_gather(s, group, h.dense * each) + experts;
  };
  Time const scatter = moved(s.assumptions.gradient);
  Time const gather = l.zero == 0 ? scatter : moved(element);
  return overlapped(s, b, l, scatter, gather, group.inside());
}

}  // namespace ec2plan
