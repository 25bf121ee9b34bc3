#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::data_replicas_test {
namespace {

auto has(std::string const& text) { return Catch::Matchers::Contains(text); }

Words asked(Words const& more) {
  return joined(
      {"estimate", "--model", "llama-2-13b", "--tokens", "100B", "--instance-type", "p4de.24xlarge",
       "--instance-count", "8", "--tp", "1", "--pp", "1", "--mbs", "1", "--recompute", "full"},
      more);
}

Json plan_of(Words const& more) { return json_of(asked(more))["estimate"]; }

}  // namespace

TEST_CASE("--data-replicas shards within groups: more memory, and fewer bytes between instances") {
  auto const all = plan_of({"--zero", "3", "--dp-replicate", "1"});
  auto const each = plan_of({"--zero", "3", "--dp-replicate", "8"});
  CHECK(all["layout"]["data_replicas"] == 1);
  CHECK(each["layout"]["data_replicas"] == 8);
  CHECK(each["memory_gib"]["total"] > all["memory_gib"]["total"]);
  CHECK(each["step_breakdown_s"]["data_comm"] < all["step_breakdown_s"]["data_comm"]);
}

TEST_CASE("a saved plan in replicas is explained and written as it was") {
  Folder const folder;
  auto const words = asked({"--zero", "3", "--data-replicas", "4"});
  auto const saved = folder.file("plan.json", ran(joined(words, {"--json"})).out);
  auto const explained = json_of({"explain", saved})["explanation"];
  CHECK(explained["plan"]["layout"]["data_replicas"] == 4);
  CHECK_THAT(explained["reproduce"].get<std::string>(), has("--data-replicas 4"));
  CHECK_THAT(ran({"explain", saved}).out, has("data 64 in 4 sharded replicas"));
}

TEST_CASE(
    "replicas that do not divide the data ranks, or shard nothing, are refused with the fix") {
  auto const odd = ran(asked({"--dp", "64", "--data-replicas", "3"}));
  CHECK(odd.code == 3);
  CHECK_THAT(odd.err, has("--data-replicas 3 does not divide --data 64"));
  CHECK_THAT(odd.err, has("nearest: --data-replicas 2"));
  auto const whole = ran(asked({"--zero", "0", "--data-replicas", "2"}));
  CHECK(whole.code == 3);
  CHECK_THAT(whole.err, has("--zero 0 shards nothing"));
}

TEST_CASE("replicas are an axis of a sweep") {
  auto const swept = json_of({"sweep",
                              "--model",
                              "llama-2-13b",
                              "--tokens",
                              "100B",
                              "--instance-type",
                              "p4de.24xlarge",
                              "--instance-count",
                              "8",
                              "--tp",
                              "1",
                              "--pp",
                              "1",
                              "--mbs",
                              "1",
                              "--recompute",
                              "full",
                              "--zero",
                              "3",
                              "--data-replicas",
                              "1,2,8"})["candidates"];
  REQUIRE(swept.size() == 3);
  for (std::size_t i = 1; i < 3; ++i)
    CHECK(swept[i]["memory_gib"]["total"] > swept[i - 1]["memory_gib"]["total"]);
}

}  // namespace ec2plan::cli::data_replicas_test
