#include "ec2plan/estimate/memory.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::memory_test {
namespace {

MemoryBreakdown memory_of(Setup const& s, Layout const& l) {
  return memory(s, micro_batch(s, l), l);
}

/// Activations of one layer and micro-batch, bytes per token and hidden unit.
double activation_coefficient(Setup const& s, Layout const& l) {
  return micro_batch(s, l).activations / byte /
         (s.job.sequence_length * static_cast<double>(s.job.model.hidden));
}

}  // namespace

TEST_CASE("Korthikanti 2022 equation 1: activations are s b h (34 + 5 a s / h)") {
  Setup s = testing::gpt3_on_p4de();
  s.assumptions.dropout = 1;
  s.accelerator.fused_attention = false;
  double const scores = 5.0 * 96 * 2048 / 12288;
  double const masks = 4.0 * 96 / 12288;  // soft-max statistics that the paper leaves out
  CHECK(activation_coefficient(s, {}) == Approx(34 + scores + masks).epsilon(1e-6));
}

TEST_CASE("Korthikanti 2022 Table 2: sequence parallelism divides all of it by the tensor degree") {
  Setup s = testing::gpt3_on_p4de();
  s.assumptions.dropout = 1;
  s.accelerator.fused_attention = false;
  Layout const alone{}, shared{.tensor = 8, .sequence_parallel = true};
  CHECK(activation_coefficient(s, alone) / activation_coefficient(s, shared) == Approx(8));
  Layout const without{.tensor = 8};
  CHECK(activation_coefficient(s, without) > activation_coefficient(s, shared));
}

TEST_CASE("full recomputation keeps the input of each layer") {
  Setup const s = testing::gpt3_on_p4de();
  CHECK(activation_coefficient(s, {.recompute = Recompute::full}) == Approx(2));
}

TEST_CASE("mixed precision Adam with fp32 gradients holds 18 bytes a parameter") {
  Setup const s = testing::small_on_p4de();
  auto const m = memory_of(s, {.zero = 0});
  auto const b = micro_batch(s, {});
  double const parameters = 8 * b.dense_parameters + b.embedding_parameters;
  CHECK((m.weights + m.gradients + m.optimizer) / byte / parameters == Approx(18));
}

TEST_CASE("ZeRO stages shard optimizer, gradients and weights in turn") {
  Setup const s = testing::small_on_p4de();
  auto const at = [&](int zero) { return memory_of(s, {.data = 8, .zero = zero}); };
  CHECK(at(0).optimizer / at(1).optimizer == Approx(8));
  CHECK(at(1).gradients / at(2).gradients == Approx(8));
  CHECK(at(1).gradients == at(0).gradients);
  CHECK(at(3).weights < at(2).weights);
}

TEST_CASE("shards within groups hold more than shards over all") {
  Setup const s = testing::small_on_p4de();
  auto const over_all = memory_of(s, {.data = 32, .zero = 3});
  auto const in_eights = memory_of(s, {.data = 32, .zero = 3, .data_replicas = 4});
  CHECK(in_eights.optimizer / over_all.optimizer == Approx(4));
}

TEST_CASE("the more replicas, the more memory; the first is what it was without any") {
  Setup const s = testing::small_on_p4de();
  Bytes last{};
  for (int const replicas : {1, 2, 4, 8}) {
    auto const m = memory_of(s, {.data = 32, .zero = 3, .data_replicas = replicas});
    CHECK(m.total() > last);
    last = m.total();
  }
  CHECK(memory_of(s, {.data = 32, .zero = 3}).total() ==
        memory_of(s, {.data = 32, .zero = 3, .data_replicas = 1}).total());
}

TEST_CASE("kept norms and activation functions are what lean kernels save") {
  Setup s = testing::gpt3_on_p4de();
  double const kept = activation_coefficient(s, {});
  s.assumptions.lean_activations = true;
  CHECK(kept - activation_coefficient(s, {}) == Approx(4 + 2 * 4));  // h and the width 4 h
}

TEST_CASE("with several stages ZeRO 3 holds what ZeRO 1 holds") {
  Setup const s = testing::small_on_p4de();
  CHECK(memory_of(s, {.pipeline = 4, .data = 2, .zero = 3}).total() ==
        memory_of(s, {.pipeline = 4, .data = 2, .zero = 1}).total());
}

TEST_CASE("interleaving keeps (p - 1) / v more stages of activations in flight") {
  Setup s = testing::gpt3_on_p4de();
  s.assumptions.context_memory = Bytes{};
  Layout layout{.tensor = 8, .pipeline = 8, .data = 2};
  Bytes const plain = memory_of(s, layout).activations;
  layout.virtual_stages = 3;
  Bytes const interleaved = memory_of(s, layout).activations;
  CHECK(interleaved / plain == Approx(1 + 7.0 / (8 * 3)));
}

TEST_CASE("the fill decides between fitting, tight and not") {
  auto const a = testing::assumptions();
  auto const at = [&](double fill) {
    return fit(a, {.capacity = 100 * gibibyte, .weights = fill * gibibyte});
  };
  CHECK(at(91) == Fit::yes);
  CHECK(at(92) == Fit::tight);
  CHECK(at(105) == Fit::tight);
  CHECK(at(106) == Fit::no);
}

}  // namespace ec2plan::memory_test
