#include "held.hpp"

#include <algorithm>

#include "ec2plan/estimate/schedule.hpp"

namespace ec2plan {

Held held(Setup const& s, MicroBatch const& b, Layout const& l, Stage stage) {
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  bool const only = l.pipeline == 1;
  bool const first = only || stage == Stage::first;
  bool const output = only ? !s.job.model.tied_embeddings : stage == Stage::last;
  int const replicas = shards(l);
  int const expert_replicas =
      l.expert > 1 ? spanned(replicas, l.tensor) / spanned(l.expert, l.expert_tensor) : replicas;
  return {.dense = layers * b.dense_parameters + (first ? b.embedding_parameters : 0) +
                   (output ? b.output_parameters : 0),
          .experts = layers * b.expert_parameters,
          .dense_copies = replicas,
          .expert_copies = std::max(1, expert_replicas)};
}

Held trained(Setup const& s, MicroBatch const& b, Layout const& l, Stage stage) {
  Held h = held(s, b, l, stage);
  if (!s.job.tuning.frozen()) return h;
  int const layers = layers_per_stage(s.job.model.layers, l.pipeline);
  h.dense = layers * b.adapter_parameters;
  h.experts = layers * b.expert_adapter_parameters;
  return h;
}

namespace {

/// Of a quantised state also a scale in fp32 for each block. Source: Dettmers et al. 2022 (8-bit
/// optimizers): blocks of 256; Dettmers et al. 2023: blocks of 64, whose scales are quantised too.
constexpr Bytes in_8_bits = (1 + 4.0 / 256) * byte;
constexpr Bytes in_nf4 = (0.5 + 1.0 / 64 + 4.0 / (64 * 256)) * byte;

Bytes moments(Optimizer optimizer, Bytes each) {
  switch (optimizer) {
    case Optimizer::adamw:
      return 2 * each;
    case Optimizer::adamw_8bit:
      return 2 * in_8_bits;
    case Optimizer::paged_8bit:  // on the host, where the device is full
    case Optimizer::adafactor:   // a row and a column for each matrix
    case Optimizer::sgd:
      break;
  }
  return {};
}

bool held_in_bf16(Setup const& s, Layout const& l) {
  auto const& t = s.job.tuning;
  int const states = t.pretrains() ? 0 : s.tuning.bf16_states;
  bool const software = t.frozen() ? s.tuning.bf16_adapters : states > (l.zero > 0 ? 1 : 0);
  auto const& asked = t.frozen() ? t.adapter_precision : t.weights;
  return asked ? *asked == StatePrecision::bf16 : software;
}

}  // namespace

TrainedBytes trained_bytes(Setup const& s, Layout const& l) {
  auto const& a = s.assumptions;
  auto const& t = s.job.tuning;
  bool const usual = t.pretrains() && t.optimizer == Optimizer::adamw && !t.weights;
  if (usual) return {weight, a.gradient, a.gradient_copy, a.optimizer_state, {}};
  bool const bf16 = held_in_bf16(s, l);
  Bytes const each = (bf16 ? 2 : 4) * byte;
  bool const copied = !t.pretrains() && t.optimizer == Optimizer::adamw;  // by the foreach update
  Bytes const copies = copied ? s.tuning.update_copies * each : Bytes{};
  if (t.frozen() || bf16) return {each, each, {}, moments(t.optimizer, each), copies};
  Bytes const masters = a.optimizer_state - moments(Optimizer::adamw, each);
  return {weight, a.gradient, a.gradient_copy, masters + moments(t.optimizer, each), copies};
}

Bytes frozen_weight(Setup const& s) {
  switch (s.job.tuning.quantization) {
    case Quantization::nf4:
      return in_nf4;
    case Quantization::int8:
    case Quantization::fp8:
      return byte;
    case Quantization::none:
      break;
  }
  return weight;
}

double updated(Held const& trained, Layout const& l) {
  return l.zero >= 1 ? trained.shard() : trained.all();
}

Time optimizer_step(Setup const& s, MicroBatch const& b, Layout const& l) {
  double const each = updated(trained(s, b, l, Stage::first), l);
  Bandwidth const memory = *s.device.memory_bandwidth * s.accelerator.memory_efficiency;
  return each * s.assumptions.optimizer_traffic / memory;
}

}  // namespace ec2plan
