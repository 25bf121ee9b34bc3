#include "compute.hpp"
#include "ec2plan/model/parameters.hpp"
#include "widths.hpp"

namespace ec2plan {
namespace {

/// Of a layer and device, whatever its tokens: each pass expands the weights anew.
Time expansion(Setup const& s, Layout const& l, Rates const& r) {
  Quantization const held_in = s.job.tuning.quantization;
  bool const in_kind = held_in == Quantization::fp8 && s.job.precision == Precision::fp8;
  if (held_in == Quantization::none || in_kind) return {};
  auto const count = parameters(s.job.model);
  double const dense = count.attention + count.recurrent + count.feed_forward;
  double const spread = l.expert > 1 ? spanned(l.expert, l.expert_tensor) : l.tensor;
  double const weights = (dense / l.tensor + count.experts / spread) / s.job.model.layers;
  return weights * s.tuning.dequantization * byte / r.memory;
}

}  // namespace

/// Two narrow products beside each matrix, three times over as both are trained, and what passes
/// through memory between them. Source: Hu et al. 2021; docs/model.md, "Tuning".
PassTime adapters(Setup const& s, Layout const& l, Rates const& r) {
  auto const& t = s.job.tuning;
  auto const widths = adapter_widths(s.job.model, t.targets);
  double const tokens = micro_batch_tokens(s.job, l) / l.tensor;
  double const passed = widths.passed_inputs + widths.passed_outputs;
  double const moved = widths.passed_inputs * s.tuning.adapter_inputs +
                       widths.passed_outputs * s.tuning.adapter_outputs;
  Time const product = 2 * tokens * passed * t.rank * flop / (s.tuning.narrow_rate * r.gemm16);
  Time const traffic = tokens * moved * byte / r.memory;
  Time const expanded = expansion(s, l, r);
  return {product + traffic + expanded, 2 * product + traffic + expanded};
}

}  // namespace ec2plan
