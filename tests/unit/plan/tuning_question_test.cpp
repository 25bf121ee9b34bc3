#include "plan/tuning.hpp"

#include "ec2plan/plan/answer.hpp"
#include "plan/terms.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::tuning_question_test {
namespace {

using Catch::Matchers::Contains;

Catalog const& catalog() {
  static auto const loaded = load_catalog();
  return loaded;
}

Terms terms(std::string const& fields) {
  return terms_of(catalog(), question_from_json("{\"model\": \"llama-3-8b\", " + fields + "}"));
}

std::string refused(std::string const& fields) {
  try {
    (void)terms(fields);
  } catch (InputError const& error) {
    return error.what();
  }
  return {};
}

std::string warned(std::string const& fields) {
  std::string all;
  for (auto const& warning : terms(fields).warnings)
    all += warning + "\n";
  return all;
}

}  // namespace

TEST_CASE("examples, their length and the passes over them give the tokens") {
  auto const all = terms(R"("method": "lora", "examples": "50k", "example_tokens": 600)");
  CHECK(all.asked.job.tokens == 90e6 * token);
  CHECK(*all.question.job.tuning.epochs == 3);
  CHECK(steps(all.asked.job) == 9375);
  CHECK(all.asked.job.example_tokens == 600);
  auto const pairs =
      terms(R"("method": "dpo", "examples": "50k", "example_tokens": 600, "epochs": 1)");
  CHECK(pairs.asked.job.tokens == 60e6 * token);
}

TEST_CASE("defaults are those of tuning") {
  auto const all = terms(R"("method": "qlora", "tokens": "30M")");
  auto const& job = all.asked.job;
  CHECK(job.sequence_length == 2048);
  CHECK(job.global_batch == 16);
  CHECK(job.tuning.rank == 16);
  CHECK(job.tuning.targets == lora_targets_of({"all"}));
  CHECK(job.tuning.quantization == Quantization::nf4);
  CHECK(all.asked.stack.name == "hf-trainer");
  CHECK(all.goal.limits.framework == Framework::trl);
  CHECK(job.example_tokens == 0);  // packed, as nothing is known of the examples
  CHECK(terms(R"("method": "full", "tokens": "30M")").asked.job.global_batch == 64);
  CHECK(terms(R"("method": "full", "tokens": "30M", "stack": "megatron-bridge")")
            .goal.limits.framework == Framework::known);
}

TEST_CASE("packed examples do not see each other") {
  auto const all =
      terms(R"("method": "lora", "examples": "50k", "example_tokens": 600, "packing": "on")");
  CHECK(all.asked.job.attended == 600);
  CHECK(all.asked.job.example_tokens == 0);
}

TEST_CASE("what does not go together is refused with the remedy") {
  CHECK_THAT(refused(R"("tokens": "1T", "lora_rank": 8)"), Contains("--method lora"));
  CHECK_THAT(refused(R"("tokens": "1T", "quantization": "nf4")"), Contains("trains them all"));
  CHECK_THAT(refused(R"("tokens": "1T", "epochs": 2)"), Contains("--method full"));
  CHECK_THAT(refused(R"("method": "qlora", "tokens": "30M", "quantization": "none")"),
             Contains("--method lora"));
  CHECK_THAT(refused(R"("method": "lora")"), Contains("--examples 50k"));
  CHECK_THAT(refused(R"("method": "lora", "examples": "50k")"), Contains("--example-tokens 600"));
  CHECK_THAT(refused(R"("method": "lora", "tokens": "30M", "epochs": 3)"), Contains("all passes"));
  CHECK_THAT(refused(R"("method": "lora", "tokens": "30M", "packing": "off")"),
             Contains("--example-tokens"));
  CHECK_THAT(
      refused(R"("method": "lora", "tokens": "1M", "examples": "50k", "example_tokens": 600)"),
      Contains("90M"));
  CHECK_THAT(refused(R"("method": "lora", "tokens": "30M", "lora_targets": ["x"])"),
             Contains("attention"));
}

TEST_CASE("a question that looks like another is told so") {
  CHECK_THAT(warned(R"("tokens": "30M")"), Contains("--method full, lora or qlora"));
  CHECK_THAT(warned(R"("method": "lora", "tokens": "300B")"), Contains("what pre-training takes"));
  CHECK(warned(R"("method": "lora", "tokens": "30M")").empty());
}

TEST_CASE("a saved question of tuning asks the same again") {
  auto const first = terms(R"("method": "lora", "examples": "50k", "example_tokens": 600)");
  auto const again = terms_of(catalog(), question_from_json(json_of(first.question)));
  CHECK(again.asked.job.tokens == first.asked.job.tokens);
  CHECK(again.asked.job.tuning == first.asked.job.tuning);
}

TEST_CASE("each type is planned as an estimate of it alone says") {
  auto const all =
      answer(catalog(),
             question_from_json(
                 R"({"model": "llama-3-8b", "method": "lora", "tokens": "30M", "budget": 200})"));
  REQUIRE(all.result.candidates.size() > 5);
  for (Plan const& plan : all.result.candidates) {
    CAPTURE(plan.type.name, plan.instances);
    auto question = question_from_json(
        R"({"kind": "estimate", "model": "llama-3-8b", "method": "lora", "tokens": "30M"})");
    set(question, "instance_type", {{.text = plan.type.name, .where = "test"}});
    set(question, "instance_count", {{.where = "test", .number = plan.instances}});
    auto const alone = answer(catalog(), question);
    CHECK(alone.plan().run.step_time.likely / plan.run.step_time.likely == Approx(1));
    CHECK(alone.plan().run.step_time.high / plan.run.step_time.high == Approx(1));
  }
}

TEST_CASE("the largest listed model that can be tuned for the money") {
  auto question = question_from_json(
      R"({"kind": "afford", "method": "lora", "examples": "50k", "example_tokens": 600,
          "budget": 20})");
  auto const found = answer(catalog(), question);
  REQUIRE(found.affordable.size() == 1);
  auto const& largest = found.affordable.front();
  CHECK(largest.plan.cost.high <= 20 * dollar);
  CHECK(largest.demand.most() <= 1);
  REQUIRE(largest.next);
  CHECK(largest.next->demand > 1);
  CHECK_FALSE(has_loss(largest));
}

}  // namespace ec2plan::tuning_question_test
