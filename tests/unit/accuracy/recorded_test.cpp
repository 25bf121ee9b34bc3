#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/accuracy/score.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::recorded_test {
namespace {

/// Errors as they were when the constants were fitted, in percent; docs/model.md, "Accuracy".
struct Recorded {
  std::string by, name, quantity;
  double mean = 0, p90 = 0, bias = 0;
};

constexpr double slack = 0.5;  // percentage points

Scores const& shipped_scores() {
  static Scores const scores = scores_of(load_catalog(), shipped_runs());
  return scores;
}

ScoredGroup const& group_of(std::string const& by, std::string const& name,
                            std::string const& quantity, std::string const& use) {
  for (auto const& group : shipped_scores().groups)
    if (group.by == by && group.name == name && group.quantity == quantity && group.use == use)
      return group;
  throw std::runtime_error("no group " + by + " " + name + " " + quantity + " " + use);
}

/// Measured and predicted of the rows whose id starts with a text.
std::vector<std::pair<double, double>> steps_of(std::string const& start) {
  std::vector<std::pair<double, double>> steps;
  for (auto const& row : shipped_scores().rows)
    if (row.id.starts_with(start) && row.quantity == "step_time_s" && row.predicted)
      steps.emplace_back(*row.measured, row.predicted->likely);
  return steps;
}

std::vector<double> ranks(std::vector<double> const& values) {
  std::vector<double> result;
  for (double one : values)
    result.push_back(static_cast<double>(
        std::count_if(values.begin(), values.end(), [&](double other) { return other < one; })));
  return result;
}

/// Spearman's: the correlation of the ranks.
double rank_correlation(std::vector<std::pair<double, double>> const& steps) {
  std::vector<double> measured, predicted;
  for (auto const& [left, right] : steps) {
    measured.push_back(left);
    predicted.push_back(right);
  }
  auto const a = ranks(measured), b = ranks(predicted);
  double const n = static_cast<double>(steps.size());
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    squares += (a[i] - b[i]) * (a[i] - b[i]);
  return 1 - 6 * squares / (n * (n * n - 1));
}

}  // namespace

TEST_CASE("Errors on the runs kept for checking stay at what is recorded") {
  for (auto const& [by, name, quantity, mean, p90, bias] : std::vector<Recorded>{
           {"accelerator and workload", "a100-80gb dense bf16", "step_time_s", 9.9, 23.7, -1.7},
           {"accelerator and workload", "a100-80gb dense fp16", "step_time_s", 9.9, 23.0, 1.5},
           {"accelerator and workload", "h100-80gb dense bf16", "step_time_s", 15.5, 43.9, -6.6},
           {"accelerator and workload", "h100-80gb dense fp8", "step_time_s", 6.0, 10.6, 1.8},
           {"accelerator and workload", "b200 dense fp8", "step_time_s", 28.7, 59.4, -19.9},
           {"accelerator and workload", "gb200 dense fp8", "step_time_s", 5.4, 11.6, 4.5},
           {"accelerator and workload", "gb300 dense fp8", "step_time_s", 4.6, 7.5, 1.4},
           {"accelerator and workload", "trainium1-32gb dense bf16", "step_time_s", 25.7, 41.8,
            18.8},
           {"accelerator and workload", "gaudi1-32gb dense bf16", "step_time_s", 20.5, 39.0, -11.5},
           {"workload", "mixture bf16", "step_time_s", 21.5, 46.5, -1.3},
           {"workload", "mixture fp8", "step_time_s", 16.1, 36.5, 7.0},
           {"all", "all", "step_time_s", 16.1, 39.5, 1.3},
           {"all", "all", "peak_memory_gib", 14.8, 31.2, 2.9},
           {"all", "all", "duration_days", 13.8, 20.7, 11.3},
           {"stack", "megatron-deepspeed@2022", "step_time_s", 12.7, 25.9, 1.7},
       }) {
    auto const& group = group_of(by, name, quantity, "check");
    CAPTURE(by, name, quantity, group.mean_abs_error_pct, group.p90_abs_error_pct, group.bias_pct);
    CHECK(group.mean_abs_error_pct <= mean + slack);
    CHECK(group.p90_abs_error_pct <= p90 + 2 * slack);
    CHECK(std::abs(group.bias_pct) <= std::abs(bias) + slack);
  }
}

TEST_CASE("Korthikanti 2022, Table 5: nine rows within 3.5 % in the mean and 8 % at worst") {
  double sum = 0, worst = 0;
  auto const steps = steps_of("korthikanti22_");
  REQUIRE(steps.size() == 9);
  for (auto const& [measured, predicted] : steps) {
    double const error = std::abs(predicted / measured - 1);
    sum += error;
    worst = std::max(worst, error);
  }
  CHECK(sum / 9 <= 0.035);
  CHECK(worst <= 0.08);
}

TEST_CASE("What BigScience tried until 2022-02-27 is recorded in fp16, as its chronicles say") {
  int early = 0;
  for (auto const& run : shipped_runs()) {
    if (!run.id.starts_with("bigsci_")) continue;
    bool const until = run.id.find("_02-25") != run.id.npos ||
                       run.id.find("_02-26") != run.id.npos || run.id.find("_02-27") != run.id.npos;
    if (!until) continue;
    CHECK(run.precision == "fp16");
    ++early;
  }
  CHECK(early == 33);
}

TEST_CASE("Of what BigScience tried, the pick is within 5 % of the best measured") {
  auto const steps = steps_of("bigsci_");
  REQUIRE(steps.size() == 45);
  auto const predicted = [](auto const& a, auto const& b) { return a.second < b.second; };
  double const pick = std::min_element(steps.begin(), steps.end(), predicted)->first;
  CHECK(pick / std::min_element(steps.begin(), steps.end())->first <= 1.05);
  CHECK(rank_correlation(steps) >= 0.6);
}

TEST_CASE("Ranges hold four of five measured steps of the runs kept for checking") {
  auto const& group = group_of("all", "all", "step_time_s", "check");
  CHECK(group.inside_range_pct >= 75);
}

TEST_CASE("Memory: few runs that ran are refused") {
  auto const& scores = shipped_scores();
  REQUIRE(scores.memory.ran > 100);
  CHECK(scores.memory.refused <= 0.075 * scores.memory.ran);
  CHECK(scores.memory.accepted <= 2);
}

}  // namespace ec2plan::recorded_test
