#include "tests/unit/cli/json_of.hpp"

/// Plans that tune a model, saved and asked again.
namespace ec2plan::cli::tuning_round_trip_test {
namespace {

Words asked(std::string const& command, std::string const& method, bool packed) {
  Words const job =
      packed ? Words{"--tokens", "30M"} : Words{"--examples", "50k", "--example-tokens", "600"};
  return joined({command, "--model", "llama-3-8b", "--method", method}, job);
}

Json plan_of(Words const& words) { return json_of(words)["estimate"]; }

}  // namespace

TEST_CASE("a saved plan of tuning is explained, checked and compared as it was") {
  Folder const folder;
  for (auto const* method : {"full", "lora", "qlora", "dpo"})
    for (bool const packed : {true, false}) {
      CAPTURE(method, packed);
      auto const words = joined(asked("recommend", method, packed), {"--budget", "500"});
      auto const text = ran(joined(words, {"--json", "-q"})).out;
      auto const saved =
          folder.file(std::string(method) + (packed ? "-on.json" : "-off.json"), text);
      auto const first = Json::parse(text)["candidates"][0];
      auto const explained = json_of({"explain", saved, "-q"})["explanation"]["plan"];
      CHECK(explained["job"] == first["job"]);
      CHECK(explained["layout"] == first["layout"]);
      CHECK(explained["memory_gib"] == first["memory_gib"]);
      CHECK(explained["step_time_s"] == first["step_time_s"]);
      CHECK(ran({"check", saved, "--max-cost", "500"}).code == 0);
      CHECK(ran({"compare", saved, saved, "-q"}).code == 0);
    }
}

TEST_CASE("each point of a sweep is as an estimate of it alone") {
  Words const setup{"--instance-type", "g6e.xlarge", "--instance-count", "1", "-q"};
  std::pair<char const*, Words> const axes[] = {
      {"--lora-rank", {"8", "64"}},          {"--examples", {"10000", "50000"}},
      {"--example-tokens", {"300", "1200"}}, {"--epochs", {"1", "3"}},
      {"--seq-len", {"512", "2048"}},        {"--method", {"lora", "qlora"}}};
  for (auto const& [flag, values] : axes) {
    Words base{"--model", "llama-3-8b"};
    for (auto const& [other, value] :
         {std::pair("--method", "lora"), std::pair("--examples", "50000"),
          std::pair("--example-tokens", "600")})
      if (std::string_view(other) != flag) base = joined(base, {other, value});
    auto const swept = json_of(joined(joined({"sweep", flag, values[0] + "," + values[1]}, base),
                                      joined(setup, {"--json"})));
    REQUIRE(swept["candidates"].size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      CAPTURE(flag, values[i]);
      auto const alone = plan_of(joined(joined({"estimate", flag, values[i]}, base), setup));
      auto const& plan = swept["candidates"][i];
      CHECK(plan["cost_usd"]["likely"] == alone["cost_usd"]["likely"]);
      CHECK(plan["memory_gib"]["total"] == alone["memory_gib"]["total"]);
    }
  }
}

TEST_CASE("what afford names is affordable when it is asked for") {
  auto const found = json_of({"afford", "--method", "full", "--budget", "5", "--examples", "5k",
                              "--example-tokens", "5000", "-q"});
  auto const& first = found["affordable"][0];
  auto const again =
      json_of({"recommend", "--model", first["model"], "--method", "full", "--examples", "5k",
               "--example-tokens", "5000", "--budget", "5", "-q"});
  CHECK(again["candidates"][0]["cost_usd"]["likely"] == first["plan"]["cost_usd"]["likely"]);
}

}  // namespace ec2plan::cli::tuning_round_trip_test
