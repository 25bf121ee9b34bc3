#include "accuracy/subject.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/accuracy/score.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::subject_test {
namespace {

Catalog const& shipped() {
  static Catalog const catalog = load_catalog();
  return catalog;
}

/// GPT-3 on 64 A100, with a layout that was published whole.
PublishedRun published() {
  PublishedRun run;
  run.id = "one";
  run.kind = "step";
  run.model = testing::gpt3();
  run.hardware = {.accelerator = "a100-80gb",
                  .accelerators = 64,
                  .per_instance = 8,
                  .network = 1600 * gigabit / second};
  run.stack = {"megatron-lm", 2022};
  run.sequence_length = 2048;
  run.global_batch = 64;
  run.precision = "fp16";
  run.layout = {.tensor = 8,
                .pipeline = 8,
                .data = 1,
                .context = 1,
                .virtual_stages = 3,
                .micro_batch = 1,
                .zero = 0,
                .recompute = Recompute::full};
  run.flash_attention = false;
  run.measured.step_time = 18.13 * second;
  return run;
}

bool notes(accuracy::Subject const& subject, std::string const& text) {
  return std::any_of(subject.notes.begin(), subject.notes.end(),
                     [&](std::string const& note) { return note.find(text) != note.npos; });
}

}  // namespace

TEST_CASE("A run is predicted with its own layout, network and software") {
  auto const subject = accuracy::subject_of(shipped(), published());
  REQUIRE(subject.not_modelled.empty());
  REQUIRE(subject.layouts.size() == 1);
  CHECK(subject.layouts.front().virtual_stages == 3);
  CHECK(subject.setup.type.network == 1600 * gigabit / second);
  CHECK(subject.setup.type.name == "outside-ec2");
  CHECK(subject.setup.stack.name == "megatron-lm");
  CHECK_FALSE(subject.setup.accelerator.fused_attention);
}

TEST_CASE("What was not published of a layout is searched, and named") {
  auto run = published();
  run.layout.micro_batch = {};
  run.layout.virtual_stages = {};
  auto const subject = accuracy::subject_of(shipped(), run);
  CHECK(subject.layouts.size() > 4);
  CHECK(notes(subject, "searched: micro_batch, virtual_stages"));
}

TEST_CASE("A layout that cannot be is not predicted, however large its numbers") {
  for (auto const& [tensor, pipeline] :
       std::vector<std::pair<int, int>>{{65536, 65536}, {641, 6700417}, {3, 7}, {1, 97}}) {
    auto run = published();
    run.layout.tensor = tensor;
    run.layout.pipeline = pipeline;
    run.layout.data = {};
    for (bool const known : {true, false}) {
      if (!known) run.global_batch = {};
      CAPTURE(tensor, pipeline, known);
      CHECK_THAT(accuracy::subject_of(shipped(), run).not_modelled, Catch::Contains("no layout"));
    }
  }
  auto run = published();
  run.model = testing::small_mixture();
  run.layout = {.tensor = 1, .pipeline = 1, .data = 64, .expert = 1000, .micro_batch = 1};
  CHECK_FALSE(accuracy::subject_of(shipped(), run).not_modelled.empty());
}

TEST_CASE("What is not modelled says why") {
  auto const reason = [](auto const& change) {
    auto run = published();
    change(run);
    return accuracy::subject_of(shipped(), run).not_modelled;
  };
  CHECK(reason([](auto& run) { run.precision = "fp4"; }) == "fp4 is not modelled");
  CHECK_THAT(reason([](auto& run) { run.kind = "finetune_step"; }), Catch::Contains("fine-tuning"));
  CHECK_THAT(reason([](auto& run) { run.kind = "mlperf"; }), Catch::Contains("quality target"));
  CHECK_THAT(reason([](auto& run) { run.hardware.accelerator = "mi300x"; }),
             Catch::Contains("not in the catalog"));
  CHECK(reason([](auto& run) { run.unusable = "no shape"; }) == "no shape");
}

TEST_CASE("A domain of links is as many of its accelerators as divide the run's") {
  auto run = published();
  run.hardware = {.accelerator = "gb200", .accelerators = 256, .per_instance = 4};
  run.precision = "bf16";
  run.layout.data = 4;
  auto const subject = accuracy::subject_of(shipped(), run);
  REQUIRE(subject.not_modelled.empty());
  CHECK(subject.setup.type.accelerators == 64);
  CHECK(subject.setup.type.network == 64 * 400 * gigabit / second);
}

TEST_CASE("A run has a row for each quantity, and groups sum them up") {
  auto run = published();
  run.measured.peak_memory = 60 * gibibyte;
  auto const scores = scores_of(shipped(), {run});
  REQUIRE(scores.rows.size() == 2);
  CHECK(scores.rows[0].quantity == "step_time_s");
  CHECK(scores.rows[1].quantity == "peak_memory_gib");
  CHECK(scores.rows[0].stack == "megatron-lm@2022");
  CHECK(*scores.rows[0].error_pct() ==
        Approx(100 * (scores.rows[0].predicted->likely / 18.13 - 1)));
  CHECK(scores.memory.ran == 1);
  auto const all = std::find_if(scores.groups.begin(), scores.groups.end(), [](auto const& group) {
    return group.by == "all" && group.quantity == "step_time_s";
  });
  REQUIRE(all != scores.groups.end());
  CHECK(all->rows == 1);
  CHECK(all->mean_abs_error_pct == Approx(std::abs(*scores.rows[0].error_pct())));
}

TEST_CASE("Nothing is dropped: a run without a prediction has its row and its reason") {
  auto run = published();
  run.precision = "fp4";
  auto const scores = scores_of(shipped(), {run});
  REQUIRE(scores.rows.size() == 1);
  CHECK(scores.rows[0].not_modelled == "fp4 is not modelled");
  CHECK_FALSE(scores.rows[0].error_pct());
  CHECK(scores.groups.empty());
}

}  // namespace ec2plan::subject_test
