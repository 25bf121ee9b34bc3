#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::answer_test {
namespace {

TEST_CASE("the objective follows from what was asked") {
  auto const objective = [](Words const& more, int code = 0) {
    return json_of(quick(more), code)["inputs"]["objective"]["value"].get<std::string>();
  };
  CHECK(objective({}) == "pareto");
  CHECK(objective({"--budget", "1M"}) == "knee");
  CHECK(objective({"--days", "300"}) == "cost");
  CHECK(objective({"--days", "300", "--budget", "1M"}) == "cost");
  CHECK(objective({"--objective", "time", "--days", "300"}) == "time");
}

TEST_CASE("defaults are shown with where they are from") {
  auto const inputs =
      json_of({"recommend", "--model", "9B", "--tokens", "1B", "--seq-len", "1000",
               "--instance-type", "p4d.24xlarge", "--max-instances", "2"})["inputs"];
  CHECK(inputs["seq_len"] == Json{{"value", 1000}, {"from", "flag"}, {"text", "1000"}});
  CHECK(inputs["precision"] == Json{{"value", "bf16"}, {"from", "default"}, {"text", nullptr}});
  CHECK(inputs["risk"]["value"] == "slow");
  CHECK(inputs["region"]["value"] == Json::array({"us-east-1"}));
  auto const listed = json_of(set_up())["inputs"];
  CHECK(listed["seq_len"] == Json{{"value", 2048}, {"from", "model"}, {"text", nullptr}});
  CHECK(listed["global_batch"] == Json{{"value", 1536}, {"from", "model"}, {"text", nullptr}});
}

TEST_CASE("without a model's own batch a step grows with the FLOPs of the run, as published") {
  struct Step {
    char const *model, *tokens;
    double step;  // tokens
  };
  // DeepSeek LLM took 9.4 M tokens for 7B and 18.9 M for 67B, both on 2T.
  for (auto const& [model, tokens, step] :
       {Step{"rule:500M", "1B", 0.26e6}, Step{"rule:7B", "2T", 9.4e6},
        Step{"rule:67B", "2T", 18.9e6}, Step{"rule:1T", "15.5T", 92e6}}) {
    CAPTURE(model);
    auto const inputs = json_of({"recommend", "--model", model, "--tokens", tokens,
                                 "--instance-type", "p5.48xlarge", "--max-instances", "2"},
                                std::string_view(model) == "rule:1T" ? 3 : 0)["inputs"];
    double const taken =
        inputs["seq_len"]["value"].get<double>() * inputs["global_batch"]["value"].get<double>();
    CHECK(inputs["global_batch"]["from"] == "default");
    CHECK(taken / step > 0.7);
    CHECK(taken / step < 1.4);
  }
}

TEST_CASE("a question that nothing satisfies is answered, with exit code 3") {
  for (auto const& more : {Words{"--days", "0.001"}, Words{"--budget", "1"},
                           Words{"--global-batch", "7", "--data", "2"}, Words{"--context", "7"}}) {
    CAPTURE(more);
    auto const result = ran(quick(more));
    CHECK(result.code == 3);
    CHECK_THAT(result.out, has("p4d.24xlarge"));
  }
  auto const json = json_of(quick({"--days", "0.001"}), 3);
  CHECK(json["candidates"][0]["meets_deadline"] == false);
}

TEST_CASE("an estimate that misses its deadline is printed, with exit code 3") {
  CHECK(ran(set_up({"--days", "1000"})).code == 0);
  auto const result = ran(set_up({"--days", "1"}));
  CHECK(result.code == 3);
  CHECK_FALSE(result.out.empty());
}

TEST_CASE("a set-up on which nothing runs has a reason and exit code 3") {
  auto const small = ran({"estimate", "--model", "175B", "--tokens", "1B", "--instance-type",
                          "p4d.24xlarge", "--instance-count", "1"});
  CHECK(small.code == 3);
  CHECK(small.out.empty());
  CHECK_THAT(small.err, has("1 p4d.24xlarge: needs"));
  auto const alone = ran({"estimate", "--model", "7B", "--tokens", "1B", "--instance-type",
                          "g5.xlarge", "--instance-count", "4"});
  CHECK(alone.code == 3);
  CHECK_THAT(alone.err, has("no EFA"));
  CHECK_THAT(alone.err, has("--instance-count 1"));
}

TEST_CASE("--tflops is the paper's estimate: 175B, 300B tokens, 1,024 A100 at 140 TFLOP/s") {
  auto const plan = json_of(set_up({"--tflops", "140"}))["estimate"];
  CHECK(plan["duration_days"]["likely"].get<double>() == Approx(33.9).margin(0.05));
  CHECK(plan["duration_days"]["low"] == plan["duration_days"]["high"]);
  CHECK(plan["layout"]["recompute"] == "full");
  auto const less = json_of(set_up({"--tflops", "140", "--recompute", "none"}))["estimate"];
  CHECK(less["duration_days"]["likely"].get<double>() ==
        Approx(plan["duration_days"]["likely"].get<double>() * 6 / 8));
}

TEST_CASE("--tflops leaves out the types whose peak is below it, and says so") {
  auto const json =
      json_of({"recommend", "--model", "7B", "--tokens", "1B", "--instance-type",
               "p4d.24xlarge,p3dn.24xlarge", "--tflops", "140", "--max-instances", "4"});
  CHECK(json["candidates"][0]["instance_type"] == "p4d.24xlarge");
  CHECK(json["rejected"][0]["instance_type"] == "p3dn.24xlarge");
  CHECK_THAT(json["rejected"][0]["reason"].get<std::string>(), has("above the dense peak"));
  CHECK_THAT(json["warnings"][0].get<std::string>(), has("--accelerator"));
}

TEST_CASE("a discount is taken off, and the list price kept") {
  auto const plan = json_of(set_up({"--discount", "25%"}))["estimate"];
  auto const list = plan["list_usd_per_instance_hour"].get<double>();
  CHECK(plan["usd_per_instance_hour"].get<double>() == Approx(0.75 * list));
  auto const other = json_of(set_up({"--discount", "25%,p5*=18%"}))["estimate"];
  CHECK(other["usd_per_instance_hour"] == plan["usd_per_instance_hour"]);
  auto const last = json_of(set_up({"--discount", "25%", "--discount", "P4*=10%"}))["estimate"];
  CHECK(last["usd_per_instance_hour"].get<double>() == Approx(0.9 * list));
}

TEST_CASE("a price as of a day is that day's") {
  auto const plan = json_of(set_up({"--as-of", "2023-07-01"}))["estimate"];
  CHECK(plan["usd_per_instance_hour"].get<double>() == Approx(32.77).margin(0.01));
}

TEST_CASE("a retired type is rejected, unless it was sold on the day or is asked for") {
  Words const words{"recommend",       "--model",      "gpt3-6.7b",       "--tokens", "1B",
                    "--instance-type", "dl1.24xlarge", "--max-instances", "4"};
  auto const now = json_of(words, 3);
  CHECK(now["candidates"].empty());
  CHECK(now["rejected"][0]["reason_code"] == "retired");
  CHECK_FALSE(json_of(joined(words, {"--include-retired"}))["candidates"].empty());
  CHECK_FALSE(json_of(joined(words, {"--as-of", "2024-01-01"}))["candidates"].empty());
  auto const estimate = json_of({"estimate", "--model", "gpt3-6.7b", "--tokens", "1B",
                                 "--instance-type", "dl1.24xlarge", "--instance-count", "4"});
  CHECK_THAT(estimate["warnings"].dump(), has("no longer offered"));
}

TEST_CASE("an estimate without a price has no cost, and says so") {
  auto const json = json_of(set_up({"-r", "af-south-1"}));
  CHECK(json["estimate"]["cost_usd"]["likely"].is_null());
  CHECK(json["estimate"]["usd_per_instance_hour"].is_null());
  CHECK(json["estimate"]["duration_days"]["likely"].get<double>() > 0);
  CHECK_THAT(json["warnings"].dump(), has("no on-demand price"));
}

TEST_CASE("a plan for each region and purchase that was asked for") {
  auto const json = json_of({"recommend", "--model", "gpt3-6.7b", "--tokens", "1B", "--days", "300",
                             "--instance-type", "P4D.24XLARGE", "--max-instances", "4", "-r",
                             "us-east-1,us-west-2", "--purchase", "on-demand,spot"});
  CHECK(json["candidates"].size() + json["rejected"].size() == 4);
}

TEST_CASE("sorting the rows changes no choice") {
  auto const usual = json_of(quick({"--days", "300"}));
  auto const sorted = json_of(
      quick({"--days", "300", "--sort-by", "cost_usd.likely", "--sort-direction", "descending"}));
  CHECK(usual["summary"] == sorted["summary"]);
}

TEST_CASE("sequences longer than a model was trained with are a warning") {
  auto const result = ran(set_up({"--seq-len", "4096"}));
  CHECK(result.code == 0);
  CHECK_THAT(result.err, has("warning: sequences of 4,096 tokens are longer than the 2,048"));
  CHECK(ran(set_up({"--seq-len", "4096", "-q"})).err.empty());
}

TEST_CASE("a saved result is explained, at the rank asked for") {
  Folder const folder;
  auto const file = folder.file("plan.json");
  REQUIRE(ran(quick({"--json", "--out-file", file})).code == 0);
  auto const saved = Json::parse(content(file))["candidates"];
  REQUIRE(saved.size() > 1);
  for (std::size_t rank = 1; rank <= 2; ++rank) {
    auto const result = ran({"explain", file, "--rank", std::to_string(rank), "--json"});
    CAPTURE(result.err);
    CHECK(result.code == 0);
    auto const plan = Json::parse(result.out)["explanation"]["plan"];
    CHECK(plan["instances"] == saved[rank - 1]["instances"]);
    CHECK(plan["layout"] == saved[rank - 1]["layout"]);
    CHECK(plan["cost_usd"] == saved[rank - 1]["cost_usd"]);
    CHECK_THAT(result.err, !has("saved plan"));
  }
  auto const piped = ran({"explain", "-", "--json"}, {}, content(file));
  CHECK(piped.code == 0);
  auto const beyond = ran({"explain", file, "--rank", "999"});
  CHECK(beyond.code == 5);
  CHECK_THAT(beyond.err, has(file));
}

TEST_CASE("a saved plan that costs otherwise now is a warning") {
  Folder const folder;
  auto const file = folder.file("plan.json");
  REQUIRE(ran(set_up({"--json", "--out-file", file})).code == 0);
  auto const result = ran({"explain", file, "--discount", "10%"});
  CHECK(result.code == 0);
  CHECK_THAT(result.err, has("warning: the saved plan cost"));
}

TEST_CASE("why a type lost is explained") {
  auto const result =
      ran({"explain", "--why", "P3DN.24xlarge", "--model", "gpt3-6.7b", "--tokens", "1B", "--days",
           "300", "--max-instances", "4", "--instance-type", "p4d.24xlarge,p3dn.24xlarge"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, has("Why p3dn.24xlarge"));
  CHECK(ran({"explain", "plan.json", "--why", "p3dn.24xlarge"}).code == 5);  // no such file
}

}  // namespace
}  // namespace ec2plan::cli::answer_test
