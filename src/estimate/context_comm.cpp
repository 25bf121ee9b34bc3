#include <algorithm>

#include "communication.hpp"
#include "widths.hpp"

namespace ec2plan {

/// Keys and values travel round a ring while attention computes; what does not hide is exposed.
ContextTraffic context_comm(Setup const& s, Layout const& l, PassTime const& attention) {
  if (l.context == 1) return {};
  auto const& m = s.job.model;
  bool const inside = spanned(l.tensor, l.context) <= s.device.per_instance;
  Bandwidth const rate = inside ? s.device.link * s.accelerator.link_efficiency
                                : s.device.network * s.network.efficiency;
  Bytes const block = micro_batch_tokens(s.job, l) * key_value_width(m, l.tensor) * 2 * byte;
  Time const ring = (l.context - 1) * (block / rate + s.assumptions.collective_overhead);
  PassTime const hidden{std::min(ring, attention.forward), std::min(2 * ring, attention.backward)};
  return {(ring - hidden.forward) + (2 * ring - hidden.backward), hidden};
}

}  // namespace ec2plan
