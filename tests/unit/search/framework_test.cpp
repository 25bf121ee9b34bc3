#include "ec2plan/search/framework.hpp"

#include <algorithm>
#include <map>

#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/search/legal.hpp"
#include "ec2plan/search/search.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::framework_test {
namespace {

constexpr Framework named_frameworks[] = {Framework::megatron,   Framework::torchtitan,
                                          Framework::deepspeed,  Framework::nemo,
                                          Framework::accelerate, Framework::nxdt};

Layout laid_out(int tensor, int pipeline, int data) {
  return {.tensor = tensor,
          .pipeline = pipeline,
          .data = data,
          .zero = 1,
          .sequence_parallel = tensor > 1};
}

/// Every legal layout of one instance that keeps the rules, with the ZeRO stages that are searched.
void for_each_kept(Framework framework, Setup const& s, auto const& visit) {
  int const experts = s.job.model.experts ? s.job.model.experts->count : 1;
  for (int tensor = 1; tensor <= 8; tensor *= 2)
    for (int pipeline = 1; tensor * pipeline <= 8; pipeline *= 2)
      for (int expert = 1; expert <= experts; expert *= 2)
        for (int micro = 1; micro <= s.job.global_batch; micro *= 2)
          for (int stages = 1; stages <= s.job.model.layers; ++stages)
            for (Recompute recompute : {Recompute::none, Recompute::selective, Recompute::full})
              for (int zero : {0, 1, 3}) {
                Layout l = laid_out(tensor, pipeline, 8 / tensor / pipeline);
                l.expert = expert;
                l.micro_batch = micro;
                l.virtual_stages = stages;
                l.recompute = recompute;
                l.zero = zero;
                bool const shards = replicated(l) || zero == 0;
                if (shards && legal(s, l) && broken_rule(framework, s, l) == nullptr) visit(l);
              }
}

void check_search(Framework framework, Setup const& s) {
  CAPTURE(static_cast<int>(framework));
  Time best{1e30};
  for_each_kept(framework, s, [&](Layout const& l) {
    auto const e = estimate(s, l);
    if (e.fit == Fit::yes) best = std::min(best, e.step.total());
  });
  auto const found = search(s, {.max_instances = 1, .framework = framework});
  REQUIRE(found.best.size() == (best < Time{1e30} ? 1 : 0));
  if (found.best.empty()) return;
  CHECK(found.best.front().estimate.step.total() / best == Approx(1).epsilon(1e-12));
  CHECK(broken_rule(framework, s, found.best.front().layout) == nullptr);
}

Setup mixture() {
  return testing::setup_for(testing::small_mixture(), testing::p4de(), 1e9, 1024, 32);
}

std::string_view words_of(Framework framework, Setup const& s, Layout const& l) {
  auto const* rule = broken_rule(framework, s, l);
  return rule == nullptr ? std::string_view() : rule->words;
}

}  // namespace

TEST_CASE("of a framework the search finds what trying every layout that keeps its rules finds") {
  Setup tight = testing::small_on_p4de();
  tight.device.memory = 2.5 * gibibyte;
  for (Framework const framework : named_frameworks) {
    check_search(framework, testing::small_on_p4de());
    check_search(framework, tight);
    check_search(framework, mixture());
  }
}

TEST_CASE("by default a search finds what Megatron-LM launches") {
  for (Setup const& s : {testing::gpt3_on_p4de(), testing::small_on_p4de(), mixture()})
    for (Found const& found : search(s, {.max_instances = 64}).best)
      CHECK(broken_rule(Framework::megatron, s, found.layout) == nullptr);
}

TEST_CASE("key-value heads may be copied in Megatron-LM and not in torchtitan") {
  auto const s = testing::small_on_p4de();  // 4 groups
  auto const l = laid_out(8, 1, 1);
  CHECK(legal(s, l));
  CHECK(broken_rule(Framework::megatron, s, l) == nullptr);
  CHECK(words_of(Framework::torchtitan, s, l) == "tensor_parallel_degree must divide n_kv_heads");
  CHECK(broken_rule(Framework::torchtitan, s, laid_out(4, 1, 2)) != nullptr);  // ZeRO 1
  CHECK(broken_rule(Framework::torchtitan, s, laid_out(4, 2, 1)) == nullptr);
}

TEST_CASE("configurations of DeepSpeed and Accelerate hold no pipelines") {
  auto const s = testing::small_on_p4de();
  for (Framework const framework : {Framework::deepspeed, Framework::accelerate}) {
    CHECK_THAT(std::string(words_of(framework, s, laid_out(1, 2, 4))), Catch::Contains("pipeline"));
    auto sharded = laid_out(1, 1, 8);
    sharded.zero = 3;
    CHECK(broken_rule(framework, s, sharded) == nullptr);
  }
}

TEST_CASE("every rule of a framework can be kept and broken") {
  Setup trainium = testing::small_on_p4de(), half = trainium, eighth = trainium, odd = trainium,
        gaudi = trainium;
  gaudi.type.accelerator.vendor = "Intel";
  Setup adapters = testing::small_on_p4de();
  adapters.job.tuning = {.method = Method::lora, .rank = 16};
  trainium.type.accelerator.vendor = "AWS";
  trainium.type.accelerator.id = "trainium2-96gb";
  trainium.job.model.gated = true;
  trainium.job.model.norm = Norm::rms;
  odd.job.model.layers = 7;
  half.job.precision = Precision::fp16;
  eighth.job.precision = Precision::fp8;
  odd.job.model.norms_per_layer = 4;
  odd.job.sequence_length = 1022;
  odd.job.global_batch = 9;
  std::map<FrameworkRule const*, std::pair<int, int>> kept_and_broken;
  auto const count = [&](Framework framework, Setup const& s, Layout const& l) {
    for (FrameworkRule const& rule : framework_rules(framework)) {
      auto& [kept, broken] = kept_and_broken[&rule];
      ++(rule.keeps(s, l) ? kept : broken);
    }
  };
  for (Framework const framework : named_frameworks)
    for (Setup const& s : {testing::small_on_p4de(), trainium, half, eighth, odd, gaudi, adapters})
      for (int zero : {0, 1, 2, 3})
        for (int stages : {1, 3})
          for (int pipeline : {1, 2}) {
            Layout l = laid_out(8, pipeline, 3);
            l.zero = zero;
            l.virtual_stages = stages;
            l.context = l.expert = pipeline;
            l.recompute = zero == 0 ? Recompute::full : Recompute::selective;
            l.recompute_share = 0.5;
            l.data_replicas = zero == 3 ? 2 : 1;
            count(framework, s, l);
            count(framework, s, laid_out(1, 1, 1));
          }
  for (auto const& [rule, counts] : kept_and_broken) {
    CAPTURE(rule->words);
    CHECK(counts.first > 0);
    CHECK(counts.second > 0);
  }
}

}  // namespace ec2plan::framework_test
