#include "bundles.hpp"

#include <algorithm>

namespace ec2plan {
namespace {

/// Whether what the last stage holds of one layer is too much alone. It grows with the micro-batch;
/// a millionth may be rounding. Of tuning and of what is offloaded nothing is said.
bool is_too_large(Setup const& s, Bundle const& least, int micro_batch) {
  bool const offloads = s.job.tuning.offload != Offload::none || s.tuning.offloads_checkpoints;
  if (!s.job.tuning.pretrains() || offloads) return false;
  auto const& a = s.assumptions;
  auto const& b = least.costs;
  bool const is_full = least.layout.recompute == Recompute::full;
  Bytes const held = b.activations + b.logits + (is_full ? b.working_set : Bytes{});
  double const times = static_cast<double>(micro_batch) / least.layout.micro_batch;
  return a.fragmentation * times * held + a.context_memory >
         1.000001 * a.largest_fill * s.device.memory;
}

}  // namespace

Bundles bundles(Setup const& setup, Choices const& choices, Layout shared) {
  Bundles result{.too_large = std::vector<int>(choices.micro_batch.size())};
  auto& all = result.all;
  shared.sequence_parallel = choices.sequence_parallel.value_or(shared.tensor > 1);
  bool const all_kinds = choices.recompute.size() > 1;
  bool const selective_is_none =
      all_kinds && setup.accelerator.fused_attention && !setup.assumptions.selective_products;
  auto const& sizes = choices.micro_batch;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    std::size_t kind = 0;  // of the least micro-batch, `all` has one of each first
    for (Recompute recompute : choices.recompute) {
      if (selective_is_none && recompute == Recompute::selective) continue;  // the same twice
      if (i > 0 && is_too_large(setup, all[kind++], sizes[i])) {
        ++result.too_large[i];
        continue;
      }
      shared.micro_batch = sizes[i];
      shared.recompute = recompute;
      auto const costs = micro_batch(setup, shared);
      all.push_back({shared, costs, costs.layer() / sizes[i], i});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](Bundle const& a, Bundle const& b) {
    return a.per_sequence < b.per_sequence;
  });
  return result;
}

}  // namespace ec2plan
