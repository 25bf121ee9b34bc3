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

Time optimizer_step(Setup const& s, MicroBatch const& b, Layout const& l) {
  Held const h = held(s, b, l, Stage::first);
  double const updated = l.zero >= 1 ? h.shard() : h.all();
  Bandwidth const memory = *s.device.memory_bandwidth * s.accelerator.memory_efficiency;
  return updated * s.assumptions.optimizer_traffic / memory;
}

}  // namespace ec2plan
