#include "report/review_charts.hpp"

#include "report/text.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::review_charts_test {
namespace {

std::string shown(Nearness nearness, bool mixture = false) {
  ScoredRow const row{.accelerator = "b200",
                      .quantity = "step_time_s",
                      .predicted = Range<double>{1, 2, 3},
                      .measured = 2};
  Page page;
  add_near_runs(page, {"b200", "bf16", mixture, nearness, {row, row}});
  return text(page, {.columns = 200});
}

auto has(std::string const& part) { return Catch::Matchers::Contains(part); }

}  // namespace

TEST_CASE("Runs unlike the plan say so before anything else") {
  CHECK_THAT(shown(Nearness::workload), !has("is known: these"));
  CHECK_THAT(shown(Nearness::kind), Catch::Matchers::StartsWith(
                                        "No published bf16 run of a dense model on b200 is known: "
                                        "these are its runs of dense models in other precisions."));
  CHECK_THAT(
      shown(Nearness::accelerator, true),
      Catch::Matchers::StartsWith("No published run of a mixture of experts on b200 is known: "
                                  "these are its runs of dense models."));
}

TEST_CASE("The caption says what the runs share with the plan") {
  CHECK_THAT(shown(Nearness::workload), has("2 published runs on b200, dense bf16: on the line"));
  CHECK_THAT(shown(Nearness::kind), has("2 published runs on b200, dense: on the line"));
  CHECK_THAT(shown(Nearness::accelerator), has("2 published runs on b200: on the line"));
}

}  // namespace ec2plan::pages::review_charts_test
