#include "ec2plan/search/legal.hpp"

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan {
namespace {

constexpr bool divides(std::int64_t part, std::int64_t whole) {
  return part > 0 && whole % part == 0;
}

}  // namespace

/// Heads and widths split evenly; key-value heads split or are copied.
bool legal_tensor(Setup const& s, int tensor) {
  auto const& m = s.job.model;
  bool const key_values = divides(tensor, m.kv_heads) || divides(m.kv_heads, tensor);
  bool const widths = m.experts ? divides(tensor, m.experts->shared_feed_forward) &&
                                      divides(tensor, m.experts->dense_feed_forward)
                                : divides(tensor, m.feed_forward);
  return divides(tensor, s.device.per_instance) && divides(tensor, m.heads) && key_values && widths;
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

/// Interleaving needs equal chunks and whole rounds of micro-batches.
/// Source: Narayanan et al. 2021, section 2.2.
bool legal_virtual_stages(Setup const& s, Layout const& l) {
  if (l.virtual_stages == 1) return true;
  return l.pipeline > 1 &&
         divides(std::int64_t{l.pipeline} * l.virtual_stages, s.job.model.layers) &&
         divides(l.pipeline, micro_batches(s.job, l));
}

bool legal(Setup const& s, Layout const& l) {
  bool const counted = l.pipeline >= 1 && l.pipeline <= s.job.model.layers &&
                       fills_stages(s.job.model.layers, l.pipeline) && l.data >= 1 &&
                       l.context >= 1 && l.micro_batch >= 1 && l.virtual_stages >= 1;
  return counted && divides(s.device.per_instance, devices(l)) && legal_tensor(s, l.tensor) &&
         divides(std::int64_t{l.data} * l.micro_batch, s.job.global_batch) &&
         legal_context(s, l.context) && legal_experts(s, l) && legal_virtual_stages(s, l) &&
         l.zero >= 0 && l.zero <= 3 && (s.device.efa || instances(s, l) == 1);
}

Time least_parts(Setup const& s, MicroBatch const& b, Layout const& l, int most_virtual_stages) {
  double const m = micro_batches(s.job, l);
  Time const stage = layers_per_stage(s.job.model.layers, l.pipeline) * b.layer();
  double const bubbles = static_cast<double>(l.pipeline - 1) / most_virtual_stages;
  return (m + bubbles) * stage + m * head_beyond(s, b, l);
}

SearchCounts& SearchCounts::operator+=(SearchCounts const& other) {
  legal += other.legal;
  evaluated += other.evaluated;
  excluded_by_memory += other.excluded_by_memory;
  excluded_by_time += other.excluded_by_time;
  return *this;
}

}  // namespace ec2plan
