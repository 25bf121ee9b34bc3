#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/estimate/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::paper_test {
namespace {

Time paper_duration(double parameters, double tokens, int accelerators, double tflops) {
  Setup s = testing::setup_for(testing::gpt3(), testing::p4de(), tokens, 2048, 1536);
  s.job.stated_parameters = parameters;
  s.given.hardware = tflops * tera * flop / second;
  return run(s, {}, {}, accelerators / s.type.accelerators).duration.likely;
}

}  // namespace

TEST_CASE("Narayanan 2021 section 5.1: GPT-3 175B on 1,024 A100 takes 34 days") {
  CHECK(paper_duration(175e9, 300e9, 1024, 140) / day == Approx(33.9).margin(0.05));
}

TEST_CASE("Narayanan 2021 section 5.1: 1T on 3,072 A100 takes 84 days") {
  CHECK(paper_duration(1008.0e9, 450e9, 3072, 163) / day == Approx(83.9).margin(0.05));
}

TEST_CASE("a given rate is the paper's estimate and nothing else") {
  Setup s = testing::gpt3_on_p4de();
  s.given.hardware = 140 * tera * flop / second;
  Run const r = run(s, {}, {}, 128);
  CHECK(r.duration.low == r.duration.high);
  CHECK(r.goodput == 1);
  CHECK(r.step.total() * r.steps / r.duration.likely == Approx(1));
  s.given.recomputed = false;
  CHECK(run(s, {}, {}, 128).duration.likely / r.duration.likely == Approx(6.0 / 8));
}

TEST_CASE("a run's FLOPs are what its steps execute, or what the paper counts for a given rate") {
  Setup s = testing::gpt3_on_p4de();
  Flops const executed = executed_flops(s, {}) * (steps(s.job) * step_tokens(s.job));
  CHECK(run_flops(s, {}) / executed == Approx(1));
  s.given.hardware = 140 * tera * flop / second;
  s.job.stated_parameters = 175e9;
  CHECK(run_flops(s, {}) / (8 * 175e9 * (s.job.tokens / token) * flop) == Approx(1));
}

TEST_CASE("the MFU that an estimate prints, given back, takes the same time") {
  Setup s = testing::gpt3_on_p4de();
  s.assumptions.evaluation_share = 0;
  s.goodput = 1;
  Layout const layout{.tensor = 8, .pipeline = 8, .data = 16, .sequence_parallel = true};
  Run const estimated = run(s, layout, estimate(s, layout), 128);
  s.given.mfu = *estimated.mfu;
  CHECK(run(s, layout, {}, 128).duration.likely / estimated.duration.likely ==
        Approx(1).epsilon(1e-5));
}

TEST_CASE("GPT-3 175B at TP8 PP8 on 64 accelerators needs 53 GiB each, not 2,693") {
  Layout const layout{
      .tensor = 8, .pipeline = 8, .recompute = Recompute::full, .sequence_parallel = true};
  auto const memory = estimate(testing::gpt3_on_p4de(), layout).memory;
  CHECK(memory.total() / gibibyte == Approx(53).margin(3));
  CHECK(memory.capacity == 80 * gibibyte);
}

TEST_CASE("a step without a published peak has no MFU") {
  Setup s = testing::gpt3_on_p4de();
  s.type.accelerator.bf16 = s.type.accelerator.fp16 = {};
  s.device = device_of(s.type, Precision::bf16);
  s.accelerator.effective_rate = 50 * tera * flop / second;
  REQUIRE(modelled(s));
  Layout const layout{.tensor = 8, .pipeline = 8, .data = 16};
  Run const r = run(s, layout, estimate(s, layout), 128);
  CHECK_FALSE(r.mfu.has_value());
  CHECK_FALSE(r.hfu.has_value());
  CHECK(r.duration.likely > Time{});
}

}  // namespace ec2plan::paper_test
