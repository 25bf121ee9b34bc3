#pragma once

#include <rapidcheck.h>

#include <cmath>
#include <vector>

#include "ec2plan/search/legal.hpp"
#include "ec2plan/search/search.hpp"
#include "tests/support/setups.hpp"

/// Jobs, machines and layouts drawn by chance, small enough to search whole.
namespace ec2plan::testing {

/// Whether left is at most right, but for the last digits.
template <typename Value>
bool at_most(Value left, Value right) {
  return left <= right * (1 + 1e-9);
}

template <typename Value>
bool about(Value left, Value right) {
  return at_most(left, right) && at_most(right, left);
}

template <typename Value>
Value one_of(std::vector<Value> const& values) {
  return *rc::gen::elementOf(values);
}

inline bool coin() { return *rc::gen::arbitrary<bool>(); }

/// Evenly over the logarithm.
inline double between(double low, double high) {
  return low * std::pow(high / low, *rc::gen::inRange(0, 1001) / 1000.0);
}

inline Transformer any_model() {
  Transformer m = coin() ? small_gpt() : small_mixture();
  m.layers = one_of<int>({4, 6, 7, 8});
  m.hidden = one_of<int>({256, 512, 2048});
  m.kv_heads = one_of<int>({1, 4, 8});
  m.gated = coin();
  m.tied_embeddings = coin();
  return m;
}

inline InstanceType any_type() {
  InstanceType type = p4de();
  type.accelerators = one_of<int>({1, 2, 4, 8});
  type.accelerator.memory = between(1.5, 20) * gibibyte;
  type.accelerator.memory_bandwidth = between(2e11, 8e12) * byte / second;
  type.accelerator.bf16 = between(50, 2500) * tera * flop / second;
  type.network = between(10, 3200) * gigabit / second;
  if (type.accelerators > 1)
    type.link->per_direction = between(1e10, 9e11) * byte / second;
  else
    type.link = {};
  if (*rc::gen::inRange(0, 4) == 0) type.efa = {};
  return type;
}

inline Setup any_setup_of(Job const& job, InstanceType const& type) {
  Setup s = setup_for(job.model, type, job.tokens / token, job.sequence_length, job.global_batch);
  s.accelerator.fused_attention = coin();
  s.accelerator.compute_units = one_of<int>({0, 108});
  s.accelerator.confidence =
      one_of<Confidence>({Confidence::same_stack, Confidence::extrapolated, Confidence::guess});
  s.assumptions.dropout = coin() ? 1 : 0;
  s.assumptions.tensor_overlap = one_of<double>({0, 0.5});
  s.assumptions.pipeline_overlap = one_of<double>({0, 0.5});
  s.assumptions.expert_overlap = one_of<double>({0, 0.5});
  return s;
}

inline Job any_job() {
  return {.model = any_model(),
          .tokens = between(1e8, 1e12) * token,
          .sequence_length = one_of<int>({128, 1024, 4096}),
          .global_batch = one_of<int>({7, 24, 64})};
}

inline Setup any_setup() { return any_setup_of(any_job(), any_type()); }

/// A layout that the setup may run, on up to some hundred devices.
inline Layout any_layout(Setup const& s) {
  auto const drawn = rc::gen::exec([=] {
    Layout l{
        .tensor = one_of<int>({1, 2, 4, 8}),
        .pipeline = one_of<int>({1, 1, 2, 4, 7}),
        .data = one_of<int>({1, 1, 2, 4, 6, 7, 8}),
        .context = one_of<int>({1, 1, 1, 2}),
        .virtual_stages = one_of<int>({1, 1, 2}),
        .micro_batch = one_of<int>({1, 2, 4}),
        .recompute = one_of<Recompute>({Recompute::none, Recompute::selective, Recompute::full}),
        .zero = *rc::gen::inRange(0, 4),
        .sequence_parallel = coin()};
    if (s.job.model.experts) l.expert = one_of<int>({1, 2, 8});
    return l;
  });
  for (;;)
    if (Layout const layout = *drawn; legal(s, layout)) return layout;
}

}  // namespace ec2plan::testing
