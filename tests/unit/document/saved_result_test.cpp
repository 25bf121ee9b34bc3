#include "ec2plan/document/saved_result.hpp"

#include <algorithm>

#include "document/plan_fields.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::saved_result_test {
namespace {

using namespace testing;

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

InputError refusal(std::string const& text, int rank = 1) {
  try {
    plan_of_rank(read_result(text, "plan.json"), rank);
  } catch (InputError const& error) {
    return error;
  }
  FAIL("was not refused");
  return InputError({});
}

}  // namespace

TEST_CASE("a plan that was written is read back") {
  Plan const written = two_plans().result.candidates[1];
  auto const result = read_result(document(two_plans()), "plan.json");
  SavedPlan const read = plan_of_rank(result, 2);
  CHECK(read.instance_type == "p4x.24xlarge");
  CHECK(read.instances == 192);
  CHECK(read.accelerators == 192 * 8);
  CHECK(read.region == "us-east-1");
  CHECK(read.purchase == Purchase::on_demand);
  CHECK(read.layout == written.layout);
  CHECK(read.tokens / token == 300e9);
  CHECK(read.global_batch == 1536);
  CHECK(*read.price / (dollar / hour) == Approx(written.price.per_instance / (dollar / hour)));
  CHECK(read.step_time.high / second == Approx(written.run.step_time.high / second));
  CHECK(read.duration.likely / day == Approx(written.run.duration.likely / day));
  CHECK(read.cost->low / dollar == Approx(written.cost.low / dollar));
  CHECK(read.goodput == Approx(written.run.goodput));
  CHECK(read.step.total() / second == Approx(written.run.step.total() / second));
  CHECK(read.memory.total() / byte == Approx(written.estimate.memory.total() / byte));
  CHECK(read.cost_parts->training / dollar == Approx(written.cost_parts.training / dollar));
  CHECK(read.fit == written.estimate.fit);
  CHECK(read.confidence == written.confidence);
  CHECK(read.meets_deadline == written.meets_deadline);
  CHECK(read.meets_budget == std::nullopt);  // no budget was asked for
}

TEST_CASE("a result holds its question, its catalog and its assumptions") {
  auto const answer = two_plans();
  auto const result = read_result(document(answer), "plan.json");
  CHECK(result.command == "recommend");
  CHECK(result.sentence.find("keeps to 30 days") != std::string::npos);
  CHECK(result.plans.size() == 2);
  CHECK(result.catalog_sha256 == answer.frame.catalog_sha256);
  CHECK(result.assumptions.size() == answer.frame.assumptions.size());
  CHECK(result.inputs.size() == answer.frame.inputs.size());
}

TEST_CASE("the model is asked for as it was typed") {
  auto const result = read_result(document(one_plan()), "plan.json");
  CHECK(asked_model(result, plan_of_rank(result)) == "175B");
}

TEST_CASE("every document with a plan can be read") {
  CHECK(read_result(document(one_plan()), "plan.json").command == "estimate");
  CHECK(read_result(document(one_explained()), "plan.json").command == "explain");
}

TEST_CASE("inputs are read with their origin") {
  auto const inputs = read_result(document(one_plan()), "plan.json").inputs;
  REQUIRE(inputs.size() == 4);
  auto const found = std::ranges::find(inputs, "seq_len", &Input::key);
  REQUIRE(found != inputs.end());
  CHECK(std::get<std::int64_t>(found->value) == 2048);
  CHECK(found->from == "model");
}

TEST_CASE("a plan without a price has no cost") {
  Answer answer = one_plan();
  answer.plan().price.per_instance = {};
  auto const plan = plan_of_rank(read_result(document(answer), "plan.json"));
  CHECK(plan.price == std::nullopt);
  CHECK(plan.cost.has_value() == false);
  CHECK(plan.cost_parts.has_value() == false);
}

TEST_CASE("another minor version is read, another major one refused") {
  std::string const text = document(one_plan());
  CHECK(read_result(replaced(text, "\"1.0\"", "\"1.7\""), "plan.json").plans[0].instances == 256);
  for (auto const* other : {"\"2.0\"", "\"1\"", "\"1.\"", "\"1.banana\"", "\"11.0\""}) {
    CAPTURE(other);
    CHECK(refusal(replaced(text, "\"1.0\"", other)).path == "/format_version");
  }
}

TEST_CASE("an input that a later minor version adds is read, whatever it holds") {
  auto const text = replaced(document(one_plan()), "\"inputs\": {",
                             "\"inputs\": {\"future\": {\"value\": {\"a\": [1, {}]}, "
                             "\"from\": \"flag\"}, \"other\": {\"value\": [1, \"x\"], "
                             "\"from\": \"flag\"},");
  auto const inputs = read_result(text, "plan.json").inputs;
  auto const text_of = [&](std::string_view key) {
    return std::get<std::string>(std::ranges::find(inputs, key, &Input::key)->value);
  };
  CHECK(text_of("future") == R"({"a":[1,{}]})");
  CHECK(text_of("other") == R"([1,"x"])");
}

