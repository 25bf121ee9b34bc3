#include "compute.hpp"

#include <algorithm>
#include <array>

#include "ec2plan/model/parameters.hpp"

namespace ec2plan {
namespace {

constexpr double tile = 128.0 * 256.0;             // output elements of one thread block
constexpr Bytes main_gradient_traffic = 6 * byte;  // read and write of an fp32 accumulator, bf16 in

/// A product of the forward pass and the two that follow from it in the backward pass.
struct Linear {
  double tokens = 0, outputs = 0, inputs = 0;
  double copies = 1;  // experts on the device
};

struct LinearTime {
  Time forward{}, backward{};
};

LinearTime linear_time(Linear const& l, FlopRate rate, Setup const& setup, Bandwidth memory) {
  int const units = setup.accelerator.compute_units;
  auto const one = [&](double rows, double columns, double inner, Bytes extra) {
    return l.copies * product_time({rows, columns, inner, extra}, rate, memory, units);
  };
  Bytes const accumulate = l.outputs * l.inputs * main_gradient_traffic;
  return {.forward = one(l.tokens, l.outputs, l.inputs, {}),
          .backward = one(l.tokens, l.inputs, l.outputs, {}) +
                      one(l.inputs, l.outputs, l.tokens, accumulate)};
}

/// Widths of the attention block's two projections on one device, latent attention's low ranks
/// folded in.
double input_projection(Transformer const& m, int tensor) {
  if (!m.latent_attention)
    return (1.0 * m.heads / tensor + 2 * local_kv_heads(m, tensor)) * m.head_dim;
  double const output = static_cast<double>(m.heads) * m.latent_attention->value_head_dim;
  return (attention_parameters(m) / m.hidden - output) / tensor;
}

double output_projection(Transformer const& m) {
  return static_cast<double>(m.heads) *
         (m.latent_attention ? m.latent_attention->value_head_dim : m.head_dim);
}

double sparse_share(Transformer const& m) {
  return m.experts ? static_cast<double>(m.layers - m.experts->dense_layers) / m.layers : 0.0;
}

/// Width of the feed-forward that every token passes, averaged over the layers.
double dense_width(Transformer const& m) {
  if (!m.experts) return m.feed_forward;
  double const sparse = sparse_share(m);
  return sparse * m.experts->shared_feed_forward + (1 - sparse) * m.experts->dense_feed_forward;
}

LinearTime feed_forward_time(Setup const& s, double tokens, double width, double copies,
                             Rates const& r) {
  if (width <= 0) return {};
  auto const& m = s.job.model;
  double const inputs = m.gated ? 2 : 1;
  auto const up =
      linear_time({tokens, inputs * width, 1.0 * m.hidden, copies}, r.gemm, s, r.memory);
  auto const down = linear_time({tokens, 1.0 * m.hidden, width, copies}, r.gemm, s, r.memory);
  return {up.forward + down.forward, up.backward + down.backward};
}

/// Routed experts: tokens spread evenly over the local experts, averaged over the layers.
LinearTime experts_time(Setup const& s, Layout const& l, double tokens, Rates const& r) {
  auto const& m = s.job.model;
  if (!m.experts) return {};
  auto const& e = *m.experts;
  bool const spread = l.expert > 1;
  double const local = static_cast<double>(e.count) / l.expert;
  double const routed = tokens * e.per_token * l.expert / e.count / (spread ? l.tensor : 1);
  double const width = static_cast<double>(e.feed_forward) / (spread ? 1 : l.tensor);
  auto const t = feed_forward_time(s, routed, width, local, r);
  return {sparse_share(m) * t.forward, sparse_share(m) * t.backward};
}

/// Scores and values. Fused: no score leaves the chip, and the backward pass computes them again
/// (2.5 x forward). Unfused: the score matrix passes through memory at every element-wise step.
LinearTime attention_time(Setup const& s, Layout const& l, double tokens, Rates const& r) {
  auto const& m = s.job.model;
  double const length = s.job.sequence_length;
  Flops const all_scores = 4 * tokens * length * attention_width(m) / l.tensor * flop;
  if (s.accelerator.fused_attention) {
    Time const forward = (m.attention == Attention::causal ? 0.5 : 1.0) * all_scores / r.attention;
    return {forward, 2.5 * forward};
  }
  Time const pass = static_cast<double>(m.heads) / l.tensor * length * tokens * byte / r.memory;
  double const masks = 5 * s.assumptions.dropout;
  return {std::max(all_scores / r.gemm16, 4 * pass) + (4 + masks) * pass,
          std::max(2 * all_scores / r.gemm16, 8 * pass) + (6 + masks) * pass};
}

/// Norms, residuals, activations, rotary embedding: bytes through memory per token.
LinearTime elementwise_time(Setup const& s, Layout const& l, double tokens, Rates const& r) {
  auto const& m = s.job.model;
  double const replicated = l.sequence_parallel ? 1.0 / l.tensor : 1.0;
  double const dropout = 2 * s.assumptions.dropout;
  double const fp8 = s.job.precision == Precision::fp8 ? 6 : 0;
  double const routed =
      m.experts ? sparse_share(m) * m.experts->per_token * m.experts->feed_forward : 0;
  double const width = (dense_width(m) + routed) / l.tensor;
  double const projected = 4 * input_projection(m, l.tensor);
  double const h = m.hidden;
  double const forward =
      (20 + dropout) * h * replicated + (m.gated ? 6 : 4) * width + projected + fp8 * h;
  double const backward =
      (24 + dropout) * h * replicated + (m.gated ? 10 : 6) * width + projected + fp8 * h;
  return {tokens * forward * byte / r.memory, tokens * backward * byte / r.memory};
}

std::optional<FlopRate> of_peak(std::optional<FlopRate> peak, double efficiency) {
  return peak ? std::optional(*peak * efficiency) : peak;
}

}  // namespace

double local_kv_heads(Transformer const& m, int tensor) {
  return std::max(1.0, static_cast<double>(m.kv_heads) / tensor);
}

double micro_batch_tokens(Job const& job, Layout const& layout) {
  return static_cast<double>(layout.micro_batch) * job.sequence_length / layout.context;
}

bool modelled(Setup const& s) {
  bool const has_rate = s.accelerator.effective_rate
                            ? s.job.precision != Precision::fp8
                            : s.device.peak && s.device.peak16 && s.accelerator.gemm_efficiency > 0;
  return has_rate && s.device.memory_bandwidth && s.device.memory > Bytes{};
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

Time product_time(Product const& p, FlopRate rate, Bandwidth memory, int compute_units) {
  double const waves = compute_units > 0 ? p.rows * p.columns / (tile * compute_units) : 1e30;
  double const quantisation = waves >= 0.5 ? 1 + 0.5 / waves : 1 / waves;
  Bytes const operands = 2 * (p.rows * p.columns + p.columns * p.inner + p.rows * p.inner) * byte;
  return 2 * p.rows * p.columns * p.inner * quantisation * flop / rate +
         (operands + p.extra) / memory;
}

LayerCompute layer_compute(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  Rates const r = rates(s);
  double const tokens = micro_batch_tokens(s.job, l);
  double const t = l.tensor;
  std::array const linears{
      linear_time({tokens, input_projection(m, l.tensor), 1.0 * m.hidden}, r.gemm, s, r.memory),
      linear_time({tokens, 1.0 * m.hidden, output_projection(m) / t}, r.gemm, s, r.memory),
      feed_forward_time(s, tokens, dense_width(m) / t, 1, r), experts_time(s, l, tokens, r)};
  LayerCompute c;
  for (auto const& linear : linears) {
    c.linear_forward += linear.forward;
    c.linear_backward += linear.backward;
  }
  auto const attention = attention_time(s, l, tokens, r);
  auto const elementwise = elementwise_time(s, l, tokens, r);
  c.attention_forward = attention.forward;
  c.attention_backward = attention.backward;
  c.elementwise_forward = elementwise.forward;
  c.elementwise_backward = elementwise.backward;
  return c;
}

Time head_compute(Setup const& s, Layout const& l) {
  Rates const r = rates(s);
  double const tokens = micro_batch_tokens(s.job, l);
  double const entries = static_cast<double>(s.job.model.vocabulary) / l.tensor;
  auto const logits =
      linear_time({tokens, entries, 1.0 * s.job.model.hidden}, r.gemm16, s, r.memory);
  return logits.forward + logits.backward + 24 * tokens * entries * byte / r.memory;
}

}  // namespace ec2plan
