#include "ec2plan/estimate/micro_batch.hpp"

#include <algorithm>
#include <cmath>

#include "communication.hpp"
#include "compute.hpp"
#include "ec2plan/model/parameters.hpp"
#include "widths.hpp"

namespace ec2plan {
namespace {

/// Bytes per token of one layer that the backward pass needs, by where they are sharded.
/// Source: Korthikanti et al. 2022, section 4: s b h (34 + 5 a s / h) with dropout.
struct ActivationBytes {
  double replicated = 0;  // norms and residuals: sharded by tensor only with sequence parallelism
  double sharded = 0;
  double scores = 0;  // absent with fused attention
};

/// Queries, keys, values, the output and the statistics of soft-max in 16 and 32 bits; of recurrent
/// layers what goes in, before and after their convolution, and what comes out: a guess.
double mixer_bytes(Transformer const& m) {
  double sum = 0;
  for (auto const& kind : attention_kinds(m)) {
    double const value = kept_value_dim(m, kind);
    sum += kind.layers * (2 * kind.heads * (kind.key_dim + value) +
                          2 * kind.kv_heads * (kind.key_dim + value) + 4 * kind.heads);
  }
  for (auto const& kind : recurrent_kinds(m))
    sum += kind.layers * (4 * kind.input_width + 2 * kind.output_width);
  return sum / m.layers;
}

ActivationBytes activation_bytes(Setup const& s) {
  auto const& m = s.job.model;
  double const dropout = s.assumptions.dropout;
  double const inputs = m.gated ? 2 : 1;
  bool const lean = s.assumptions.lean_activations;
  ActivationBytes bytes{((lean ? 4 : 8) + 2 * dropout) * m.hidden, mixer_bytes(m), 0};
  auto const wide = [&](double width) { return (2 * inputs + (lean ? 0 : 2)) * width; };
  if (!m.experts) {
    bytes.sharded += wide(dense_width(m));
  } else {
    auto const& e = *m.experts;
    double const sparse = sparse_share(m), dense = 1.0 * e.dense_layers / m.layers;
    bytes.sharded +=
        sparse * (e.per_token * (wide(e.feed_forward) + (lean ? 2.0 : 4.0) * m.hidden) +
                  wide(e.shared_feed_forward)) +
        dense * wide(e.dense_feed_forward);
  }
  if (!s.accelerator.fused_attention)
    bytes.scores = attention_share(m) * (4 + dropout) * m.heads * s.job.sequence_length;
  return bytes;
}

/// What torchtitan's selective policy keeps for a token of a layer: its input, the outputs of
/// attention and of every second product (queries, values, the first of the feed-forward and its
/// last, behind the reduce-scatter). Source: pytorch/torchtitan, activation_checkpoint.py.
double second_outputs(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  double const replicated = l.sequence_parallel ? l.tensor : 1;
  double width = dense_width(m), routed = 0;
  if (m.experts) {
    double const copies = sparse_share(m) * m.experts->per_token;
    width += copies * m.experts->feed_forward;
    routed = 2 * copies * m.hidden;
  }
  double const attention = 2.0 * (2.0 * m.heads + m.kv_heads) * m.head_dim + 4.0 * m.heads;
  return 4.0 * m.hidden / replicated + (attention + 2 * width + routed) / l.tensor;
}

/// Of one vocabulary entry and token of a micro-batch.
Bytes logits(Setup const& s) {
  bool const own = s.tuning.logits > Bytes{};
  Bytes const plain = own ? s.tuning.logits : s.assumptions.logits;
  switch (loss_of(s)) {
    case Loss::plain:
      return plain;
    case Loss::chunked:
      return plain / loss_chunks;
    case Loss::fused:
      break;
  }
  return {};
}

double passed_width(Transformer const& m) {
  double const routed =
      m.experts ? sparse_share(m) * m.experts->per_token * m.experts->feed_forward : 0;
  return dense_width(m) + routed;
}

/// Inputs of frozen products beside which no adapter stands, which nothing needs again.
double not_kept(Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  auto const& t = s.job.tuning.targets;
  if (!s.job.tuning.frozen()) return 0;
  double bytes = t.output ? 0 : 2 * output_projection(m) / l.tensor;
  if (!t.down && !s.assumptions.lean_activations) bytes += 2 * passed_width(m) / l.tensor;
  return bytes;
}

/// Activations as tuning software keeps them.
void tune_memory(MicroBatch& b, Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  double const tokens = micro_batch_tokens(s.job, l);
  double const width = passed_width(m) / l.tensor;
  bool const eager = s.tuning.eager_activations;
  Bytes const more =
      tokens * (eager ? s.tuning.eager_hidden * m.hidden + s.tuning.eager_width * width : 0) * byte;
  b.working_set += more;
  b.logits += s.tuning.loss_hidden * s.job.head_share * tokens * m.hidden * byte;
  b.layer_gradients = tokens * s.tuning.backward_width * width * byte;
  if (l.recompute == Recompute::full)
    b.activations += (1 - l.recompute_share) * more;
  else
    b.activations += more - tokens * not_kept(s, l) * byte;
}

void add_memory(MicroBatch& b, Setup const& s, Layout const& l) {
  auto const bytes = activation_bytes(s);
  double const tokens = micro_batch_tokens(s.job, l), t = l.tensor;
  double const replicated = l.sequence_parallel ? t : 1;
  bool const gathered = l.tensor > 1 && l.sequence_parallel && s.assumptions.gathered_inputs;
  double const inputs = gathered ? 4.0 * s.job.model.hidden : 0;  // of attention and feed-forward
  Bytes const without_scores =
      tokens * (inputs + bytes.replicated / replicated + bytes.sharded / t) * byte;
  bool const products = s.assumptions.selective_products && s.accelerator.fused_attention;
  b.working_set = without_scores + tokens * bytes.scores / t * byte;
  b.activations =
      l.recompute == Recompute::none ? b.working_set
      : l.recompute == Recompute::selective
          ? (products ? tokens * second_outputs(s, l) * byte : without_scores)
          : l.recompute_share * stage_boundary(s, l) + (1 - l.recompute_share) * b.working_set;
  b.logits = s.job.head_share * tokens * s.job.model.vocabulary / t * logits(s);
  if (!s.job.tuning.pretrains()) tune_memory(b, s, l);
}

/// One of an adapter's two matrices is split by tensor, as that beside which it stands is.
void add_adapters(MicroBatch& b, Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  auto const& t = s.job.tuning;
  LoraTargets dense = t.targets, experts{.experts = t.targets.experts};
  dense.experts = false;
  b.adapter_parameters = adapter_widths(m, dense).parameters(t.rank) / l.tensor;
  double const spread = l.expert > 1 ? spanned(l.expert, l.expert_tensor) : l.tensor;
  b.expert_adapter_parameters = adapter_widths(m, experts).parameters(t.rank) / spread;
  double const width = std::max({dense_width(m), output_projection(m), input_projection(m, 1)});
  b.largest_matrix = m.hidden * width / l.tensor;
}

void add_time(MicroBatch& b, Setup const& s, Layout const& l) {
  auto const compute = layer_compute(s, l);
  b.forward = compute.total.forward;
  b.backward = compute.total.backward;
  b.backward += compute.recomputed;
  b.tensor_comm = tensor_comm(s, l);
  b.expert_comm = expert_comm(s, l);
  auto const context = context_comm(s, l, compute.attention);
  b.context_comm = context.exposed;
  b.hidden_forward = context.hidden.forward;
  b.hidden_backward = context.hidden.backward;
  b.backward += std::max(Time{}, launch_floor(s, l) - b.layer());
  b.head = head_compute(s, l);
  b.boundary = stage_boundary(s, l);
}

void add_parameters(MicroBatch& b, Setup const& s, Layout const& l) {
  auto const& m = s.job.model;
  auto const count = parameters(m);
  double const t = l.tensor;
  double const per_layer = 1.0 / m.layers;
  double copied = 0;  // key and value projections where there are fewer heads than ranks
  if (!m.latent_attention)
    for (auto const& kind : attention_kinds(m))
      copied += per_layer * kind.layers * (local_kv_heads(kind, l.tensor) - kind.kv_heads / t) *
                (kind.key_dim + kind.value_dim);
  b.dense_parameters =
      per_layer * (count.attention + count.recurrent + count.feed_forward + count.norms) / t +
      copied * m.hidden;
  b.expert_parameters =
      per_layer * count.experts / (l.expert > 1 ? spanned(l.expert, l.expert_tensor) : t);
  if (s.job.tuning.frozen()) add_adapters(b, s, l);
  b.embedding_parameters = count.embeddings / t;
  b.output_parameters = m.vocabulary * embedding_width(m) / t;
}

}  // namespace

/// Lengths that spread as an exponential distribution does, of which the longest of n has the mean
/// times 1 + 1/2 + ... + 1/n: a guess.
int padded_length(Job const& job, int micro_batch) {
  if (job.example_tokens <= 0) return job.sequence_length;
  double longest = 0;
  for (int i = 1; i <= micro_batch * job.tuning.answers(); ++i)
    longest += job.example_tokens / i;
  return std::min(job.sequence_length, static_cast<int>(std::ceil(longest)));
}

MicroBatch micro_batch(Setup const& s, Layout const& l) {
  MicroBatch b;
  if (int const length = padded_length(s.job, l.micro_batch); length == s.job.sequence_length) {
    add_time(b, s, l);
  } else {
    Setup padded = s;
    padded.job.sequence_length = length;
    add_time(b, padded, l);
  }
  b.tied = tied_embedding(s, l);
  add_memory(b, s, l);
  add_parameters(b, s, l);
  return b;
}

}  // namespace ec2plan
