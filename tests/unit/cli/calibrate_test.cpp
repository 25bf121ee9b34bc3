#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::calibrate_test {
namespace {

/// What describes one run, as for `estimate`, but its time.
Words described(Words const& more = {}) {
  return joined({"calibrate", "--model", "gpt3-175b", "--instance-type", "p4de.24xlarge",
                 "--instance-count", "16", "--tensor", "8", "--pipeline", "8", "--micro-batch", "1",
                 "--zero", "1", "--recompute", "full", "--global-batch", "256"},
                more);
}

Words estimated(Words const& more = {}) {
  return joined({"estimate",
                 "--model",
                 "gpt3-175b",
                 "--tokens",
                 "1B",
                 "--instance-type",
                 "p4de.24xlarge",
                 "--instance-count",
                 "16",
                 "--tensor",
                 "8",
                 "--pipeline",
                 "8",
                 "--micro-batch",
                 "1",
                 "--recompute",
                 "full",
                 "--global-batch",
                 "256",
                 "--json"},
                more);
}

std::string megatron_log(double milliseconds) {
  std::string text;
  for (int step = 1; step <= 6; ++step)
    text += " iteration " + std::to_string(step) +
            "/ 100 | elapsed time per iteration (ms): " + std::to_string(milliseconds) +
            " | global batch size: 256 |\n";
  return text;
}

/// The number behind `"key": ` in a document.
double figure(std::string const& text, std::string const& key) {
  std::string const start = "\"" + key + "\": ";
  auto const place = text.find(start);
  REQUIRE(place != text.npos);
  return std::stod(text.substr(place + start.size()));
}

/// A correction by hand, as calibrate would write it.
std::string correction(std::string const& key, double to) {
  return R"({"format_version": "1.0", "command": "calibrate", "changes": [{"key": ")" + key +
         R"(", "unit": "ratio", "from": 1, "to": )" + std::to_string(to) + R"(, "readings": 3}]})";
}

}  // namespace

TEST_CASE("calibrate takes one of runs, a log and a step time") {
  auto const none = ran(described());
  CHECK(none.code == 2);
  CHECK_THAT(none.err, has("--runs") && has("--log") && has("--step-time"));
  auto const both = ran(described({"--step-time", "20s", "--log", "train.log"}));
  CHECK(both.code == 2);
  CHECK_THAT(both.err, has("cannot stand beside --log"));
  auto const ignored = ran(described({"--runs", "runs.json"}));
  CHECK(ignored.code == 2);
  CHECK_THAT(ignored.err, has("has no say beside --runs"));
}

TEST_CASE("a log that never ends is not read for ever") {
  auto const result = ran(described({"--log", "/dev/zero"}));
  CHECK(result.code == 5);
  CHECK_THAT(result.err, has("/dev/zero: tells more than 256 MB, and is no file"));
}

