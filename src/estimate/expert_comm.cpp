#include <algorithm>
#include <cmath>

#include "communication.hpp"
#include "compute.hpp"
#include "widths.hpp"

namespace ec2plan {
namespace {

/// One dispatch or combine. A token crosses the network once per distinct remote instance that one
/// of its experts is on; link and network work at the same time.
Time all_to_all(Setup const& s, Layout const& l, Bytes tokens) {
  auto const& a = s.assumptions;
  double const chosen = s.job.model.experts->per_token;
  int const beside = std::min(s.device.per_instance, l.expert);
  double const instances = std::max(1.0, static_cast<double>(l.expert) / s.device.per_instance);
  double const remote = a.deduplicated_dispatch
                            ? (instances - 1) * (1 - std::pow(1 - 1 / instances, chosen))
                            : chosen * (1 - 1 / instances);
  double const local = chosen * (1 - 1.0 / beside);
  Time const outside =
      remote > 0 ? remote * tokens / (s.device.network * a.all_to_all_efficiency) : Time{};
  Time const within = beside > 1 ? local * tokens / bus_bandwidth(s, {beside, beside}) : Time{};
  Time const latency =
      a.collective_overhead + (instances > 1 ? l.expert * a.all_to_all_latency : Time{});
  return std::max(outside, within) + latency;
}

}  // namespace

/// Dispatch and combine, forward and backward, and forward again where it is recomputed; sorting
/// tokens by expert and back passes them through memory.
Time expert_comm(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  if (!m.experts) return {};
  auto const& a = s.assumptions;
  double const passes = 2 + (l.recompute == Recompute::full ? l.recompute_share : 0);
  Bytes const tokens = activation_bytes(s, l) / l.tensor;
  Time const permuted =
      a.permutation_traffic * passes * m.experts->per_token * tokens / rates(s).memory;
  if (l.expert == 1) return sparse_share(m) * permuted;
  Time const moved = (1 - a.expert_overlap) * 2 * passes * all_to_all(s, l, tokens);
  return sparse_share(m) * (a.expert_imbalance * moved + permuted);
}

}  // namespace ec2plan
