#include "ec2plan/model/tuning.hpp"

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/catalog/model_spec.hpp"
#include "ec2plan/model/flops.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::tuning_test {
namespace {

Transformer shape_of(char const* name) { return model_from(load_catalog(), name).shape; }

constexpr LoraTargets query_value{.query = true, .value = true};
constexpr LoraTargets every{true, true, true, true, true, true, true};

double trained(Transformer const& m, LoraTargets const& targets, int rank) {
  return m.layers * adapter_widths(m, targets).parameters(rank);
}

}  // namespace

TEST_CASE("adapters have as many parameters as libraries print") {
  // "trainable params" of PEFT for Llama-2-7B at rank 8 on queries and values, and of Unsloth for
  // Llama-3-8B at rank 16 on every matrix (from memory).
  CHECK(trained(shape_of("llama-2-7b"), query_value, 8) == 4'194'304);
  CHECK(trained(shape_of("llama-3-8b"), every, 16) == 41'943'040);
}

TEST_CASE("experts have adapters where these are asked for") {
  auto const m = shape_of("mixtral-8x7b");
  LoraTargets experts{.experts = true};
  // Each of 8 experts in 32 layers: two matrices in, one out.
  CHECK(trained(m, experts, 1) == 32.0 * 8 * 3 * (4096 + 14336));
  CHECK(adapter_widths(m, experts).products == 2 * 3);
  CHECK(adapter_widths(m, {.gate = true, .up = true, .down = true}).inputs == 0);
}

TEST_CASE("frozen weights take four FLOPs a parameter and token, where trained ones take six") {
  auto const m = shape_of("llama-2-7b");
  int const length = 128;  // attention hardly counts
  auto const of = [&](Tuning const& t) {
    return model_flops(m, length, t) / model_flops(m, length);
  };
  CHECK(of({.method = Method::full}) == 1);
  Tuning const lora{.method = Method::lora, .rank = 8, .targets = query_value};
  CHECK(of(lora) == Approx(2.0 / 3).epsilon(0.01));
  CHECK(of({.method = Method::dpo}) == Approx(4.0 / 3));
  auto const with = hardware_flops(m, length, lora, Recompute::full);
  CHECK(with / model_flops(m, length, lora) == Approx(1.5).epsilon(0.02));
}

}  // namespace ec2plan::tuning_test
