#include <algorithm>
#include <cmath>

#include "communication.hpp"

namespace ec2plan {
namespace {

int instances_of(Group g) {
  return g.ranks / g.per_instance + (g.ranks % g.per_instance > 0 ? 1 : 0);
}

/// Latency and bandwidth terms overlap in part: (x^e + y^e)^(1/e), e = 1 adds, e = inf takes the
/// larger.
Time joined(Time x, Time y, double exponent) {
  auto const [small, large] = std::minmax(x, y);
  if (large <= Time{}) return {};
  return large * std::pow(1 + std::pow(small / large, exponent), 1 / exponent);
}

}  // namespace

Bandwidth bus_bandwidth(Setup const& s, Group g) {
  Bandwidth const link = s.device.link * s.accelerator.link_efficiency;
  if (g.inside()) return link;
  Bandwidth const network =
      g.per_instance * g.network_share * s.device.network * s.network.efficiency;
  return g.per_instance > 1 && link > Bandwidth{} ? std::min(link, network) : network;
}

/// T = overhead + joined((q-1) hop, S (q-1)/q / bus): ring latency is linear in the ranks.
Time all_gather(Setup const& s, Group g, Bytes size) {
  if (g.ranks <= 1) return {};
  auto const& a = s.assumptions;
  double const hops = g.ranks - 1;
  Time const latency = hops * (g.inside() ? a.link_latency : s.network.hop_latency);
  Time const transfer = hops / g.ranks * size / bus_bandwidth(s, g);
  return a.collective_overhead + joined(latency, transfer, a.latency_exponent);
}

/// T = overhead + joined(2 [(q_in - 1) hop_in + 3 hop_out log2 instances], 2 S (q-1)/q / bus).
Time all_reduce(Setup const& s, Group g, Bytes size) {
  if (g.ranks <= 1) return {};
  auto const& a = s.assumptions;
  double const inside = std::min(g.ranks, g.per_instance) - 1;
  double const doublings = std::log2(instances_of(g));
  Time const latency = 2 * (inside * a.link_latency + 3 * doublings * s.network.hop_latency);
  Time const transfer = 2.0 * (g.ranks - 1) / g.ranks * size / bus_bandwidth(s, g);
  return a.collective_overhead + joined(latency, transfer, a.latency_exponent);
}

Group tensor_group(Setup const& s, Layout const& l) {
  return {l.tensor, std::min(l.tensor, s.device.per_instance)};
}

/// Tensor ranks are neighbours; what is left of an instance belongs to one data group.
Group shard_group(Setup const& s, Layout const& l) {
  int const ranks = shards(l);
  int const beside = std::max(1, s.device.per_instance / l.tensor);
  return {ranks, std::min(ranks, beside), s.assumptions.data_network_share};
}

Group copy_group(Setup const& s, Layout const& l) {
  int const beside = std::max(1, s.device.per_instance / spanned(l.tensor, shards(l)));
  int const ranks = spanned(l.data, l.context) / shards(l);
  return {ranks, std::min(ranks, beside), s.assumptions.data_network_share};
}

}  // namespace ec2plan
