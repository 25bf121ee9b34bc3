#include <set>

#include "catalog/embedded.hpp"
#include "catalog/json_file.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/launch/launch.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::launch_tuning_test {
namespace {

constexpr std::string_view tuners[] = {"trl", "axolotl", "torchtune"};

/// A plan that tunes Llama 2 7B on one instance of eight.
Answer tuned_plan(Tuning const& tuning) {
  auto answer = testing::one_plan();
  auto& plan = answer.plan();
  for (Job* job : {&plan.job, &answer.setup->job}) {
    job->model.name = "llama-2-7b";
    job->model.gated = true;
    job->tuning = tuning;
    job->global_batch = 64;
  }
  plan.layout = {.data = 8, .micro_batch = 2, .zero = 3};
  return answer;
}

Tuning adapters(Method method) {
  return {.method = method,
          .rank = 16,
          .targets = {.query = true, .value = true},
          .quantization = method == Method::qlora ? Quantization::nf4 : Quantization::none};
}

LaunchResult written(std::string_view name, Answer const& answer) {
  auto const& target = *find_launch_target(name);
  return launch_file(target, {}, answer, target, {.version = "9", .command = "ec2plan launch"});
}

std::string text_of(std::string_view name, Answer const& answer) {
  auto const result = written(name, answer);
  CAPTURE(result.refusal.reason);
  REQUIRE(result.file);
  return result.file->text;
}

}  // namespace

TEST_CASE("a plan that tunes is refused where it would be trained from the start") {
  auto const answer = tuned_plan(adapters(Method::lora));
  for (auto const* name : {"megatron", "torchtitan", "nemo", "deepspeed", "accelerate"}) {
    auto const refused = written(name, answer);
    CHECK_FALSE(refused.file);
    CHECK(refused.refusal.fix == "take --target trl or axolotl or torchtune");
  }
  auto const anew = testing::one_plan();
  for (auto const name : tuners) {
    CHECK_THAT(written(name, anew).refusal.reason, Catch::Contains("tune a model that exists"));
    CHECK_THAT(written(name, anew).refusal.fix, Catch::Contains("--target megatron"));
  }
  CHECK(fitting_trainer(answer)->name == "trl");
}

TEST_CASE("adapters stand beside the matrices of the plan, by each trainer's names") {
  auto const answer = tuned_plan(adapters(Method::qlora));
  auto const trl = text_of("trl", answer);
  CHECK_THAT(trl, Catch::Contains("target_modules=[\"q_proj\", \"v_proj\"]"));
  CHECK_THAT(trl, Catch::Contains("r=16,") && Catch::Contains("lora_alpha=32,"));
  CHECK_THAT(trl, Catch::Contains("bnb_4bit_use_double_quant=True"));
  auto const axolotl = text_of("axolotl", answer);
  CHECK_THAT(axolotl, Catch::Contains("adapter: qlora") && Catch::Contains("load_in_4bit: true"));
  CHECK_THAT(axolotl, Catch::Contains("lora_target_modules: [q_proj, v_proj]"));
  auto const torchtune = text_of("torchtune", answer);
  CHECK_THAT(torchtune, Catch::Contains("torchtune.models.llama2.lora_llama2_7b"));
  CHECK_THAT(torchtune,
             Catch::Contains("quantize_base: true") && Catch::Contains("apply_lora_to_mlp: false"));
  CHECK_THAT(torchtune, Catch::Contains(" lora_finetune_distributed --config torchtune.yaml"));
}

TEST_CASE("batches of preference tuning count pairs") {
  auto const answer = tuned_plan(adapters(Method::dpo));
  CHECK_THAT(text_of("trl", answer), Catch::Contains("per_device_train_batch_size=2,") &&
                                         Catch::Contains("gradient_accumulation_steps=4,"));
  CHECK_THAT(text_of("axolotl", answer),
             Catch::Contains("rl: dpo") && Catch::Contains("micro_batch_size: 2\n"));
  CHECK_THAT(text_of("torchtune", answer), Catch::Contains(" lora_dpo_distributed --config") &&
                                               Catch::Contains("batch_size: 2\n"));
}

TEST_CASE("ZeRO and what waits on the host are DeepSpeed's, of one copy nothing is") {
  auto answer = tuned_plan({.method = Method::full});
  answer.plan().layout.zero = 1;
  CHECK_THAT(text_of("trl", answer), Catch::Contains("\"stage\": 1"));
  answer.plan().layout.zero = 0;
  CHECK_THAT(text_of("trl", answer), !Catch::Contains("deepspeed="));
  CHECK_THAT(text_of("axolotl", answer), !Catch::Contains("deepspeed:"));
  auto offloaded = tuned_plan({.method = Method::full, .offload = Offload::weights});
  CHECK_THAT(text_of("axolotl", offloaded),
             Catch::Contains("\"offload_param\"") && Catch::Contains("\"offload_optimizer\""));
  CHECK_THAT(text_of("torchtune", offloaded), Catch::Contains("fsdp_cpu_offload: true"));
}

TEST_CASE("torchtune updates in the backward pass where nothing is accumulated") {
  auto answer = tuned_plan({.method = Method::full, .optimizer = Optimizer::paged_8bit});
  answer.setup->tuning.update_in_backward = true;
  answer.setup->device.per_instance = answer.setup->type.accelerators = 1;
  answer.plan().type.accelerators = 1;
  answer.plan().instances = 1;
  answer.plan().layout = {.micro_batch = 4, .zero = 0};
  auto const accumulated = text_of("torchtune", answer);
  CHECK_THAT(accumulated, Catch::Contains("tune run full_finetune_single_device --config"));
  CHECK_THAT(accumulated, Catch::Contains("optimizer_in_bwd: false"));
  answer.plan().job.global_batch = answer.setup->job.global_batch = 4;
  CHECK_THAT(text_of("torchtune", answer), Catch::Contains("optimizer_in_bwd: true"));
}

TEST_CASE("models that torchtune has no builder for are refused by it alone") {
  auto answer = tuned_plan(adapters(Method::lora));
  answer.plan().job.model.name = answer.setup->job.model.name = "mine";
  CHECK_THAT(written("torchtune", answer).refusal.reason, Catch::Contains("builders"));
  CHECK_THAT(text_of("trl", answer),
             Catch::Contains("\"ORGANISATION/MODEL\"") && Catch::Contains("print(model)"));
}

TEST_CASE("models that torchtune builds are models of ours") {
  std::set<std::string> names;
  for (ModelEntry const& model : load_catalog().models)
    names.insert(model.shape.name);
  for (auto const& file : catalog::embedded_files()) {
    if (file.name != "software/torchtune.json") continue;
    auto const json = catalog::parsed_json(file.text, file.name);
    CHECK(json.at("models").size() >= 30);
    for (auto const& one : json.at("models"))
      CHECK(names.contains(one.at("model").get<std::string>()));
  }
}

}  // namespace ec2plan::launch_tuning_test
