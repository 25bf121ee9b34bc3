#include "tuned_memory.hpp"

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"

namespace ec2plan {
namespace {

bool gathers(Layout const& l, Held const& h) {
  return l.pipeline == 1 && l.zero == 3 && h.dense_copies > 1;
}

bool quantised(Setup const& s) { return s.job.tuning.quantization != Quantization::none; }

double layer_parameters(MicroBatch const& b) { return b.dense_parameters + b.expert_parameters; }

/// Of layers in what they are held in, and embeddings and output beside them.
struct Weights {
  Bytes layers{}, outside{};
};
Weights weights_of(Setup const& s, MicroBatch const& b, Layout const& l, Held const& h) {
  double const in_layers = layers_per_stage(s.job.model.layers, l.pipeline) * layer_parameters(b);
  bool const frozen = s.job.tuning.frozen();
  Bytes const each = frozen ? frozen_weight(s) : trained_bytes(s, l).weight;
  Bytes const beside = frozen ? weight : each;
  return {in_layers * each, (h.all() - in_layers) * beside};
}

/// Of preference tuning, where no adapter can be taken off to have it.
bool has_reference(Tuning const& t) { return t.method == Method::dpo && !t.frozen(); }

/// What is gathered at once: with the root of FSDP's first version, which stays, one layer; else
/// two, and an embedding.
Bytes gathered(Setup const& s, MicroBatch const& b) {
  bool const frozen = s.job.tuning.frozen();
  Bytes const layer = layer_parameters(b) * (frozen ? frozen_weight(s) : weight);
  double const output = s.job.model.tied_embeddings ? 0 : b.output_parameters;
  if (s.tuning.gathered_root) return layer + (b.embedding_parameters + output) * weight;
  return 2 * layer + b.embedding_parameters * weight;
}

/// Inputs and gradients of frozen units, which FSDP's first version keeps to the end of the pass.
Bytes kept_by_root(Setup const& s, Layout const& l, Held const& h, MemoryBreakdown const& m) {
  bool const keeps = s.tuning.gathered_root && s.job.tuning.frozen() && gathers(l, h) &&
                     l.recompute == Recompute::full;
  return keeps ? m.activations : Bytes{};
}

/// Where each layer is updated as soon as its gradients are there, those of the largest matrix
/// alone.
bool updates_in_backward(Setup const& s, Layout const& l) {
  return s.tuning.update_in_backward && s.job.tuning.optimizer == Optimizer::paged_8bit &&
         micro_batches(s.job, l) == 1 && l.data == 1;
}

/// What comes and goes in a step: of a moment the gradients and the rest.
struct Moment {
  Bytes gradients{}, rest{};
  Bytes all() const { return gradients + rest; }
};

}  // namespace

MemoryBreakdown tuned_states(Setup const& s, MicroBatch const& b, Layout const& l, Held const& h) {
  auto const& t = s.job.tuning;
  Held const changed = trained(s, b, l, Stage::first);
  auto const each = trained_bytes(s, l);
  auto const weights = weights_of(s, b, l, h);
  bool const sharded = gathers(l, h);
  double const share = sharded ? h.shard() / h.all() : 1;
  MemoryBreakdown m;
  m.weights = share * (weights.layers + weights.outside);
  if (sharded) m.weights += gathered(s, b);
  if (has_reference(t)) m.weights += (sharded ? h.shard() : h.all()) * weight;
  if (t.frozen()) m.weights += (sharded ? changed.shard() : changed.all()) * each.weight;
  m.gradients = (l.pipeline == 1 && l.zero >= 2 ? changed.shard() : changed.all()) *
                (each.gradient + each.gradient_copy);
  m.optimizer = updated(changed, l) * each.optimizer;
  return m;
}

double residual_width(Setup const& s, Layout const& l, Held const& h) {
  auto const quantization = s.job.tuning.quantization;
  bool const prepared = s.tuning.kbit_preparation &&
                        (quantization == Quantization::nf4 || quantization == Quantization::int8);
  return prepared && l.recompute == Recompute::full && !gathers(l, h) ? 2 : 1;
}

void add_peak(Setup const& s, MicroBatch const& b, Layout const& l, bool last_stage,
              Held const& changed, MemoryBreakdown& m) {
  auto const& c = s.tuning;
  bool const again = l.recompute == Recompute::full;
  auto const each = trained_bytes(s, l);
  Bytes const loss = last_stage ? b.logits : Bytes{};
  Bytes const expanded =
      s.job.tuning.frozen() && quantised(s) ? b.largest_matrix * weight : Bytes{};
  Bytes const layer = (again ? b.working_set : Bytes{}) + b.layer_gradients + expanded;
  Bytes const update = updated(changed, l) * each.update;
  Bytes const gradients =
      updates_in_backward(s, l) ? b.embedding_parameters * each.gradient : m.gradients;
  bool const in_buckets = l.data > 1 && l.zero <= 1;  // that stand all the time
  Bytes const held = micro_batches(s.job, l) > 1 || in_buckets ? gradients : Bytes{};
  Bytes const kept = m.activations + kept_by_root(s, l, changed, m);
  Moment const moments[] = {
      {held, m.activations + loss}, {held, kept + layer}, {gradients, layer}, {gradients, update}};
  Moment const fullest = *std::ranges::max_element(moments, {}, &Moment::all);
  m.gradients = fullest.gradients;
  m.activations = fullest.rest;
  bool const rooted = c.gathered_root && gathers(l, changed);
  double const loose = rooted ? c.loose_shards : c.loose_blocks;
  Bytes const unused = again ? c.loose_loss * std::min(loss, layer) : Bytes{};
  m.context = c.context;
  m.other = loose * fullest.all() + unused + m.context;
}

}  // namespace ec2plan
