#include "bundles.hpp"

#include <algorithm>

namespace ec2plan {

std::vector<Bundle> bundles(Setup const& setup, Choices const& choices, Layout shared) {
  std::vector<Bundle> result;
  shared.sequence_parallel = choices.sequence_parallel.value_or(shared.tensor > 1);
  bool const all_kinds = choices.recompute.size() > 1;
  bool const selective_is_none =
      all_kinds && setup.accelerator.fused_attention && !setup.assumptions.selective_products;
  auto const& sizes = choices.micro_batch;
  for (std::size_t i = 0; i < sizes.size(); ++i)
    for (Recompute recompute : choices.recompute) {
      if (selective_is_none && recompute == Recompute::selective) continue;  // the same twice
      shared.micro_batch = sizes[i];
      shared.recompute = recompute;
      auto const costs = micro_batch(setup, shared);
      result.push_back({shared, costs, costs.layer() / sizes[i], i});
    }
  std::stable_sort(result.begin(), result.end(), [](Bundle const& a, Bundle const& b) {
    return a.per_sequence < b.per_sequence;
  });
  return result;
}

}  // namespace ec2plan
