#include "ec2plan/accuracy/score.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::near_runs_test {
namespace {

using namespace testing;

ScoredRow row(std::string workload, std::string accelerator = "b200") {
  return {.accelerator = std::move(accelerator),
          .workload = std::move(workload),
          .quantity = "step_time_s",
          .predicted = Range<double>{1, 2, 3},
          .measured = 2};
}

NearRuns near_to_dense_bf16(std::vector<ScoredRow> rows) {
  return near_runs(std::move(rows), "b200", gpt3(), "bf16");
}

}  // namespace

TEST_CASE("Runs of the same kind and precision are taken where there are any") {
  auto const runs = near_to_dense_bf16({row("dense fp8"), row("dense bf16"), row("mixture bf16")});
  CHECK(runs.nearness == Nearness::workload);
  REQUIRE(runs.rows.size() == 1);
  CHECK(runs.rows[0].workload == "dense bf16");
}

TEST_CASE("Else those of the same kind, else all on the accelerator, and it is told which") {
  auto runs = near_to_dense_bf16({row("dense fp8"), row("mixture bf16")});
  CHECK(runs.nearness == Nearness::kind);
  REQUIRE(runs.rows.size() == 1);
  CHECK(runs.rows[0].workload == "dense fp8");
  runs = near_to_dense_bf16({row("mixture fp8"), row("mixture bf16")});
  CHECK(runs.nearness == Nearness::accelerator);
  CHECK(runs.rows.size() == 2);
}

TEST_CASE("Other accelerators, other quantities and what was not predicted say nothing") {
  auto memory = row("dense bf16"), unmodelled = row("dense bf16");
  memory.quantity = "peak_memory_gib";
  unmodelled.predicted = {};
  CHECK(near_to_dense_bf16({row("dense bf16", "b300"), memory, unmodelled}).rows.empty());
}

}  // namespace ec2plan::near_runs_test
