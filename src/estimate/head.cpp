#include "compute.hpp"
#include "widths.hpp"

namespace ec2plan {

Loss loss_of(Setup const& s) {
  auto const& t = s.job.tuning;
  return t.loss.value_or(t.pretrains() ? Loss::plain : s.tuning.loss);
}

Time head_compute(Setup const& s, Layout const& l) {
  Rates const r = rates(s);
  double const tokens = s.job.head_share * micro_batch_tokens(s.job, l);
  double const entries = static_cast<double>(s.job.model.vocabulary) / l.tensor;
  auto const logits =
      linear_time({tokens, entries, 1.0 * s.job.model.hidden}, r.gemm16, s, r.memory);
  return logits.forward + logits.backward +
         s.assumptions.loss_traffic * tokens * entries * byte / r.memory;
}

}  // namespace ec2plan
