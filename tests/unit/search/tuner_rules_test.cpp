#include <map>

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/search/framework.hpp"
#include "ec2plan/search/search.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::tuner_rules_test {
namespace {

constexpr Framework tuners[] = {Framework::trl, Framework::axolotl, Framework::torchtune};

Setup tuned(Tuning const& tuning) {
  auto s = testing::small_on_p4de();
  s.job.tuning = tuning;
  return s;
}

Layout sharded(int zero) { return {.data = 8, .micro_batch = 2, .zero = zero}; }

std::string told(Framework framework, Setup const& s, Layout const& l) {
  auto const* rule = broken_rule(framework, s, l);
  return rule == nullptr ? std::string() : std::string(rule->words);
}

Tuning adapted(Tuning tuning) {
  tuning.rank = 16;
  tuning.targets = {.query = true, .gate = true, .up = true, .down = true};
  return tuning;
}

}  // namespace

TEST_CASE("trainers that tune take no plan that trains from the start, and the reverse") {
  auto const anew = testing::small_on_p4de();
  auto const tuning = tuned(adapted({.method = Method::lora}));
  for (Framework const framework : tuners) {
    CHECK_THAT(told(framework, anew, sharded(3)), Catch::Contains("--method full, lora"));
    CHECK(told(framework, tuning, sharded(3)).empty());
  }
  for (Framework const framework : {Framework::megatron, Framework::torchtitan, Framework::nemo,
                                    Framework::deepspeed, Framework::accelerate})
    CHECK_THAT(told(framework, tuning, sharded(3)), Catch::Contains("every weight"));
}

TEST_CASE("torchtune shards weights on several devices, and has one device of its own recipes") {
  auto const s = tuned({.method = Method::full});
  CHECK_THAT(told(Framework::torchtune, s, sharded(1)), Catch::Contains("FSDP 2"));
  CHECK(told(Framework::torchtune, s, sharded(2)).empty());
  CHECK(told(Framework::torchtune, s, {.micro_batch = 2}).empty());
  Layout const split{.tensor = 2, .data = 4, .zero = 3, .sequence_parallel = true};
  CHECK(told(Framework::torchtune, s, split).empty());
  CHECK_THAT(told(Framework::torchtune, tuned(adapted({.method = Method::lora})), split),
             Catch::Contains("full_finetune_distributed"));
}

TEST_CASE("every rule of a trainer that tunes can be kept and broken") {
  std::vector<Setup> setups;
  for (Tuning const& tuning : std::vector<Tuning>{
           {},
           {.method = Method::full, .offload = Offload::optimizer},
           {.method = Method::full,
           .optimizer = Optimizer::paged_8bit,
           .offload = Offload::weights},
           {.method = Method::full, .loss = Loss::fused, .offload = Offload::activations},
           {.method = Method::dpo},
           adapted({.method = Method::dpo}),
           adapted({.method = Method::qlora, .quantization = Quantization::nf4}),
           adapted({.method = Method::qlora, .quantization = Quantization::int8}),
           adapted({.method = Method::qlora, .quantization = Quantization::fp8})})
    setups.push_back(tuned(tuning));
  auto odd = tuned(adapted({.method = Method::lora}));
  odd.job.tuning.targets = {.gate = true};
  odd.job.precision = Precision::fp8;
  odd.job.sequence_length = 1021;
  odd.type.accelerator.vendor = "AWS";
  odd.type.accelerator.id = "inferentia2-32gb";
  setups.push_back(odd);
  std::map<FrameworkRule const*, std::pair<int, int>> kept_and_broken;
  for (Framework const framework : tuners)
    for (Setup const& s : setups)
      for (int zero : {0, 1, 3})
        for (int degree : {1, 2, 16})
          for (Recompute recompute : {Recompute::none, Recompute::selective, Recompute::full}) {
            Layout const l{.tensor = degree,
                           .pipeline = degree,
                           .data = degree == 2 ? 1 : 3,
                           .context = degree == 2 ? 1 : degree,
                           .expert = degree,
                           .micro_batch = degree,
                           .recompute = recompute,
                           .recompute_share = degree == 1 ? 1 : 0.5,
                           .zero = zero,
                           .data_replicas = zero == 3 && degree == 16 ? 6 : 1};
            for (FrameworkRule const& rule : framework_rules(framework)) {
              auto& [kept, broken] = kept_and_broken[&rule];
              ++(rule.keeps(s, l) ? kept : broken);
            }
          }
  CHECK(kept_and_broken.size() > 40);
  for (auto const& [rule, counts] : kept_and_broken) {
    CAPTURE(rule->words);
    CHECK(counts.first > 0);
    CHECK(counts.second > 0);
  }
}

}  // namespace ec2plan::tuner_rules_test
