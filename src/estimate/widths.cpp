#include "widths.hpp"

#include <algorithm>

namespace ec2plan {

double local_kv_heads(AttentionKind const& kind, int tensor) {
  return std::max(1.0, kind.kv_heads / tensor);
}

double local_input_width(AttentionKind const& kind, int tensor) {
  bool const copied = kind.kv_heads < tensor;
  if (!copied) return kind.input_width / tensor;
  double const key_values = kind.key_dim + kind.value_dim;
  return kind.input_width / tensor + (1 - kind.kv_heads / tensor) * key_values;
}

double input_projection(Transformer const& m, int tensor) {
  double sum = 0;
  for (auto const& kind : attention_kinds(m))
    sum += kind.layers * local_input_width(kind, tensor);
  for (auto const& kind : recurrent_kinds(m))
    sum += kind.layers * kind.input_width / tensor;
  return sum / m.layers;
}

double kept_value_dim(Transformer const& m, AttentionKind const& kind) {
  return m.latent_attention ? kind.key_dim : kind.value_dim;
}

double output_projection(Transformer const& m) {
  double sum = 0;
  for (auto const& kind : attention_kinds(m))
    sum += kind.layers * kind.output_width;
  for (auto const& kind : recurrent_kinds(m))
    sum += kind.layers * kind.output_width;
  return sum / m.layers;
}

double key_value_width(Transformer const& m, int tensor) {
  double sum = 0;
  for (auto const& kind : attention_kinds(m))
    sum += kind.layers * local_kv_heads(kind, tensor) * (kind.key_dim + kept_value_dim(m, kind));
  return sum / m.layers;
}

double attention_share(Transformer const& m) {
  auto const kinds = attention_kinds(m);
  return (kinds[0].layers + kinds[1].layers) / m.layers;
}

double block_share(Transformer const& m) {
  double mixers = 0;
  for (auto const& kind : attention_kinds(m))
    mixers += kind.layers;
  for (auto const& kind : recurrent_kinds(m))
    mixers += kind.layers;
  double const bare = 1.0 * m.bare_layers;
  return (std::min(mixers, 1.0 * m.layers) + m.layers - bare) / (2.0 * m.layers);
}

double sparse_share(Transformer const& m) { return expert_layers(m) / m.layers; }

double dense_width(Transformer const& m) {
  if (!m.experts) return m.feed_forward * feed_forward_layers(m) / m.layers;
  double const dense = 1.0 * m.experts->dense_layers / m.layers;
  return sparse_share(m) * m.experts->shared_feed_forward + dense * m.experts->dense_feed_forward;
}

double micro_batch_tokens(Job const& job, Layout const& layout) {
  int const sequences = layout.micro_batch * job.tuning.answers();
  return static_cast<double>(sequences) * job.sequence_length / layout.context;
}

}  // namespace ec2plan