TEST_CASE("an answer is kept as its document would be read back, to the last digit") {
  Answer shares = one_plan();
  shares.plan().run.steps = 95367.4316406253;
  shares.frame.inputs.push_back({"mfu", 0.1 + 0.2, "flag", "0.3"});
  shares.frame.assumptions.push_back({.key = "a.ratio", .value = 1.0 / 3, .basis = "guess"});
  shares.frame.warnings = {"of some kind"};
  for (Answer const& answer : {two_plans(), shares}) {
    auto const kept = saved(answer), read = read_result(document(answer), "");
    REQUIRE(kept.plans.size() == read.plans.size());
    for (std::size_t i = 0; i < kept.plans.size(); ++i)
      for (auto const& field : documents::plan_fields()) {
        CAPTURE(std::string(field.path));
        if (field.kept.get != nullptr)
          CHECK(field.kept.get(kept.plans[i]) == field.kept.get(read.plans[i]));
      }
    CHECK(kept.command == read.command);
    CHECK(kept.sentence == read.sentence);
    CHECK(kept.warnings == read.warnings);
    CHECK(kept.catalog_sha256 == read.catalog_sha256);
    CHECK(std::ranges::equal(kept.rejected, read.rejected, [](auto& a, auto& b) {
      return a.instance_type == b.instance_type && a.region == b.region &&
             a.purchase == b.purchase && a.reason == b.reason;
    }));
    CHECK(std::ranges::equal(kept.inputs, read.inputs, [](auto& a, auto& b) {
      return a.key == b.key && a.value == b.value && a.from == b.from && a.text == b.text;
    }));
    CHECK(std::ranges::equal(kept.assumptions, read.assumptions, [](auto& a, auto& b) {
      return a.key == b.key && a.value == b.value && a.unit == b.unit && a.basis == b.basis;
    }));
  }
}

TEST_CASE("a recommendation says why it has no plan of a type") {
  auto answer = two_plans();
  answer.result.rejected = {
      {.instance_type = "p3.2xlarge", .obstacle = Obstacle::retired, .date = "2026-04"}};
  auto const result = read_result(document(answer), "plan.json");
  REQUIRE(result.rejected.size() == 1);
  CHECK(result.rejected[0].instance_type == "p3.2xlarge");
  CHECK(result.rejected[0].reason == "no longer offered since 2026-04");
  answer.result.candidates.clear();
  CHECK(refusal(document(answer)).fix.find("p3.2xlarge: no longer") != std::string::npos);
}

TEST_CASE("a broken document is refused with its place") {
  struct Case {
    char const* from;
    char const* to;
    char const* path;
  };
  auto const broken = GENERATE(values<Case>({
      {"\"instances\": 256", "\"instances\": \"256\"", "/estimate/instances"},
      {"\"instances\": 256", "\"instances\": 1e400", ""},
      {"\"instances\": 256", "\"instances\": -1", "/estimate/instances"},
      {"\"instances\": 256", "\"instances\": 1.5", "/estimate/instances"},
      {"\"instances\": 256", "\"others\": 256", "/estimate"},
      {"\"purchase\": \"on-demand\"", "\"purchase\": \"gift\"", "/estimate/purchase"},
      {"\"recompute\": \"full\"", "\"recompute\": \"half\"", "/estimate/layout/recompute"},
      {"\"tokens\": 300000000000", "\"tokens\": 0", "/estimate/job/tokens"},
      {"\"command\": \"estimate\"", "\"command\": \"instances\"", "/command"},
      {"\"likely\": ", "\"likely\": -", "/estimate/step_time_s/likely"},
      {"\"low\": ", "\"low\": 9e9, \"lower\": ", "/estimate/step_time_s"},
      {"\"goodput\": ", "\"goodput\": 7, \"good\": ", "/estimate/goodput"},
      {"\"steps\": ", "\"steps\": 1e300, \"step\": ", "/estimate/steps"},
      {"\"mfu\": ", "\"mfu\": -0.3, \"m\": ", "/estimate/mfu"},
      {"\"zero\": ", "\"zero\": 9, \"z\": ", "/estimate/layout/zero"},
      {"\"usd_per_instance_hour\": ", "\"usd_per_instance_hour\": 0, \"usd\": ",
       "/estimate/usd_per_instance_hour"},
      {"\"fits\": \"yes\"", "\"fits\": \"no way\"", "/estimate/fits"},
      {"\"command\"", "\"comand\"", ""},
  }));
  auto const error = refusal(replaced(document(one_plan()), broken.from, broken.to));
  CHECK(error.where == "plan.json");
  CHECK(error.path == broken.path);
  CHECK(error.kind == InputFault::Kind::file);
}

TEST_CASE("a rank that the result lacks is refused") {
  CHECK(refusal(document(two_plans()), 3).path == "/candidates");
  CHECK(refusal(document(one_plan()), 2).path == "/estimate");
}

TEST_CASE("a result without a plan is refused where one is asked for") {
  auto answer = two_plans();
  answer.result.candidates.clear();
  CHECK(read_result(document(answer), "plan.json").plans.empty());
  CHECK(refusal(document(answer)).problem.find("holds no plan") == 0);
}

TEST_CASE("a result that was cut down with --fields is refused") {
  auto const error = refusal(document(one_plan(), {"instance_type"}));
  CHECK(error.path == "/estimate");
}

TEST_CASE("what is no JSON is refused") {
  CHECK(refusal("").kind == InputFault::Kind::file);
  CHECK(refusal("[]").problem == "is not an object");
  CHECK(refusal(std::string(100'000, '[')).kind == InputFault::Kind::file);
}

}  // namespace ec2plan::saved_result_test
