#include "ec2plan/model/flops.hpp"

#include "ec2plan/model/parameters.hpp"

namespace ec2plan {
namespace {

constexpr FlopsPerToken per_token(double flops) { return flops * flop / token; }

}  // namespace

double attention_width(Transformer const& m) {
  if (!m.latent_attention) return static_cast<double>(m.heads) * m.head_dim;
  auto const& l = *m.latent_attention;
  return m.heads * (0.5 * l.nope_head_dim + 0.5 * l.rope_head_dim + 0.5 * l.value_head_dim);
}

ForwardFlops forward_flops(Transformer const& m, int sequence_length) {
  auto const count = parameters(m);
  double const in_layers = count.attention + count.feed_forward + count.experts_active;
  double const seen = m.attention == Attention::causal ? 0.5 : 1.0;
  return {.linear = per_token(2 * in_layers),
          .attention = per_token(4 * seen * m.layers * sequence_length * attention_width(m)),
          .logits = per_token(2.0 * m.vocabulary * m.hidden)};
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
      return 3 * forward.total() + forward.linear + forward.attention;
  }
  return {};
}

}  // namespace ec2plan
