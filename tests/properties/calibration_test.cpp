#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <cmath>

#include "ec2plan/accuracy/calibration.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::calibration_test {
namespace {

PublishedRun any_run() {
  PublishedRun run;
  run.id = "own";
  run.kind = "step";
  run.model = testing::gpt3();
  run.hardware = {.accelerator = "a100-80gb", .accelerators = 64, .per_instance = 8};
  run.stack = testing::one_of<Stack>({{}, {.name = "megatron-lm", .year = 2022}});
  run.sequence_length = 2048;
  run.global_batch = 64;
  run.precision = "bf16";
  run.layout = {.tensor = 8, .pipeline = 8, .micro_batch = 1};
  run.layout.virtual_stages = 1;
  run.layout.recompute = Recompute::full;
  return run;
}

/// The logarithm of the correction that so many times the predicted step ask for.
double correction(Catalog const& catalog, PublishedRun run, std::vector<double> const& ratios) {
  run.measured.step_time = second;
  auto const predicted = calibration_of(catalog, {run}).readings.front().predicted;
  std::vector<PublishedRun> runs;
  for (double const ratio : ratios) {
    run.measured.step_time = ratio * predicted;
    runs.push_back(run);
  }
  auto const changes = calibration_of(catalog, runs).changes;
  return changes.empty() ? 0 : std::log(changes.front().to);
}

std::vector<double> any_ratios() {
  std::vector<double> ratios(static_cast<std::size_t>(*rc::gen::inRange(1, 6)));
  for (double& ratio : ratios)
    ratio = testing::between(0.2, 5);
  return ratios;
}

TEST_CASE("a correction never goes beyond the readings, nor away from them") {
  auto const catalog = load_catalog();
  rc::prop("", [&] {
    auto const ratios = any_ratios();
    double const by = correction(catalog, any_run(), ratios);
    auto const [least, most] = std::minmax_element(ratios.begin(), ratios.end());
    RC_ASSERT(by >= std::min(0.0, std::log(*least)) - 1e-9);
    RC_ASSERT(by <= std::max(0.0, std::log(*most)) + 1e-9);
  });
}

TEST_CASE("more readings that say the same move the correction further towards them") {
  auto const catalog = load_catalog();
  rc::prop("", [&] {
    auto const run = any_run();
    double const ratio = testing::between(0.4, 2.5);
    auto const count = static_cast<std::size_t>(*rc::gen::inRange(1, 8));
    double const fewer = correction(catalog, run, std::vector<double>(count, ratio));
    double const more = correction(catalog, run, std::vector<double>(count + 1, ratio));
    RC_ASSERT(std::abs(more) >= std::abs(fewer) - 1e-9);
    RC_ASSERT(fewer * std::log(ratio) >= -1e-12);
  });
}

}  // namespace
}  // namespace ec2plan::calibration_test
