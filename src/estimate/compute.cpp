#include "compute.hpp"

#include "widths.hpp"

namespace ec2plan {
namespace {

std::optional<FlopRate> of_peak(std::optional<FlopRate> peak, double efficiency) {
  return peak ? std::optional(*peak * efficiency) : peak;
}

/// The last product of a layer: its output is only needed where the next layer starts.
Time last_product(Setup const& s, Layout const& l, Rates const& r) {
  auto const& m = s.job.model;
  double const width = dense_width(m) / l.tensor;
  if (width <= 0) return {};
  return linear_time({micro_batch_tokens(s.job, l), 1.0 * m.hidden, width}, r.gemm, s, r.memory)
      .forward;
}

/// Every second product of torchtitan's policy, as keys, output and gate come second, and all that
/// lies between; attention's outputs are kept.
/// Source: pytorch/torchtitan, activation_checkpoint.py (selective, "op").
Time second_products(Setup const& s, Layout const& l, Rates const& r, LayerCompute const& c) {
  auto const& m = s.job.model;
  double const width = dense_width(m) / l.tensor;
  double const second = key_value_width(m, l.tensor) / 2 + output_projection(m) / l.tensor + width;
  double const all =
      input_projection(m, l.tensor) + output_projection(m) / l.tensor + (m.gated ? 3 : 2) * width;
  PassTime const elementwise = elementwise_work(s, l, r);
  Time const products = c.total.forward - c.attention.forward - elementwise.forward;
  return second / all * products + elementwise.forward;
}

/// What is computed once more in a backward pass.
Time recomputed(Setup const& s, Layout const& l, Rates const& r, LayerCompute const& c) {
  bool const selective = l.recompute == Recompute::selective;
  if (l.recompute == Recompute::none) return {};
  if (selective && s.assumptions.selective_products && s.accelerator.fused_attention)
    return second_products(s, l, r, c);
  if (selective) return s.accelerator.fused_attention ? Time{} : c.attention.forward;
  Time whole = c.total.forward;
  if (s.assumptions.early_stop) whole -= last_product(s, l, r);
  return l.recompute_share * whole;
}

}  // namespace

bool modelled(Setup const& s) {
  bool const has_rate = s.accelerator.effective_rate
                            ? s.job.precision != Precision::fp8
                            : s.device.peak && s.device.peak16 && s.accelerator.gemm_efficiency > 0;
  return has_rate && reads_quantised_state(s) && linked(s.type) && s.device.memory_bandwidth &&
         s.device.memory > Bytes{};
}

Rates rates(Setup const& s) {
  auto const& a = s.accelerator;
  Bandwidth const memory = *s.device.memory_bandwidth * a.memory_efficiency;
  if (a.effective_rate) {
    FlopRate const rate = *a.effective_rate / s.type.accelerator.devices;
    return {rate, rate, rate, memory};
  }
  bool const fp8 = s.job.precision == Precision::fp8;
  return {.gemm = *of_peak(s.device.peak, fp8 ? a.gemm_efficiency_fp8 : a.gemm_efficiency),
          .gemm16 = *of_peak(s.device.peak16, a.gemm_efficiency),
          .attention = *of_peak(s.device.peak16, a.attention_efficiency),
          .memory = memory};
}

/// Counted for a forward pass; a backward pass has two for each.
Time launch_floor(Setup const& s, Layout const& l) {
  auto const& a = s.assumptions;
  auto const& m = s.job.model;
  double kernels = a.layer_kernels;
  if (a.captured_graphs) return {};
  if (!s.accelerator.fused_attention) kernels += a.unfused_kernels;
  if (l.tensor > 1) kernels += a.tensor_kernels;
  if (m.experts)
    kernels +=
        sparse_share(m) * (a.mixture_kernels + a.expert_kernels * m.experts->count / l.expert);
  if (s.job.tuning.frozen())
    kernels += s.tuning.adapter_kernels * adapter_widths(m, s.job.tuning.targets).products +
               (s.job.tuning.quantization == Quantization::none ? 0 : s.tuning.expanding_kernels);
  double const passes = 3 + (l.recompute == Recompute::full ? l.recompute_share : 0);
  return passes * kernels * a.kernel_launch;
}

LayerCompute layer_compute(Setup const& s, Layout const& l) {
  Rates const r = rates(s);
  LayerCompute c;
  c.attention =
      s.accelerator.fused_attention ? fused_attention(s, l, r) : unfused_attention(s, l, r);
  c.total = c.attention;
  c.total += recurrences(s, l, r);
  c.total += attention_projections(s, l, r);
  c.total += dense_feed_forward(s, l, r);
  c.total += routed_experts(s, l, r);
  c.total += elementwise_work(s, l, r);
  if (s.job.tuning.frozen()) c.total += adapters(s, l, r);
  c.recomputed = recomputed(s, l, r, c);
  if (s.job.tuning.method == Method::dpo) c.total.forward *= 2;  // and of the reference
  return c;
}

}  // namespace ec2plan
