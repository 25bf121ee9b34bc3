#include "ec2plan/document/saved_plan.hpp"

#include "ec2plan/document/document.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan {
namespace {

using namespace testing;

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

InputError refusal(std::string const& text, int rank = 1) {
  try {
    read_plan(text, "plan.json", rank);
  } catch (InputError const& error) {
    return error;
  }
  FAIL("was not refused");
  return InputError({});
}

}  // namespace

TEST_CASE("a plan that was written is read back") {
  Plan const written = two_plans().result.candidates[1];
  SavedPlan const read = read_plan(document(two_plans()), "plan.json", 2);
  CHECK(read.instance_type == "p4x.24xlarge");
  CHECK(read.instances == 192);
  CHECK(read.region == "us-east-1");
  CHECK(read.purchase == Purchase::on_demand);
  CHECK(read.layout == written.layout);
  CHECK(read.tokens / token == 300e9);
  CHECK(read.global_batch == 1536);
  CHECK(read.duration_days == Approx(written.run.duration.likely / day));
  CHECK(read.cost_usd == Approx(written.cost.likely / dollar));
}

TEST_CASE("the model is read as it was typed") {
  CHECK(read_plan(document(one_plan()), "plan.json").model == "175B");
}

TEST_CASE("every document with a plan can be read") {
  CHECK(read_plan(document(one_plan()), "plan.json").command == "estimate");
  CHECK(read_plan(document(one_explained()), "plan.json").command == "explain");
}

TEST_CASE("inputs are read with their origin") {
  auto const inputs = read_plan(document(one_plan()), "plan.json").inputs;
  REQUIRE(inputs.size() == 4);
  CHECK(inputs[2].key == "seq_len");
  CHECK(std::get<std::int64_t>(inputs[2].value) == 2048);
  CHECK(inputs[2].from == "model");
}

TEST_CASE("a plan without a price is read as 0") {
  EstimateAnswer answer = one_plan();
  answer.plan.price.per_instance = {};
  CHECK(read_plan(document(answer), "plan.json").cost_usd == 0);
}

TEST_CASE("another minor version is read, another major one refused") {
  std::string const text = document(one_plan());
  CHECK(read_plan(replaced(text, "\"1.0\"", "\"1.7\""), "plan.json").instances == 256);
  CHECK(refusal(replaced(text, "\"1.0\"", "\"2.0\"")).path == "/format_version");
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
      {"\"command\"", "\"comand\"", "/"},
  }));
  auto const error = refusal(replaced(document(one_plan()), broken.from, broken.to));
  CHECK(error.where == "plan.json");
  CHECK(error.path == broken.path);
  CHECK(error.kind == InputFault::Kind::file);
}

TEST_CASE("a rank that the result lacks is refused") {
  CHECK(refusal(document(two_plans()), 3).path == "/candidates");
  CHECK(refusal(document(one_plan()), 2).path == "/command");
}

TEST_CASE("what is no JSON is refused") {
  CHECK(refusal("").kind == InputFault::Kind::file);
  CHECK(refusal("[]").path == "/");
  CHECK(refusal(std::string(100'000, '[')).kind == InputFault::Kind::file);
}

}  // namespace ec2plan
