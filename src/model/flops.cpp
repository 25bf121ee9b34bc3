#include "ec2plan/model/flops.hpp"

#include "ec2plan/model/parameters.hpp"

namespace ec2plan {
namespace {

constexpr FlopsPerToken per_token(double flops) { return flops * flop / token; }

/// Of a number of the state: it decays and takes up the token (5), and gives to the output (2).
constexpr double per_state = 7;

}  // namespace

double attention_flops(AttentionKind const& kind, double seen) {
  return 2 * kind.heads * seen * (kind.key_dim + kind.value_dim);
}

double scorer_flops(Transformer const& m, double seen) {
  if (!m.sparse_attention) return 0;
  return 2.0 * m.sparse_attention->heads * m.sparse_attention->head_dim * seen;
}

double recurrence_flops(RecurrentKind const& kind) { return per_state * kind.state; }

ForwardFlops forward_flops(Transformer const& m, int sequence_length) {
  auto const count = parameters(m);
  double const in_layers =
      count.attention + count.recurrent + count.feed_forward + count.experts_active;
  double attention = 0, recurrence = 0;
  for (auto const& kind : attention_kinds(m)) {
    if (kind.layers > 0)
      attention +=
          kind.layers * attention_flops(kind, seen_tokens(kind, m.attention, sequence_length));
  }
  auto const whole = attention_kinds(m)[0];
  AttentionKind const all{.layers = whole.layers};
  attention += all.layers * scorer_flops(m, seen_tokens(all, m.attention, sequence_length));
  for (auto const& kind : recurrent_kinds(m))
    recurrence += kind.layers * recurrence_flops(kind);
  return {.linear = per_token(2 * in_layers * m.layers_sharing),
          .attention = per_token(attention),
          .logits = per_token(2.0 * m.vocabulary * embedding_width(m)),
          .recurrence = per_token(recurrence)};
}

FlopsPerToken model_flops(Transformer const& m, int sequence_length) {
  return 3 * forward_flops(m, sequence_length).total();
}

FlopsPerToken hardware_flops(Transformer const& m, int sequence_length, Recompute recompute) {
  auto const forward = forward_flops(m, sequence_length);
  switch (recompute) {
    case Recompute::none:
      return 3 * forward.total();
    case Recompute::selective:
      return 3 * forward.total() + forward.attention;
    case Recompute::full:
      return 3 * forward.total() + forward.linear + forward.attention + forward.recurrence;
  }
  return {};
}

FlopsPerToken model_flops(Transformer const& m, int sequence_length, Tuning const& t) {
  auto const forward = forward_flops(m, sequence_length);
  auto all = 3 * forward.total();
  if (t.frozen()) {
    auto const widths = adapter_widths(m, t.targets);
    double const passed = m.layers * t.rank * (widths.passed_inputs + widths.passed_outputs);
    all += per_token(6 * passed) - forward.linear - forward.logits;
  }
  if (t.method == Method::dpo) all += forward.total();
  return all;
}

FlopsPerToken hardware_flops(Transformer const& m, int sequence_length, Tuning const& t,
                             Recompute recompute) {
  auto const again =
      hardware_flops(m, sequence_length, recompute) - model_flops(m, sequence_length);
  return model_flops(m, sequence_length, t) + again;
}

}  // namespace ec2plan
