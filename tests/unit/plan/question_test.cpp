#include "ec2plan/plan/question.hpp"

#include <set>
#include <thread>

#include "ec2plan/document/document.hpp"
#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::question_test {
namespace {

using cli::Json;

constexpr char paper[] = R"({"model": "175B", "tokens": 3e11, "days": 30})";

Question read_back(Question const& question) { return question_from_json(json_of(question)); }

TEST_CASE("a question is written to JSON and read back, each field") {
  constexpr char all[] =
      R"({"kind": "estimate", "model": "7B", "tokens": "1T", "seq_len": 4096, "global_batch": 512,
          "precision": "fp8", "stack": "megatron-lm@2022", "method": "qlora", "examples": "50k",
          "example_tokens": 600, "epochs": 2, "packing": "off", "lora_rank": 32,
          "lora_targets": ["q", "v"], "adapter_precision": "bf16", "quantization": "int8",
          "optimizer": "paged-8bit", "weights_precision": "bf16", "loss": "fused",
          "offload": "activations", "days": 12.5, "budget": "1.5M",
          "risk": "likely", "objective": "time", "instance_type": "p5.48xlarge",
          "accelerator": ["h100"], "min_instances": 2, "max_instances": 64,
          "include_retired": true, "instance_count": 8, "purchase": "spot",
          "discount": ["p5*=12%"], "rate": ["savings-plan:p5*=31.5", "45%"], "term": "3yr",
          "use_rest_of_term": true, "tensor": 8, "pipeline": 4, "virtual_stages": 2, "data": 2,
          "context": 1, "expert": 1, "micro_batch": 4, "zero": 1, "data_replicas": 2, "recompute": "full", "framework": "any",
          "tflops": 400, "mfu": 0.4, "goodput": 0.9, "carbon_intensity": 0.35, "calibration": "ours.json",
          "set": ["restart=60"], "region": ["us-east-1"], "catalog": ["prices.json"],
          "as_of": "2026-07-01"})";
  auto const question = question_from_json(all);
  for (QuestionField const& field : question_fields()) {
    CAPTURE(field.key);
    CHECK(is_given(question, field.key));
    CHECK(field.value(read_back(question)) == field.value(question));
  }
  CHECK(json_of(read_back(question)) == json_of(question));
}

TEST_CASE("one field is changed, and the question answered anew") {
  auto const catalog = load_catalog();
  auto question = question_from_json(paper);
  auto const month = answer(catalog, question);
  set(question, "days", {{.where = "test", .number = 10}});
  auto const sooner = answer(catalog, question);
  REQUIRE(month.result.chosen() != nullptr);
  REQUIRE(sooner.result.chosen() != nullptr);
  CHECK(sooner.result.chosen()->run.duration.high <= 10 * day);
  CHECK(sooner.result.chosen()->cost.likely > month.result.chosen()->cost.likely);
}

TEST_CASE("what is set in code is answered as what is typed") {
  auto const catalog = load_catalog();
  Question const in_code{.job = {.model = "175B", .tokens = 300e9 * token},
                         .goal = {.deadline = 30 * day}};
  CHECK(answer(catalog, in_code).result.chosen()->cost.likely ==
        answer(catalog, question_from_json(paper)).result.chosen()->cost.likely);
  Question broken = in_code;
  broken.job.sequence_length = -1;
  CHECK_THROWS_AS(answer(catalog, broken), InputError);
}

TEST_CASE("JSON text asked of the library is what the command line prints") {
  auto const document = Json::parse(answered(load_catalog(), paper));
  auto const printed =
      cli::json_of({"recommend", "--model", "175B", "--tokens", "3e11", "--days", "30"});
  CHECK(document.at("candidates") == printed.at("candidates"));
  CHECK(document.at("rejected") == printed.at("rejected"));
  CHECK(document.at("summary") == printed.at("summary"));
}

TEST_CASE("every kind of question has its document, and a refusal says where") {
  auto const catalog = load_catalog();
  auto const ask = [&](std::string_view text) { return Json::parse(answered(catalog, text)); };
  auto const set_up =
      R"({"kind": "estimate", "model": "7B", "tokens": "1T", "instance_type": "p5.48xlarge",
          "instance_count": 8, "set": "restart=60"})";
  CHECK(ask(set_up).contains("estimate"));
  CHECK(ask(R"({"kind": "afford", "budget": "2M", "days": 30})").contains("affordable"));
  auto const none = ask(R"({"kind": "estimate", "model": "1T", "tokens": "1T",
                            "instance_type": "p5.48xlarge", "instance_count": 1})");
  CHECK(none.at("candidates").empty());
  CHECK(none.at("rejected").size() == 1);
  CHECK(ask(R"({"model": "7B", "tokens": "many"})").at("error").at("path") == "/tokens");
  CHECK(ask(R"({"modle": "7B"})").at("error").at("path") == "/modle");
  CHECK(ask(R"({"model": "7B", "tokens": 1e12, "catalog": "x"})").at("error").at("path") ==
        "/catalog");
  CHECK(ask("[").at("error").at("where") == "question");
}

TEST_CASE("eight threads ask one catalog at once") {
  auto const catalog = load_catalog();
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  for (auto& each : answers)
    threads.emplace_back([&] { each = answered(catalog, paper); });
  for (auto& thread : threads)
    thread.join();
  CHECK(std::set<std::string>(answers.begin(), answers.end()).size() == 1);
  CHECK(answers.front() == answered(catalog, paper));
}

}  // namespace
}  // namespace ec2plan::question_test
