#include "ec2plan/launch/launch.hpp"

#include <algorithm>

#include "cli/command.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::launch_command_test {
namespace {

/// A layout that Megatron-LM launches alone.
Words launched(Words const& more = {}) {
  return joined({"launch", "--model", "gpt3-175b", "--tokens", "300B", "--instance-type",
                 "p4d.24xlarge", "--instance-count", "128", "--tensor", "8", "--pipeline", "8"},
                more);
}

/// Without what names the question that it was made from.
std::string without_question(std::string text) {
  auto const from = text.find("# Asked:");
  return text.erase(from, text.find('\n', from) - from);
}

}  // namespace

TEST_CASE("one file goes to stdout, and several into a folder") {
  Folder const folder;
  auto const one = ran(launched({"--target", "megatron"}));
  CHECK(one.code == 0);
  CHECK_THAT(one.out, has("--tensor-model-parallel-size 8\n"));
  auto const job = folder.file("deep/job");
  auto const several = ran(launched({"--target", "megatron,slurm,aws-cli", "--out-dir", job}));
  CHECK(several.code == 0);
  CHECK(several.out.empty());
  CHECK(content(job + "/megatron.sh") == one.out);
  CHECK_THAT(content(job + "/train.sbatch"), has("bash megatron.sh"));
  CHECK_THAT(content(job + "/aws-cli.sh"), has("--count 128"));
  CHECK_THAT(several.err, has("note: wrote " + job + "/megatron.sh, "));
}

TEST_CASE("a saved plan launches as the question that it answered") {
  Folder const folder;
  auto words = launched();
  words.front() = "estimate";
  auto const plan = folder.file("plan.json", ran(joined(words, {"--json"})).out);
  auto const saved = ran({"launch", plan, "--target", "megatron"});
  CHECK(saved.code == 0);
  CHECK(without_question(saved.out) ==
        without_question(ran(launched({"--target", "megatron"})).out));
}

TEST_CASE("without a number of instances the plan that recommend puts first is launched") {
  auto const asked = quick({"--days", "30"});
  auto const best = ran(joined(asked, {"--json"}));
  auto words = joined(asked, {"--target", "slurm"});
  words.front() = "launch";
  auto const result = ran(words);
  CHECK(result.code == 0);
  auto const at = best.out.find("\"instances\": ");
  REQUIRE(at != std::string::npos);
  CHECK_THAT(
      result.out,
      has("#SBATCH --nodes=" + std::to_string(std::stoi(best.out.substr(at + 13, 8))) + "\n"));
}

TEST_CASE("a question is answered with what the target launches") {
  auto words = quick({"--max-instances", "1", "--target", "accelerate"});
  words.front() = "launch";
  auto const result = ran(words);
  CHECK(result.code == 0);
  CHECK_THAT(result.out, has("  parallelism_config_dp_shard_size: 4\n"));
}

TEST_CASE("a plan that is illegal in the target is refused with the rule and the nearest plan") {
  Folder const folder;
  auto words = launched();
  words.front() = "estimate";
  auto const plan = folder.file("plan.json", ran(joined(words, {"--json"})).out);
  auto const result =
      ran({"launch", plan, "--target", "slurm,deepspeed", "--out-dir", folder.file("job")});
  CHECK(result.code == 3);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, has("deepspeed cannot launch this plan: pipelines are made in code"));
  CHECK_THAT(result.err, has("nearest: --tensor "));
  CHECK_THAT(result.err, has("--pipeline 1 "));
  CHECK_FALSE(std::filesystem::exists(folder.file("job")));  // nothing, or all
}

TEST_CASE("a layout that no framework of that name has is refused in its own words") {
  auto const result = ran(launched({"--target", "deepspeed"}));
  CHECK(result.code == 3);
  CHECK_THAT(result.err, has("pipelines are made in code"));
}

TEST_CASE("a plan that misses its deadline is not launched") {
  auto words = quick({"--days", "1s", "--target", "slurm"});
  words.front() = "launch";
  auto const result = ran(words);
  CHECK(result.code == 3);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, has("error: no plan to launch: "));
}

TEST_CASE("each mistake in what to write is named") {
  struct Case {
    Words words;
    std::string message;
  };
  std::vector<Case> const cases{
      {launched(), "--target: is missing"},
      {launched({"--target", "megatrn"}), "did you mean megatron?"},
      {launched({"--target", "keras"}), "'keras' is no target"},
      {launched({"--target", "megatron,slurm"}), "write --out-dir job"},
      {launched({"--target", "megatron", "--target-version", "9"}),
       "--target-version: '9' is no version of the target"},
      {launched({"--target", "slurm", "--target-version", "9"}), "it has but one"},
      {launched({"--target", "megatron", "--target-version", ""}), "is no version of the target"},
      {launched({"--target", "megatron", "--out-dir", ""}), "--out-dir: the value is empty"},
      {launched({"--target", "megatron", "--out-dir", "a", "--out-file", "b"}),
       "cannot stand beside --out-file"},
      {launched({"--target", "megatron", "--json"}), "what a target takes is written"},
      {launched({"--target", "megatron", "--max-instances", "3"}), "has no say here"},
      {launched({"--target", "megatron", "--rank", "2"}), "a RESULT before it"},
  };
  for (auto const& each : cases) {
    auto const result = ran(each.words);
    CAPTURE(each.words, result.err);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has(each.message));
  }
}

TEST_CASE("a folder that cannot be made is an error of output") {
  Folder const folder;
  auto const file = folder.file("file", "text");
  auto const result = ran(launched({"--target", "megatron", "--out-dir", file + "/job"}));
  CHECK(result.code == 1);
  CHECK_THAT(result.err, has("--out-dir " + file + "/job: "));
}

TEST_CASE("every target writes, or says why not, for every type") {
  for (auto const* type : {"p5.48xlarge", "p4d.24xlarge", "g5.48xlarge", "p6-b300.48xlarge",
                           "trn2.48xlarge", "trn1.32xlarge", "u-p6e-gb200x72"})
    for (LaunchTarget const& target : launch_targets())
      for (TargetVersion const& version : target.versions) {
        Words words{"launch",
                    "--model",
                    "llama-3-8b",
                    "--tokens",
                    "100B",
                    "--instance-type",
                    type,
                    "--instance-count",
                    "2",
                    "--target",
                    std::string(target.name)};
        if (target.versions.size() > 1)
          words = joined(words, {"--target-version", std::string(version.name)});
        auto const result = ran(words);
        CAPTURE(words, result.err);
        CHECK((result.code == 0 || result.code == 3));
        CHECK(result.out.empty() == (result.code == 3));
        CHECK((result.code == 0 || result.err.starts_with("error: ")));
      }
}

}  // namespace ec2plan::cli::launch_command_test
