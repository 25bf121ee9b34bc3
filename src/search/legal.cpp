#include "ec2plan/search/legal.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/model/layer_kinds.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan {
namespace {

constexpr bool divides(std::int64_t part, std::int64_t whole) {
  return part > 0 && whole % part == 0;
}

bool splits(int tensor, double heads, double groups) {
  auto const many = static_cast<std::int64_t>(heads), few = static_cast<std::int64_t>(groups);
  return divides(tensor, many) && (divides(tensor, few) || divides(few, tensor));
}

/// Heads of every kind of mixer that layers have.
bool splits_mixers(Transformer const& m, int tensor) {
  for (auto const& kind : attention_kinds(m))
    if (kind.layers > 0 && !splits(tensor, kind.heads, kind.kv_heads)) return false;
  for (auto const& kind : recurrent_kinds(m))
    if (kind.layers > 0 && !splits(tensor, kind.heads, kind.groups)) return false;
  return true;
}

}  // namespace

/// Heads and widths split evenly; key-value heads split or are copied.
bool legal_tensor(Setup const& s, int tensor) {
  auto const& m = s.job.model;
  bool const widths = m.experts ? divides(tensor, m.experts->shared_feed_forward) &&
                                      divides(tensor, m.experts->dense_feed_forward)
                                : divides(tensor, m.feed_forward);
  return divides(tensor, s.device.per_instance) && widths && splits_mixers(m, tensor);
}

/// Each sequence is cut into two blocks a rank, so that causal work is even.
bool legal_context(Setup const& s, int context) {
  return context == 1 || divides(std::int64_t{2} * context, s.job.sequence_length);
}

/// Experts are spread whole over the expert degree; without one they are split by tensor.
bool legal_experts(Setup const& s, Layout const& l) {
  if (!s.job.model.experts) return l.expert == 1;
  auto const& experts = *s.job.model.experts;
  bool const whole = l.expert > 1 || divides(l.tensor, experts.feed_forward);
  return whole && divides(l.expert, experts.count) && divides(l.expert, devices(l) / l.pipeline);
}

/// Each chunk of the fullest stage has a layer, and micro-batches fill the pipeline: all of them in
/// one group, if no smaller one does. Source: Narayanan et al. 2021, section 2.2; Megatron-LM's
/// interleaved schedule.
bool legal_virtual_stages(Setup const& s, Layout const& l) {
  if (l.virtual_stages == 1) return true;
  return l.pipeline > 1 && l.virtual_stages <= layers_per_stage(s.job.model.layers, l.pipeline) &&
         micro_batches(s.job, l) >= l.pipeline;
}

bool legal_replicas(Layout const& l) {
  return divides(l.data_replicas, l.data) && (l.data_replicas == 1 || l.zero > 0);
}

bool legal(Setup const& s, Layout const& l) {
  bool const counted = l.pipeline >= 1 && l.pipeline <= s.job.model.layers && l.data >= 1 &&
                       l.context >= 1 && l.micro_batch >= 1 && l.virtual_stages >= 1;
  return counted && divides(s.device.per_instance, devices(l)) && legal_tensor(s, l.tensor) &&
         divides(std::int64_t{l.data} * l.micro_batch, global_batch(s.job, l)) &&
         legal_context(s, l.context) && legal_experts(s, l) && legal_virtual_stages(s, l) &&
         legal_replicas(l) && l.zero >= 0 && l.zero <= 3 && (s.device.efa || instances(s, l) == 1);
}

bool is_tried(SearchLimits const& limits, int instances) {
  if (instances == limits.min_instances || instances == limits.max_instances) return true;
  int step = 1;
  while (instances / step > 16)
    step *= 2;
  return instances % step == 0;
}

int batch_of(Job const& job, SearchLimits const& limits, std::int64_t share) {
  std::int64_t const asked = job.global_batch;
  if (!limits.batch_adapts) return asked % share == 0 ? job.global_batch : 0;
  std::int64_t const batch = std::max<std::int64_t>(1, (asked + share / 2) / share) * share;
  bool const near = std::abs(static_cast<double>(batch - asked)) <= batch_band * job.global_batch;
  return near ? static_cast<int>(batch) : 0;
}

Time least_parts(Setup const& s, MicroBatch const& b, Layout const& l, int virtual_stages) {
  double const m = micro_batches(s.job, l);
  Time const stage = layers_per_stage(s.job.model.layers, l.pipeline) * b.layer();
  Layout staged = l;
  staged.virtual_stages = virtual_stages;
  return m * (stage + head_beyond(s, b, l)) + pipeline_bubble(s.job.model.layers, staged, stage);
}

SearchCounts& SearchCounts::operator+=(SearchCounts const& other) {
  legal += other.legal;
  evaluated += other.evaluated;
  excluded_by_memory += other.excluded_by_memory;
  excluded_by_time += other.excluded_by_time;
  return *this;
}

}  // namespace ec2plan
