#include <algorithm>
#include <cmath>

#include "compute.hpp"
#include "ec2plan/model/flops.hpp"
#include "widths.hpp"

namespace ec2plan {
namespace {

constexpr int aligned_elements = 8;  // 16 bytes: what matrix units load at once
constexpr double head_step = 32;     // fused kernels are compiled for head sizes in such steps

/// Share of a fused kernel's work that is not padding of the head.
double used_share(double head_dim) {
  return head_dim / (head_step * std::ceil(head_dim / head_step));
}

/// Mean of the sizes of a head's queries and values.
double head_size(AttentionKind const& kind) { return (kind.key_dim + kind.value_dim) / 2; }

double share(Transformer const& m, double layers) { return layers / m.layers; }

/// Rates follow the head size, which the kinds of layers need not share.
Time fused_forward(Setup const& s, Layout const& l, Rates const& r, AttentionKind const& kind) {
  int const length = s.job.attended > 0 ? s.job.attended : s.job.sequence_length;
  double const seen = seen_tokens(kind, s.job.model.attention, length);
  Flops const scores = micro_batch_tokens(s.job, l) * attention_flops(kind, seen) / l.tensor * flop;
  return scores / (r.attention * used_share(head_size(kind)));
}

/// The whole score matrix, which a window does not shrink.
PassTime unfused_pass(Setup const& s, Layout const& l, Rates const& r, AttentionKind const& kind) {
  double const length = s.job.sequence_length, tokens = micro_batch_tokens(s.job, l);
  bool const aligned = static_cast<int>(kind.key_dim) % aligned_elements == 0;
  FlopRate const rate = r.gemm16 * (aligned ? 1 : s.accelerator.unaligned_share);
  Time const products = tokens * attention_flops(kind, length) / l.tensor * flop / rate;
  Time const pass = kind.heads / l.tensor * length * tokens * byte / r.memory;
  double const masks = 5 * s.assumptions.dropout;
  return {std::max(products, 4 * pass) + (4 + masks) * pass,
          std::max(2 * products, 8 * pass) + (6 + masks) * pass};
}

}  // namespace

/// No score leaves the chip; the backward pass computes them again: five products to the
/// forward's two. Source: Dao 2023 (FlashAttention-2).
PassTime fused_attention(Setup const& s, Layout const& l, Rates const& r) {
  auto const& m = s.job.model;
  Time forward{};
  for (auto const& kind : attention_kinds(m))
    if (kind.layers > 0) forward += share(m, kind.layers) * fused_forward(s, l, r, kind);
  if (m.sparse_attention) {
    AttentionKind const all{.layers = attention_kinds(m)[0].layers};
    double const seen = seen_tokens(all, m.attention, s.job.sequence_length);
    Flops const scores = micro_batch_tokens(s.job, l) * scorer_flops(m, seen) / l.tensor * flop;
    forward += share(m, all.layers) * (scores / r.attention);
  }
  return {forward, 2.5 * forward};
}

/// The score matrix passes through memory at every element-wise step, and causality saves nothing.
PassTime unfused_attention(Setup const& s, Layout const& l, Rates const& r) {
  auto const& m = s.job.model;
  PassTime time;
  for (auto const& kind : attention_kinds(m)) {
    if (kind.layers <= 0) continue;
    auto const pass = unfused_pass(s, l, r, kind);
    time += {share(m, kind.layers) * pass.forward, share(m, kind.layers) * pass.backward};
  }
  return time;
}

/// The states of state-space and linear-attention layers, at the rate of attention: a guess.
PassTime recurrences(Setup const& s, Layout const& l, Rates const& r) {
  auto const& m = s.job.model;
  Time forward{};
  for (auto const& kind : recurrent_kinds(m)) {
    Flops const states = micro_batch_tokens(s.job, l) * recurrence_flops(kind) / l.tensor * flop;
    forward += share(m, kind.layers) * (states / r.attention);
  }
  return {forward, 2.5 * forward};
}

/// The projections around every kind of mixer, each kind in its share of the layers.
PassTime attention_projections(Setup const& s, Layout const& l, Rates const& r) {
  auto const& m = s.job.model;
  double const tokens = micro_batch_tokens(s.job, l), hidden = m.hidden;
  PassTime all;
  auto const add = [&](double layers, double in, double out) {
    if (layers <= 0) return;
    auto time = linear_time({tokens, in, hidden}, r.gemm, s, r.memory);
    time += linear_time({tokens, hidden, out / l.tensor}, r.gemm, s, r.memory);
    all += {share(m, layers) * time.forward, share(m, layers) * time.backward};
  };
  for (auto const& kind : attention_kinds(m))
    add(kind.layers, local_input_width(kind, l.tensor), kind.output_width);
  for (auto const& kind : recurrent_kinds(m))
    add(kind.layers, kind.input_width / l.tensor, kind.output_width);
  return all;
}

}  // namespace ec2plan