TEST_CASE("a log and the step time that it tells of give the same correction") {
  Folder const folder;
  auto const log = folder.file("train.log", megatron_log(21'000));
  auto const read = ran(described({"--log", log, "--json"}));
  auto const typed = ran(described({"--step-time", "21000ms", "--json"}));
  REQUIRE(read.code == 0);
  REQUIRE(typed.code == 0);
  CHECK(figure(read.out, "measured_s") == Approx(21));
  CHECK(figure(read.out, "to") == Approx(figure(typed.out, "to")));
}

TEST_CASE("the batch that a log tells of is the one that was timed") {
  Folder const folder;
  auto const log = folder.file("train.log", megatron_log(21'000));
  auto words = described({"--log", log, "--json"});
  auto const flag = std::find(words.begin(), words.end(), "--global-batch");
  words.erase(flag, flag + 2);
  auto const read = ran(words);
  CHECK_THAT(read.out, has("\"from\": \"log\""));
  CHECK(figure(read.out, "predicted_s") ==
        Approx(figure(ran(described({"--log", log, "--json"})).out, "predicted_s")));
  auto const other = ran(described({"--log", log, "--global-batch", "512"}));
  CHECK_THAT(other.err, has("tells of 256 sequences a step, --global-batch says 512"));
}

TEST_CASE("what a log tells of the job is taken where no flag says otherwise, and said") {
  Folder const folder;
  auto const log = folder.file("train.log",
                               "  seq_length ................ 4096\n"
                               "  tensor_model_parallel_size  8\n  world_size ...... 64\n" +
                                   megatron_log(35'000));
  auto words = described({"--log", log});
  for (std::string const flag : {"--global-batch", "--tensor"}) {
    auto const place = std::find(words.begin(), words.end(), flag);
    words.erase(place, place + 2);
  }
  auto const text = ran(words);
  CHECK_THAT(text.out, has("taken for it: 4,096 tokens a sequence (the log's), 256 sequences a "
                           "step (the log's), TP8 PP8"));
  CHECK_THAT(text.err, has("the log is of 64 ranks, the flags are of 128"));
  auto const json = ran(joined(words, {"--json"}));
  CHECK(figure(json.out, "sequence_length") == 4096);
  CHECK_THAT(json.out, has("\"layout\": \"TP8 PP8 DP2"));
  auto const typed = ran(joined(words, {"--seq-len", "2048"}));
  CHECK_THAT(typed.out, has("2,048 tokens a sequence (--seq-len)"));
  CHECK_THAT(typed.err, has("tells of 4,096 tokens a sequence, --seq-len says 2,048"));
  auto const untold = ran(described({"--log", folder.file("told.log", megatron_log(21'000))}));
  CHECK_THAT(untold.err, has("does not tell how many tokens a sequence: 2,048 are taken"));
  auto const titan = folder.file("titan.log", "step: 10  loss: 8.1  tps: 100\n");
  CHECK_THAT(ran(described({"--log", titan})).err, has("--stack torchtitan would correct that"));
  CHECK_THAT(ran(described({"--log", titan, "--stack", "torchtitan"})).err,
             !has("would correct that"));
  auto const far = ran(described({"--step-time", "1h"}));
  CHECK_THAT(far.err, has("taken for it: 2,048 tokens a sequence"));
}

TEST_CASE("nothing that can be used is no answer, and no file is written") {
  Folder const folder;
  auto const file = folder.file("cal.json");
  auto const far = ran(described({"--step-time", "1h", "--out-file", file}));
  CHECK(far.code == 3);
  CHECK(far.out.empty());
  CHECK_THAT(far.err, has("--step-time: no reading can be used") && has("times what is predicted"));
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("the file that calibrate writes corrects an estimate by as much as it says") {
  Folder const folder;
  auto const file = folder.file("cal.json");
  auto const written = ran(described({"--step-time", "30s", "--out-file", file}));
  REQUIRE(written.code == 0);
  CHECK_THAT(written.err, has("--calibration " + file));
  double const by = figure(content(file), "to");
  CHECK(by != 1);
  auto const plain = ran(estimated());
  auto const corrected = ran(estimated({"--calibration", file}));
  CHECK_THAT(corrected.out, has("\"basis\": \"calibrated\""));
  CHECK(figure(corrected.out, "likely") / figure(plain.out, "likely") == Approx(by).epsilon(0.005));
}

TEST_CASE("--set has the last word over --calibration") {
  Folder const folder;
  auto const file = folder.file("cal.json", correction("a100-80gb.calibration", 1.5));
  auto const both =
      ran(estimated({"--calibration", file, "--set", "a100-80gb.calibration=1", "-q"}));
  CHECK(figure(both.out, "likely") == Approx(figure(ran(estimated()).out, "likely")));
  CHECK_THAT(both.out, !has("\"basis\": \"calibrated\""));
}

TEST_CASE("a correction of other software is said to change nothing") {
  Folder const folder;
  auto const file =
      folder.file("cal.json", correction("megatron-lm@2022.a100-80gb.calibration", 1.5));
  auto const without = ran(estimated({"--calibration", file}));
  CHECK_THAT(without.err, has("changes nothing here: it is of megatron-lm@2022 on a100-80gb"));
  auto const with = ran(estimated({"--calibration", file, "--stack", "megatron-lm@2022"}));
  CHECK_THAT(with.err, !has("changes nothing"));
  auto const plain = ran(estimated({"--stack", "megatron-lm@2022"}));
  CHECK(figure(with.out, "likely") / figure(plain.out, "likely") == Approx(1.5).epsilon(0.005));
}

TEST_CASE("a bad calibration is a bad file") {
  Folder const folder;
  auto const file = folder.file("cal.json", R"({"format_version": "1.0", "command": "version"})");
  auto const run = ran(estimated({"--calibration", file}));
  CHECK(run.code == 5);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, has(file) && has("/command"));
  CHECK(ran(estimated({"--calibration", folder.file("none.json")})).code == 5);
}

TEST_CASE("what a runs file says reaches the terminal escaped") {
  Folder const folder;
  auto text = content("tests/golden/fixtures/own-runs.json");
  auto const name = text.find("other-part");
  REQUIRE(name != std::string::npos);
  text.replace(name, 5, "\\u001b[31m");
  for (auto const step : {"22.9", "21.5", "28.4"})
    text.replace(text.find(step), 4, "9999");
  auto const run = ran({"calibrate", "--runs", folder.file("runs.json", text)});
  CHECK(run.code == 3);
  CHECK_THAT(run.err, has("\\x1B[31m-part: abacus-1tb is not in the catalog"));
  CHECK(run.err.find('\x1b') == std::string::npos);
}

TEST_CASE("--stack is shown, kept in a saved plan, and refused where nothing is known of it") {
  Folder const folder;
  auto const file = folder.file("plan.json");
  REQUIRE(ran(estimated({"--stack", "Megatron-LM@2022", "--out-file", file})).code == 0);
  CHECK_THAT(content(file), has("\"stack\": \"megatron-lm@2022\""));
  CHECK_THAT(ran({"explain", file}).out, has("software: megatron-lm@2022"));
  CHECK_THAT(ran({"explain", file, "--stack", "today"}).out, has("today's software"));
  auto const wrong = ran(estimated({"--stack", "megatorn-lm"}));
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, has("--stack: 'megatorn-lm'") && has("did you mean megatron-lm?"));
}

}  // namespace ec2plan::cli::calibrate_test
