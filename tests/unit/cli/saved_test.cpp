#include "cli/saved.hpp"

#include "ec2plan/plan/names.hpp"

#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::saved_test {
namespace {

SavedResult saved(Words const& words) {
  auto const result = ran(joined(words, {"--json"}));
  REQUIRE(result.code == 0);
  return read_result(result.out, "plan.json");
}

/// The field as one types it; empty where the question leaves it open.
std::string last(Question const& question, std::string_view key) {
  auto const found = question.given.find(key);
  return found == question.given.end() ? "" : typed_text(found->second.back());
}

}  // namespace

TEST_CASE("a saved question is asked again as it was understood") {
  auto const again = asked_again(saved(quick({"--days", "30", "--set", "restart=60"})), {});
  CHECK(again.kind == Question::Kind::recommend);
  CHECK(last(again, "model") == "gpt3-6.7b");
  CHECK(last(again, "tokens") == "1B");
  CHECK(last(again, "days") == "30");
  CHECK(last(again, "max_instances") == "4");
  CHECK(last(again, "set") == "restart=60");
  CHECK(last(again, "region") == "us-east-1");
}

TEST_CASE("a saved plan of adapters is asked again as one") {
  auto const result =
      saved({"estimate", "--model", "llama-3-8b", "--tokens", "10M", "--method", "lora",
             "--lora-rank", "32", "--instance-type", "p5.48xlarge", "--instance-count", "1"});
  auto const again = asked_of_plan(result, plan_of_rank(result), {});
  CHECK(last(again, "method") == "lora");
  CHECK(last(again, "lora_rank") == "32");
}

TEST_CASE("what is given now beats what was saved") {
  Question now;
  set(now, "region", {{.text = "us-west-2", .where = "--region"}});
  CHECK(last(asked_again(saved(quick()), now), "region") == "us-west-2");
}

TEST_CASE("what was typed then counts as typed, what was a default does not") {
  auto const again = asked_again(saved(quick({"--days", "30"})), {});
  CHECK(again.given.at("days").back().from == "flag");
  CHECK(again.given.at("risk").back().from == "result");
}

TEST_CASE("a region from the environment then is not that of now") {
  auto const result = ran(quick({"--json"}), {{"AWS_REGION", "us-west-2"}});
  auto const again = asked_again(read_result(result.out, "plan.json"), {});
  CHECK(last(again, "region") == "us-west-2");
}

TEST_CASE("a question of one plan is asked of every type and layout") {
  auto const all = asked_of_all(saved(set_up()), {});
  CHECK(all.kind == Question::Kind::recommend);
  CHECK(last(all, "tokens") == "300B");
  CHECK(last(all, "instance_type").empty());
  CHECK(last(all, "tensor").empty());
}

TEST_CASE("a recommendation among some types stays among them") {
  CHECK(last(asked_of_all(saved(quick()), {}), "instance_type") == "p4d.24xlarge");
}

TEST_CASE("a saved plan is asked for with its whole layout") {
  auto const result = saved(set_up());
  auto const again = asked_of_plan(result, plan_of_rank(result), {});
  CHECK(last(again, "tokens") == "300B");
  CHECK(last(again, "instance_count") == "128");
  CHECK(last(again, "tensor") == "8");
  CHECK(last(again, "recompute") == std::string(recompute_name(result.plans[0].layout.recompute)));
}

TEST_CASE("the layout stays with its job: another one is laid out by the search") {
  auto const result = saved(set_up());
  for (auto const& [key, text] :
       {std::pair{"model", "7B"}, {"precision", "fp8"}, {"instance_count", "64"}}) {
    CAPTURE(key);
    Question now;
    set(now, key, {{.text = text, .where = key}});
    auto const again = asked_of_plan(result, plan_of_rank(result), now);
    CHECK(last(again, "tensor").empty());
    CHECK(last(again, key) == text);
  }
}

TEST_CASE("an overlay that a saved question needs and that is gone is told with the question") {
  Folder const folder;
  auto const prices = folder.file("prices.json", content("tests/golden/fixtures/mini.json"));
  auto const plan = folder.file("plan.json", ran(set_up({"--json", "--catalog", prices})).out);
  folder.file("prices.json", "no JSON");
  auto const gone = ran({"explain", plan});
  CHECK(gone.code == 5);
  CHECK_THAT(gone.err, has("prices.json"));
  CHECK_THAT(gone.err, has("it is the --catalog of"));
}

}  // namespace ec2plan::cli::saved_test
