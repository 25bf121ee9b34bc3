#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::config_flag_test {
namespace {

Words with_config(std::string const& file, Words const& more = {}) {
  return joined({"estimate", "--config", file}, more);
}

std::string const whole = R"({"model": "gpt3-175b", "tokens": 300000000000,
  "instance-type": "p4d.24xlarge", "instance-count": 128, "tensor": 8, "pipeline": 8,
  "quiet": true, "output": "csv", "days": 30.5, "region": ["us-east-1"],
  "set": ["fragmentation=1.08"], "max-instances": 7})";

TEST_CASE("a configuration file says the same as the flags") {
  Folder const folder;
  auto const file = folder.file("job.json", whole);
  auto const flags = ran(set_up(
      {"-q", "-o", "csv", "--days", "30.5", "-r", "us-east-1", "--set", "fragmentation=1.08"}));
  auto const config = ran(with_config(file));
  REQUIRE_FALSE(flags.out.empty());
  CHECK(config.out == flags.out);
  CHECK(config.code == flags.code);
}

TEST_CASE("a key may be the short form of a flag, and says it once") {
  Folder const folder;
  auto const with_members = [&](std::string const& members) {
    return ran(set_up({"-q", "--json", "--config", folder.file("job.json", members)}));
  };
  auto const flags = ran(set_up({"-q", "--json", "--micro-batch", "2"}));
  auto const config = with_members(R"({"mbs": 2})");
  CHECK(config.code == flags.code);
  CHECK_THAT(config.out, has("\"micro_batch\": 2"));
  CHECK_THAT(with_members(R"({"mbs": 2, "micro-batch": 2})").err,
             has("/mbs: '2' says what \"micro-batch\" says"));
  CHECK(with_members(R"({"o": "csv"})").code == 5);
}

TEST_CASE("a flag wins over the configuration file") {
  Folder const folder;
  auto const file = folder.file("job.json", whole);
  CHECK_THAT(ran(with_config(file, {"--json"})).out, Catch::Matchers::StartsWith("{"));
  CHECK_THAT(ran(with_config(file, {"--json"})).out, has("\"from\": \"config\""));
  CHECK_THAT(ran(with_config(file, {"--instance-count", "x"})).err, has("--instance-count: 'x'"));
  auto const rate = folder.file("rate.json", R"({"tflops": 140})");
  CHECK(ran(set_up({"--config", rate, "--mfu", "0.4"})).code == 0);
}

TEST_CASE("a bad configuration file is named, with the place in it") {
  struct Case {
    std::string text;
    std::string message;
  };
  Case const cases[] = {
      {R"({"modle": "7B"})", "/modle"},
      {R"({"modle": "7B"})", "did you mean model?"},
      {R"({"config": "x"})", "/config"},
      {R"({"tokens": "80GB"})", "/tokens: '80GB' is an amount of memory"},
      {R"({"tokens": 0})", "/tokens: '0' is zero"},
      {R"({"tokens": -5})", "/tokens: '-5' is negative"},
      {R"({"tokens": true})", "/tokens"},
      {R"({"tokens": [1, 2]})", "takes one value"},
      {R"({"json": "yes"})", "/json"},
      {R"({"days": null})", "/days"},
      {R"({"tokens": "1B", "region": ["us-est-1"]})", "/region/0: 'us-est-1'"},
      {R"({"set": [["x"]]})", "/set/0"},
      {R"([])", "an object"},
      {R"({"days": 1, "days": 2})", "days"},
      {"", "JSON"},
      {"{\"days\": \"\xff\"}", "UTF-8"},
      {std::string(100'000, '[') + std::string(100'000, ']'), "64"},
  };
  Folder const folder;
  for (auto const& each : cases) {
    auto const file = folder.file("job.json", each.text);
    auto const result = ran(joined({"recommend", "--model", "7B", "--config", file}, {}));
    CAPTURE(each.text.substr(0, 60), result.err);
    CHECK(result.out.empty());
    CHECK(result.code == 5);
    CHECK_THAT(result.err, has(file));
    CHECK_THAT(result.err, has(each.message));
  }
}

TEST_CASE("files that are not there or are folders are bad files") {
  Folder const folder;
  auto const none = folder.file("none.json");
  auto const path = folder.path().string();
  for (auto const& words :
       {quick({"--config", none}), quick({"--config", path}), quick({"--catalog", none}),
        Words{"explain", none}, Words{"explain", path},
        Words{"recommend", "--model", path, "--tokens", "1B"},
        Words{"recommend", "--model", none, "--tokens", "1B"}}) {
    CAPTURE(words);
    auto const result = ran(words);
    CHECK(result.code == 5);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has(path));
  }
}

TEST_CASE("a catalog with a text for a price is refused at its place") {
  Folder const folder;
  auto const file = folder.file("prices.json", R"({"prices": [{"instance_type": "p4d.24xlarge",
      "region": "us-east-1", "purchase": "on-demand", "since": "2026-08-01",
      "as_of": "2026-08-01", "source": "KARP", "usd_per_hour": "20"}]})");
  auto const result = ran(quick({"--catalog", file}));
  CHECK(result.code == 5);
  CHECK_THAT(result.err, has(file + ": /prices/0/usd_per_hour: '\"20\"' is not a number"));
}

}  // namespace
}  // namespace ec2plan::cli::config_flag_test
