#include "compute.hpp"
#include "widths.hpp"

namespace ec2plan {
namespace {

/// Width of what the routed experts give back for a token, averaged over the layers.
double routed_outputs(Transformer const& m) {
  return m.experts ? sparse_share(m) * m.experts->per_token * m.hidden : 0;
}

bool in_fp32(Setup const& s) {
  Quantization const held_in = s.job.tuning.quantization;
  return s.tuning.kbit_preparation &&
         (held_in == Quantization::nf4 || held_in == Quantization::int8);
}

/// Bytes a token for casting what goes into the four dense products, and their output gradients:
/// read once, written as a value and transposed.
struct Casts {
  double inputs = 0, gradients = 0;
};

Casts fp8_casts(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  if (s.job.precision != Precision::fp8) return {};
  double const each = s.assumptions.fp8_casts, width = dense_width(m) / l.tensor;
  double const up = width > 0 ? m.hidden : 0;
  return {each * (m.hidden + output_projection(m) / l.tensor + up + width),
          each * (input_projection(m, l.tensor) + m.hidden + (m.gated ? 2 : 1) * width + up)};
}

}  // namespace

/// Norms, residuals, activations, rotary embedding: bytes through memory per token. Experts' biases
/// are passes of their own: products of groups do not add them.
PassTime elementwise_work(Setup const& s, Layout const& l, Rates const& r) {
  auto const& m = s.job.model;
  double const tokens = micro_batch_tokens(s.job, l);
  double const replicated = l.sequence_parallel ? 1.0 / l.tensor : 1.0;
  double const dropout = 2 * s.assumptions.dropout;
  double const routed =
      m.experts ? sparse_share(m) * m.experts->per_token * m.experts->feed_forward : 0;
  double const biases =
      m.mlp_bias ? 4 * ((m.gated ? 2 : 1) * routed + routed_outputs(m)) / l.tensor : 0;
  double const width = (dense_width(m) + routed) / l.tensor;
  double const projected = 4 * input_projection(m, l.tensor);
  double const h = m.hidden * replicated;
  Casts const casts = fp8_casts(s, l);
  double const forward = (20 + dropout) * h + (m.gated ? 6 : 4) * width + projected + biases;
  double const backward = (24 + dropout) * h + (m.gated ? 10 : 6) * width + projected + biases / 2;
  double const moved =
      s.assumptions.elementwise_traffic * (in_fp32(s) ? s.tuning.prepared_traffic : 1);
  Time const of_byte = tokens * byte / r.memory;
  return {(moved * forward + casts.inputs) * of_byte,
          (moved * backward + casts.gradients) * of_byte};
}

}  // namespace ec2plan
