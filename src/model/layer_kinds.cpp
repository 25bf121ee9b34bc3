#include "ec2plan/model/layer_kinds.hpp"

#include <algorithm>

#include "ec2plan/model/parameters.hpp"

namespace ec2plan {
namespace {

double or_else(int value, double otherwise) { return value > 0 ? value : otherwise; }

double layers_with_attention(Transformer const& m) {
  if (m.attention_layers > 0) return m.attention_layers;
  int const others = (m.state_space ? m.state_space->layers : 0) +
                     (m.linear_attention ? m.linear_attention->layers : 0) +
                     (m.short_convolution ? m.short_convolution->layers : 0);
  return std::max(0, m.layers - others);
}

void settle_widths(Transformer const& m, bool shared, AttentionKind& kind) {
  double const queries = kind.heads * kind.key_dim;
  kind.output_width = kind.heads * kind.value_dim;
  kind.input_width = queries + kind.kv_heads * (kind.key_dim + (shared ? 0 : kind.value_dim)) +
                     (m.attention_gate ? queries : 0);
}

AttentionKind latent_kind(Transformer const& m, LatentAttention const& l) {
  double const heads = m.heads;
  double const output = heads * l.value_head_dim;
  return {.heads = heads,
          .kv_heads = heads,
          .key_dim = static_cast<double>(l.nope_head_dim) + l.rope_head_dim,
          .value_dim = static_cast<double>(l.value_head_dim),
          .input_width = latent_attention_parameters(m) / m.hidden - output,
          .output_width = output};
}

AttentionKind whole_kind(Transformer const& m) {
  if (m.latent_attention) return latent_kind(m, *m.latent_attention);
  AttentionKind kind{.heads = 1.0 * m.heads,
                     .kv_heads = 1.0 * m.kv_heads,
                     .key_dim = 1.0 * m.head_dim,
                     .value_dim = or_else(m.value_head_dim, m.head_dim)};
  settle_widths(m, m.shared_key_value, kind);
  return kind;
}

AttentionKind window_kind(Transformer const& m, AttentionKind const& whole) {
  if (!m.windows) return {};
  auto const& w = *m.windows;
  AttentionKind kind = whole;
  kind.layers = w.layers;
  kind.window = w.size;
  kind.chunks = w.chunks;
  if (m.latent_attention) return kind;
  kind.heads = or_else(w.heads, whole.heads);
  kind.kv_heads = or_else(w.kv_heads, whole.kv_heads);
  kind.key_dim = or_else(w.head_dim, whole.key_dim);
  kind.value_dim = or_else(w.value_head_dim, w.head_dim > 0 ? w.head_dim : whole.value_dim);
  settle_widths(m, false, kind);
  return kind;
}

/// Mamba-1 projects to its inner width twice, and from there to step, B and C; Mamba-2 projects to
/// all of them at once.
RecurrentKind state_space_kind(Transformer const& m) {
  if (!m.state_space) return {};
  auto const& s = *m.state_space;
  double const inner = static_cast<double>(s.heads) * s.head_dim;
  double const state = static_cast<double>(s.groups) * s.state;
  bool const first = s.step_rank > 0;
  double const convolved = inner + (first ? 0 : 2 * state);
  RecurrentKind kind{.layers = 1.0 * s.layers,
                     .heads = 1.0 * s.heads,
                     .groups = 1.0 * s.groups,
                     .input_width = 2 * inner + (first ? 0 : 2 * state + s.heads),
                     .output_width = inner,
                     .extras = convolved * (s.convolution + (s.convolution_bias ? 1 : 0)),
                     .state = inner * s.state};
  if (s.projection_bias) kind.extras += kind.input_width + m.hidden;
  if (first)  // B, C and step from the inner width; the step's own projection; A and D
    kind.extras += inner * (s.step_rank + 2.0 * s.state) + inner * (s.step_rank + 1.0) +
                   inner * (s.state + 1.0) + (s.norm ? s.step_rank + 2.0 * s.state : 0);
  else  // A, D and the step's bias for each head
    kind.extras += 3.0 * s.heads + (s.norm ? inner : 0);
  return kind;
}

RecurrentKind linear_attention_kind(Transformer const& m) {
  if (!m.linear_attention) return {};
  auto const& l = *m.linear_attention;
  double const keys = static_cast<double>(l.key_heads) * l.key_head_dim;
  double const values = static_cast<double>(l.value_heads) * l.value_head_dim;
  RecurrentKind kind{
      .layers = 1.0 * l.layers,
      .heads = 1.0 * l.value_heads,
      .groups = 1.0 * l.key_heads,
      .input_width = 2 * keys + 2 * values,
      .output_width = values,
      .extras = (2 * keys + values) * l.convolution,
      .state = static_cast<double>(l.value_heads) * l.key_head_dim * l.value_head_dim};
  if (!l.learned_decay) {
    kind.extras += values;  // its norm
  } else if (l.gate_rank > 0) {
    kind.input_width += l.value_heads - values + 2.0 * l.gate_rank;
    kind.extras += l.gate_rank * (keys + values) + keys + l.value_heads + l.value_head_dim;
  } else {
    kind.input_width += 2.0 * l.value_heads;
    kind.extras += 2.0 * l.value_heads + l.value_head_dim;
  }
  return kind;
}

/// Two gates and what is convolved come of one projection.
RecurrentKind short_convolution_kind(Transformer const& m) {
  if (!m.short_convolution) return {};
  auto const& c = *m.short_convolution;
  double const hidden = m.hidden;
  return {.layers = 1.0 * c.layers,
          .heads = hidden,
          .groups = hidden,
          .input_width = 3 * hidden,
          .output_width = hidden,
          .extras = hidden * c.kernel + (c.bias ? 5 * hidden : 0)};
}

}  // namespace

std::array<AttentionKind, 2> attention_kinds(Transformer const& m) {
  AttentionKind whole = whole_kind(m);
  AttentionKind const windows = window_kind(m, whole);
  whole.layers = layers_with_attention(m) - windows.layers;
  if (m.sparse_attention) whole.window = m.sparse_attention->top;
  return {whole, windows};
}

std::array<RecurrentKind, 3> recurrent_kinds(Transformer const& m) {
  return {state_space_kind(m), linear_attention_kind(m), short_convolution_kind(m)};
}

double feed_forward_layers(Transformer const& m) { return m.layers - m.bare_layers; }

double expert_layers(Transformer const& m) {
  return m.experts ? feed_forward_layers(m) - m.experts->dense_layers : 0;
}

double seen_tokens(AttentionKind const& kind, Attention attention, double length) {
  double const window = kind.window > 0 ? std::min(kind.window, length) : length;
  if (attention == Attention::bidirectional) return window;
  return kind.chunks ? window / 2 : window * (1 - window / (2 * length));
}

}  // namespace ec2plan
