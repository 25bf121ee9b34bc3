#include "communication.hpp"
#include "widths.hpp"

namespace ec2plan {

/// Two all-reduces forward and two backward, and two more where the forward pass is repeated; with
/// sequence parallelism each is a reduce-scatter and an all-gather of the same volume. A layer that
/// is one block alone has half of them.
Time tensor_comm(Setup const& s, Layout const& l) {
  if (l.tensor == 1) return {};
  Group const group = tensor_group(s, l);
  Bytes const size = activation_bytes(s, l);
  Time const once =
      l.sequence_parallel ? 2 * all_gather(s, group, size) : all_reduce(s, group, size);
  double const repeated = l.recompute == Recompute::full ? 2 * l.recompute_share : 0;
  double const times = (4 + repeated) * block_share(s.job.model);
  return (1 - s.assumptions.tensor_overlap) * times * once;
}

}  // namespace ec2plan
