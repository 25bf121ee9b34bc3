#include "ec2plan/model/tuning.hpp"

#include "ec2plan/model/layer_kinds.hpp"

namespace ec2plan {
namespace {

/// Adds `count` matrices to the sums, of which a token passes `passed`.
void add(AdapterWidths& all, bool wanted, double inputs, double outputs, double count = 1,
         double passed = 1) {
  if (!wanted || inputs <= 0 || outputs <= 0) return;
  all.inputs += count * inputs;
  all.outputs += count * outputs;
  all.products += passed;
  all.passed_inputs += passed * inputs;
  all.passed_outputs += passed * outputs;
}

void add_latent(AdapterWidths& all, Transformer const& m, LoraTargets const& t, double share) {
  auto const& l = *m.latent_attention;
  double const queries = 1.0 * m.heads * (l.nope_head_dim + l.rope_head_dim);
  double const pairs = 1.0 * m.heads * (l.nope_head_dim + l.value_head_dim);
  if (l.query_rank) add(all, t.query, m.hidden, *l.query_rank, share, share);
  add(all, t.query, l.query_rank.value_or(m.hidden), queries, share, share);
  bool const pair = t.key || t.value;
  add(all, pair, m.hidden, l.key_value_rank + l.rope_head_dim, share, share);
  add(all, pair, l.key_value_rank, pairs, share, share);
  add(all, t.output, 1.0 * m.heads * l.value_head_dim, m.hidden, share, share);
}

void add_mixers(AdapterWidths& all, Transformer const& m, LoraTargets const& t) {
  for (auto const& kind : attention_kinds(m)) {
    double const share = kind.layers / m.layers;
    if (share <= 0) continue;
    if (m.latent_attention) {
      add_latent(all, m, t, share);
      continue;
    }
    add(all, t.query, m.hidden, kind.heads * kind.key_dim, share, share);
    add(all, t.key, m.hidden, kind.kv_heads * kind.key_dim, share, share);
    add(all, t.value, m.hidden, kind.kv_heads * kind.value_dim, share, share);
    add(all, t.output, kind.output_width, m.hidden, share, share);
  }
  for (auto const& kind : recurrent_kinds(m)) {
    double const share = kind.layers / m.layers;
    if (share <= 0) continue;
    add(all, t.query, m.hidden, kind.input_width, share, share);
    add(all, t.output, kind.output_width, m.hidden, share, share);
  }
}

void add_feed_forward(AdapterWidths& all, Transformer const& m, LoraTargets const& t, double width,
                      double share) {
  add(all, t.gate && m.gated, m.hidden, width, share, share);
  add(all, t.up, m.hidden, width, share, share);
  add(all, t.down, width, m.hidden, share, share);
}

void add_experts(AdapterWidths& all, Transformer const& m, LoraTargets const& t) {
  auto const& e = *m.experts;
  double const sparse = expert_layers(m) / m.layers, dense = 1.0 * e.dense_layers / m.layers;
  add_feed_forward(all, m, t, e.dense_feed_forward, dense);
  add_feed_forward(all, m, t, e.shared_feed_forward, sparse);
  double const outer = e.latent > 0 ? e.latent : m.hidden;
  double const held = sparse * e.count, passed = sparse * e.per_token;
  add(all, t.experts, outer, e.feed_forward, (m.gated ? 2 : 1) * held, (m.gated ? 2 : 1) * passed);
  add(all, t.experts, e.feed_forward, outer, held, passed);
}

}  // namespace

AdapterWidths adapter_widths(Transformer const& m, LoraTargets const& targets) {
  AdapterWidths all;
  add_mixers(all, m, targets);
  if (m.experts)
    add_experts(all, m, targets);
  else
    add_feed_forward(all, m, targets, m.feed_forward, feed_forward_layers(m) / m.layers);
  return all;
}

}  // namespace ec2plan
