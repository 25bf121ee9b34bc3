#include "ec2plan/model/parameters.hpp"

#include "ec2plan/model/layer_kinds.hpp"

namespace ec2plan {
namespace {

double norm_parameters(Transformer const& m) {
  double const one = (m.norm == Norm::layer ? 2.0 : 1.0) * m.hidden;
  double in_layers = m.layers * (m.norms_per_layer * one);
  if (m.qk_norm)
    for (auto const& kind : attention_kinds(m))
      in_layers += kind.layers * 2 * (m.latent_attention ? m.head_dim : kind.key_dim);
  double const embedding = m.embedding_width > 0 ? one / m.hidden * m.embedding_width : one;
  return (in_layers + m.layer_extras) / m.layers_sharing + (m.final_norm ? one : 0.0) +
         (m.embedding_norm ? embedding : 0.0);
}

double of_kind(Transformer const& m, AttentionKind const& kind) {
  double const sinks = m.attention_sinks ? kind.heads : 0.0;
  if (m.latent_attention) return latent_attention_parameters(m) + sinks;
  double const weights = m.hidden * kind.input_width + kind.output_width * m.hidden;
  double const biases = (m.qkv_bias ? kind.input_width : 0.0) + (m.output_bias ? m.hidden : 0.0);
  return weights + biases + sinks;
}

double of_kind(Transformer const& m, RecurrentKind const& kind) {
  return m.hidden * (kind.input_width + kind.output_width) + kind.extras;
}

/// The scorer of sparse attention: its queries from the query rank, one key, a weight for each
/// head.
double scorer_parameters(Transformer const& m) {
  if (!m.sparse_attention) return 0;
  auto const& s = *m.sparse_attention;
  double const rank =
      m.latent_attention ? m.latent_attention->query_rank.value_or(m.hidden) : m.hidden;
  double const dim = s.head_dim;
  return rank * s.heads * dim + m.hidden * dim + 2 * dim + 1.0 * m.hidden * s.heads;
}

template <typename Kinds>
double of_kinds(Transformer const& m, Kinds const& kinds) {
  double sum = 0;
  for (auto const& kind : kinds)
    if (kind.layers > 0) sum += kind.layers * of_kind(m, kind);
  return sum;
}

/// Two or three matrices between widths, and their biases.
double between(Transformer const& m, double outer, double width) {
  double const inputs = m.gated ? 2.0 : 1.0;
  return (inputs + 1) * outer * width + (m.mlp_bias ? inputs * width + outer : 0.0);
}

void count_experts(Transformer const& m, Experts const& e, ParameterCount& count) {
  double const sparse = expert_layers(m);
  double const router = static_cast<double>(e.count) * (m.hidden + (m.router_bias ? 1 : 0));
  double const shared = e.shared_feed_forward > 0 ? between(m, m.hidden, e.shared_feed_forward) : 0;
  double const latent = 2.0 * m.hidden * e.latent;
  double const one = between(m, e.latent > 0 ? e.latent : m.hidden, e.feed_forward);
  count.feed_forward = sparse * (router + shared + latent);
  if (e.dense_layers > 0)
    count.feed_forward += e.dense_layers * between(m, m.hidden, e.dense_feed_forward);
  count.experts = sparse * e.count * one;
  count.experts_active = sparse * e.per_token * one;
}

}  // namespace

double latent_attention_parameters(Transformer const& m) {
  auto const& l = *m.latent_attention;
  double const query_dim = static_cast<double>(m.heads) * (l.nope_head_dim + l.rope_head_dim);
  double const query = l.query_rank ? m.hidden * static_cast<double>(*l.query_rank) +
                                          *l.query_rank + *l.query_rank * query_dim
                                    : m.hidden * query_dim;
  double const key_value =
      m.hidden * static_cast<double>(l.key_value_rank + l.rope_head_dim) + l.key_value_rank +
      l.key_value_rank * static_cast<double>(m.heads) * (l.nope_head_dim + l.value_head_dim);
  return query + key_value + static_cast<double>(m.heads) * l.value_head_dim * m.hidden;
}

ParameterCount parameters(Transformer const& m) {
  ParameterCount count;
  auto const attention = attention_kinds(m);
  count.attention = of_kinds(m, attention) + attention[0].layers * scorer_parameters(m);
  count.recurrent = of_kinds(m, recurrent_kinds(m));
  count.norms = norm_parameters(m);
  double const width = embedding_width(m);
  count.embeddings = m.vocabulary * width + 1.0 * m.learned_positions * m.hidden + m.extras;
  count.output = m.tied_embeddings ? 0.0 : m.vocabulary * width;
  if (m.experts)
    count_experts(m, *m.experts, count);
  else
    count.feed_forward = feed_forward_layers(m) * between(m, m.hidden, m.feed_forward);
  for (auto* part : {&count.attention, &count.recurrent, &count.feed_forward, &count.experts,
                     &count.experts_active})
    *part /= m.layers_sharing;
  return count;
}

double embedding_width(Transformer const& m) {
  return m.embedding_width > 0 ? m.embedding_width : m.hidden;
}

}  // namespace ec2plan
