#include "ec2plan/launch/launch.hpp"

#include <algorithm>
#include <set>

#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "cli/command.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "launch/template.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::launch_test {
namespace {

LaunchResult written(std::string_view target, Answer const& answer, std::string_view version = {}) {
  auto const& one = *find_launch_target(target);
  auto const& trainer = one.framework == Framework::any ? launch_targets().front() : one;
  return launch_file(one, version, answer, trainer, {.version = "9", .command = "ec2plan launch"});
}

catalog::Json software(std::string_view name) {
  for (auto const& file : catalog::embedded_files())
    if (file.name == name) return catalog::parsed_json(file.text, file.name);
  return {};
}

}  // namespace

TEST_CASE("the help of launch names every target and version") {
  std::string const help(cli::find_command("launch")->examples);
  for (LaunchTarget const& target : launch_targets()) {
    CHECK_THAT(help, Catch::Contains(std::string(target.name)));
    for (TargetVersion const& version : target.versions) {
      auto name = version.name;
      if (name.starts_with("core_v")) name.remove_prefix(6);
      if (target.versions.size() > 1) CHECK_THAT(help, Catch::Contains(std::string(name)));
    }
  }
}

TEST_CASE("targets and versions are found by name, and others are not") {
  for (LaunchTarget const& target : launch_targets()) {
    CHECK(find_launch_target(target.name) == &target);
    CHECK(find_version(target) == &target.versions.front());
    for (TargetVersion const& version : target.versions)
      if (!version.name.empty()) CHECK(find_version(target, version.name) == &version);
    CHECK(find_version(target, "none") == nullptr);
  }
  auto const& megatron = *find_launch_target("megatron");
  CHECK(find_version(megatron, "0.16.1") == find_version(megatron, "core_v0.16.1"));
  CHECK(find_launch_target("llama-factory") == nullptr);
  CHECK(target_of(Framework::known) == nullptr);
  CHECK(target_of(Framework::trl)->name == "trl");
  CHECK(target_of(Framework::nemo)->name == "nemo");
}

TEST_CASE("Megatron-LM's versions are those of the table of its arguments") {
  std::vector<std::string> known = software("software/megatron.json").at("versions");
  std::vector<std::string> offered;
  for (TargetVersion const& version : find_launch_target("megatron")->versions)
    offered.emplace_back(version.name);
  CHECK(offered == known);
}

TEST_CASE("models that torchtitan has a flavor of are models of ours") {
  std::set<std::string> names;
  for (ModelEntry const& model : load_catalog().models)
    names.insert(model.shape.name);
  auto const json = software("software/torchtitan.json");
  CHECK(json.at("models").size() >= 15);
  for (auto const& one : json.at("models"))
    CHECK(names.contains(one.at("model").get<std::string>()));
}

TEST_CASE("a plan is refused where its framework has a rule against it, in its own words") {
  auto answer = testing::one_plan();  // with pipelines
  REQUIRE(answer.plan().layout.pipeline > 1);
  CHECK(written("megatron", answer).file);
  auto const refused = written("deepspeed", answer);
  CHECK_FALSE(refused.file);
  CHECK_THAT(refused.refusal.reason, Catch::Contains("PipelineModule"));
  answer.setup->type.accelerator.vendor = "AWS";
  CHECK_THAT(written("megatron", answer).refusal.reason, Catch::Contains("NVIDIA GPUs"));
}

TEST_CASE("what an old version lacks is refused with the flag and a version that has it") {
  auto answer = testing::one_plan();
  auto& layout = answer.plan().layout;
  layout = {.tensor = 8, .data = 128, .zero = 3, .sequence_parallel = true};
  auto const refused = written("megatron", answer, "core_v0.12.0");
  CHECK_FALSE(refused.file);
  CHECK_THAT(refused.refusal.reason, Catch::Contains("--use-megatron-fsdp"));
  CHECK_THAT(refused.refusal.fix, Catch::Contains("core_v0.19.0"));
  CHECK(written("megatron", answer, "core_v0.14.0").file);
}

TEST_CASE("adapters are not launched as if every weight were trained") {
  auto answer = testing::one_plan();
  answer.setup->job.tuning = {.method = Method::lora, .rank = 16};
  for (LaunchTarget const& target : launch_targets()) {
    auto const result = written(target.name, answer);
    CHECK_FALSE(result.file);
    CHECK_FALSE(result.refusal.reason.empty());
  }
  CHECK(fitting_trainer(answer) == nullptr);
}

TEST_CASE("a cluster runs the first framework that launches the plan") {
  auto answer = testing::one_plan();
  CHECK(fitting_trainer(answer)->name == "megatron");
  answer.setup->type.accelerator.vendor = "Intel";
  CHECK(fitting_trainer(answer) == nullptr);
  answer.plan().layout = {.data = 1024, .zero = 3};
  CHECK(fitting_trainer(answer)->name == "deepspeed");
}

TEST_CASE("a template keeps its margin on each line, and drops lines that are empty") {
  auto const text = launch::filled("torchtitan-neuron.sh", {{"header", "one\ntwo"},
                                                            {"nodes", "2"},
                                                            {"ranks_per_node", "64"},
                                                            {"ranks", "128"},
                                                            {"module", "llama3"},
                                                            {"flavor", "8B"},
                                                            {"local_batch", "1"},
                                                            {"global_batch", "8"},
                                                            {"sequence", "8"},
                                                            {"steps", "9"},
                                                            {"replicate", "1"},
                                                            {"shard", "2"},
                                                            {"reshard", "default"},
                                                            {"tensor", "1"},
                                                            {"context", "1"},
                                                            {"expert", "1"},
                                                            {"pipeline_lines", ""},
                                                            {"checkpoint_steps", "3"},
                                                            {"name", "x"}});
  CHECK_THAT(text, Catch::Contains("# one\n# two\n#\n"));
  CHECK_THAT(text, Catch::Contains("expert_parallel_degree 1\n  --checkpoint.enable"));
  CHECK_THAT(text, Catch::Contains("\"${arguments[@]}\""));
}

}  // namespace ec2plan::launch_test
