#include "ec2plan/accuracy/calibration.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "tests/support/setups.hpp"
#include "tests/unit/catalog/files.hpp"

namespace ec2plan::calibration_test {
namespace {

Catalog const& catalog() {
  static Catalog const built_in = load_catalog();
  return built_in;
}

/// GPT-3 on 128 A100, with this software.
PublishedRun run_with(Stack const& stack) {
  PublishedRun run;
  run.id = "own";
  run.kind = "step";
  run.model = testing::gpt3();
  run.hardware = {.accelerator = "a100-80gb",
                  .accelerators = 128,
                  .per_instance = 8,
                  .instance_type = "p4de.24xlarge"};
  run.stack = stack;
  run.sequence_length = 2048;
  run.global_batch = 256;
  run.precision = "bf16";
  run.layout = {.tensor = 8, .pipeline = 8, .data = 2, .micro_batch = 1, .zero = 1};
  run.layout.virtual_stages = 1;
  run.layout.recompute = Recompute::full;
  return run;
}

/// Readings of one layout, each so many times as long as predicted.
std::vector<PublishedRun> readings(std::vector<double> const& ratios, Stack const& stack = {}) {
  auto run = run_with(stack);
  run.measured.step_time = second;
  auto const predicted = calibration_of(catalog(), {run}).readings.front().predicted;
  std::vector<PublishedRun> runs;
  for (double const ratio : ratios) {
    run.measured.step_time = ratio * predicted;
    run.id = "step " + std::to_string(runs.size());
    runs.push_back(run);
  }
  return runs;
}

CalibrationChange const* change_of(Calibration const& calibration, std::string const& key) {
  auto const& all = calibration.changes;
  auto const found =
      std::find_if(all.begin(), all.end(), [&](auto& one) { return one.key == key; });
  return found == all.end() ? nullptr : &*found;
}

/// The correction of software that is not named.
CalibrationChange pace_of(Calibration const& calibration) {
  auto const* change = change_of(calibration, "a100-80gb.calibration");
  REQUIRE(change != nullptr);
  return *change;
}

/// docs/model.md, "Calibration": how far n readings move towards their median.
double weight(double n, double between, double noise) {
  return n * between * between / (n * between * between + noise * noise);
}

bool warned(Calibration const& calibration, std::string const& part) {
  auto const& all = calibration.warnings;
  return std::any_of(all.begin(), all.end(),
                     [&](auto const& text) { return text.find(part) != std::string::npos; });
}

Stack const fitted{.name = "megatron-lm", .year = 2022};

}  // namespace

TEST_CASE("three steps that agree move the step time to their median and narrow the range") {
  auto const found = calibration_of(catalog(), readings({1.18, 1.2, 1.21}));
  auto const pace = pace_of(found);
  CHECK(pace.from == 1);
  CHECK(pace.readings == 3);
  CHECK(std::log(pace.to) == Approx(weight(3, .16, .08) * std::log(1.2)));
  auto const* range = change_of(found, "a100-80gb.confidence");
  REQUIRE(range != nullptr);
  CHECK(range->from == 1);
  CHECK(range->to == 0);
  CHECK(found.warnings.empty());
}

TEST_CASE("one noisy step of three moves little, and the range stays") {
  auto const found = calibration_of(catalog(), readings({1.0, 1.02, 1.4}));
  double const noise = std::log(1.4 / 1.02) / 2;
  CHECK(std::log(pace_of(found).to) == Approx(weight(3, .16, noise) * std::log(1.02)));
  CHECK(change_of(found, "a100-80gb.confidence") == nullptr);
  CHECK(warned(found, "disagree by more than 20 %"));
}

TEST_CASE("one reading moves the step time by 4 % at most, and keeps the range") {
  double const ratio = GENERATE(0.5, 0.8, 0.99, 1.02, 1.3, 2.5);
  auto const found = calibration_of(catalog(), readings({ratio}));
  double const asked = weight(1, .16, .08) * std::log(ratio);
  CHECK(std::log(pace_of(found).to) == Approx(std::clamp(asked, -.04, .04)));
  CHECK(found.changes.size() == 1);
  CHECK(warned(found, "three or more narrow it"));
}

TEST_CASE("a step thrice as long as the others is noise") {
  auto const found = calibration_of(catalog(), readings({1.1, 3.5, 1.1, 1.1}));
  CHECK_FALSE(found.readings[1].used);
  CHECK(pace_of(found).readings == 3);
  CHECK(std::log(pace_of(found).to) == Approx(weight(3, .16, .08) * std::log(1.1)));
  CHECK(warned(found, "step 1 is 3.5"));
}

TEST_CASE("steps that agree on thrice the time are taken, with a warning; on twenty times, not") {
  auto const slow = calibration_of(catalog(), readings({3.5, 3.5, 3.5, 0.01}));
  CHECK(pace_of(slow).readings == 3);
  CHECK(warned(slow, "steps of a100-80gb take 3.5"));
  CHECK(calibration_of(catalog(), readings({25, 25, 25})).changes.empty());
}

TEST_CASE("a lone step thrice as long as predicted is noise: nothing is left to change") {
  auto const found = calibration_of(catalog(), readings({3.5}));
  CHECK(found.changes.empty());
  CHECK_FALSE(found.readings.front().used);
}

TEST_CASE("software that was fitted moves less, under its own name, and its range is what it was") {
  auto const found = calibration_of(catalog(), readings({1.1, 1.1, 1.1}, fitted));
  REQUIRE(found.changes.size() == 1);
  CHECK(found.changes.front().key == "megatron-lm@2022.a100-80gb.calibration");
  CHECK(std::log(found.changes.front().to) == Approx(weight(3, .04, .08) * std::log(1.1)));
  CHECK(calibrated_stack(found) == "megatron-lm@2022");
}

TEST_CASE("readings of two kinds of software do not mix") {
  auto runs = readings({1.2, 1.2, 1.2});
  for (auto const& run : readings({0.9, 0.9, 0.9}, fitted))
    runs.push_back(run);
  auto const found = calibration_of(catalog(), runs);
  CHECK(pace_of(found).to > 1);
  CHECK(change_of(found, "megatron-lm@2022.a100-80gb.calibration")->to < 1);
}

TEST_CASE("what cannot be predicted is named and changes nothing") {
  auto run = run_with({});
  run.measured.tokens_per_second = std::nullopt;
  auto foreign = readings({1}).front();
  foreign.hardware.accelerator = "abacus";
  auto const found = calibration_of(catalog(), {run, foreign});
  CHECK(found.changes.empty());
  CHECK(found.readings[0].not_modelled == "it has neither a step time nor tokens per second");
  CHECK(found.readings[1].not_modelled == "abacus is not in the catalog");
  CHECK_FALSE(found.readings[1].used);
}

TEST_CASE("a correction that is laid over the catalog is in the next prediction") {
  auto const runs = readings({1.3, 1.3, 1.3});
  auto const first = calibration_of(catalog(), runs);
  Catalog corrected = catalog();
  lay_calibration(corrected, first.changes);
  auto const second_time = calibration_of(corrected, runs);
  auto const& before = first.readings.front();
  auto const& after = second_time.readings.front();
  CHECK(after.predicted / before.predicted == Approx(pace_of(first).to).epsilon(0.01));
  CHECK(after.fitted());
  CHECK(pace_of(second_time).from == Approx(pace_of(first).to));
  CHECK(std::abs(std::log(after.ratio())) < std::abs(std::log(before.ratio())) / 2);
}

TEST_CASE("a document of calibrate is read back, and its file is named") {
  Folder const folder;
  CalibrateAnswer answer{.frame = calibrate_frame(catalog(), readings({1.2}))};
  answer.calibration = calibration_of(catalog(), readings({1.2, 1.2, 1.2}));
  auto const file = folder.file("cal.json", document(answer));
  Catalog corrected = catalog();
  CHECK(lay_calibration(corrected, file) ==
        std::vector<std::string>{"a100-80gb.calibration", "a100-80gb.confidence"});
  auto const entry = std::find_if(corrected.assumptions.begin(), corrected.assumptions.end(),
                                  [](auto& one) { return one.key == "a100-80gb.calibration"; });
  CHECK(entry->basis == "calibrated");
  CHECK(entry->note == "from " + file.string() + ", 3 readings");
  CHECK(entry->value == Approx(pace_of(answer.calibration).to));
}

TEST_CASE("a file that is no calibration is refused with its place") {
  struct Case {
    std::string text, path;
  };
  std::string const head = R"({"format_version": "1.0", "command": "calibrate", "changes": )";
  auto const broken = GENERATE_COPY(values<Case>({
      {"{", ""},
      {"[]", ""},
      {R"({"format_version": "2.0", "command": "calibrate"})", "/format_version"},
      {R"({"format_version": "1.0", "command": "estimate"})", "/command"},
      {R"({"format_version": "1.0", "command": "calibrate"})", ""},
      {head + "7}", "/changes"},
      {head + R"([{"key": "a100-80gb.calibration"}]})", "/changes/0"},
      {head + R"([{"key": "x", "unit": "ratio", "from": 1, "to": "2", "readings": 3}]})",
       "/changes/0/to"},
      {head + R"([{"key": "x", "unit": "ratio", "from": 1, "to": 2, "readings": 3}]})",
       "/changes/0"},
      {head + R"([{"key": "a100-80gb.calibration", "unit": "ratio", "from": 1, "to": -2,
                   "readings": 3}]})",
       "/changes/0"},
  }));
  Folder const folder;
  auto const file = folder.file("cal.json", broken.text);
  Catalog corrected = catalog();
  auto const error = error_of([&] { return lay_calibration(corrected, file); });
  CHECK(error.where == file.string());
  CHECK(error.path == broken.path);
  CHECK(error.kind == InputFault::Kind::file);
}

}  // namespace ec2plan::calibration_test
