#include "ec2plan/model/parameters.hpp"

namespace ec2plan {
namespace {

double norm_parameters(Transformer const& m) {
  double const one = (m.norm == Norm::layer ? 2.0 : 1.0) * m.hidden;
  double const query_key = m.qk_norm ? 2.0 * m.head_dim : 0.0;
  return m.layers * (m.norms_per_layer * one + query_key) + (m.final_norm ? one : 0.0) +
         (m.embedding_norm ? one : 0.0);
}

double latent_attention_parameters(Transformer const& m, LatentAttention const& l) {
  double const query_dim = static_cast<double>(m.heads) * (l.nope_head_dim + l.rope_head_dim);
  double const query = l.query_rank ? m.hidden * static_cast<double>(*l.query_rank) +
                                          *l.query_rank + *l.query_rank * query_dim
                                    : m.hidden * query_dim;
  double const key_value =
      m.hidden * static_cast<double>(l.key_value_rank + l.rope_head_dim) + l.key_value_rank +
      l.key_value_rank * static_cast<double>(m.heads) * (l.nope_head_dim + l.value_head_dim);
  return query + key_value + static_cast<double>(m.heads) * l.value_head_dim * m.hidden;
}

}  // namespace

double attention_parameters(Transformer const& m) {
  if (m.latent_attention) return latent_attention_parameters(m, *m.latent_attention);
  double const query_dim = static_cast<double>(m.heads) * m.head_dim;
  double const key_value_dim = 2.0 * m.kv_heads * m.head_dim;
  double const weights = m.hidden * (query_dim + key_value_dim) + query_dim * m.hidden;
  double const biases =
      (m.qkv_bias ? query_dim + key_value_dim : 0.0) + (m.output_bias ? m.hidden : 0.0);
  return weights + biases + (m.attention_sinks ? m.heads : 0.0);
}

double feed_forward_parameters(Transformer const& m, int width) {
  double const inputs = m.gated ? 2.0 : 1.0;
  double const weights = (inputs + 1) * m.hidden * static_cast<double>(width);
  return weights + (m.mlp_bias ? inputs * width + m.hidden : 0.0);
}

ParameterCount parameters(Transformer const& m) {
  ParameterCount count;
  count.attention = m.layers * attention_parameters(m);
  count.norms = norm_parameters(m);
  count.embeddings = (static_cast<double>(m.vocabulary) + m.learned_positions) * m.hidden;
  count.output = m.tied_embeddings ? 0.0 : static_cast<double>(m.vocabulary) * m.hidden;
  if (!m.experts) {
    count.feed_forward = m.layers * feed_forward_parameters(m, m.feed_forward);
    return count;
  }
  auto const& e = *m.experts;
  double const sparse_layers = m.layers - e.dense_layers;
  double const router = static_cast<double>(e.count) * (m.hidden + (m.router_bias ? 1 : 0));
  double const shared =
      e.shared_feed_forward > 0 ? feed_forward_parameters(m, e.shared_feed_forward) : 0.0;
  double const one_expert = feed_forward_parameters(m, e.feed_forward);
  count.feed_forward = sparse_layers * (router + shared);
  if (e.dense_layers > 0)
    count.feed_forward += e.dense_layers * feed_forward_parameters(m, e.dense_feed_forward);
  count.experts = sparse_layers * e.count * one_expert;
  count.experts_active = sparse_layers * e.per_token * one_expert;
  return count;
}

}  // namespace ec2plan
