#include <algorithm>

#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::afford_command_test {
namespace {

/// A few types alone, so that it is answered fast.
Words few(Words const& more) {
  return joined({"afford", "--accelerator", "a100-40gb,h100-80gb", "--max-instances", "128"}, more);
}

/// The words of a command that needs no quotes, without the program's name.
Words words_of(std::string const& command) {
  std::istringstream text(command);
  Words words{std::istream_iterator<std::string>(text), {}};
  REQUIRE(words.front() == "ec2plan");
  words.erase(words.begin());
  return words;
}

/// The same with another number of tokens, in billions.
Words with_tokens(Words words, double billions) {
  auto const at = std::find(words.begin(), words.end(), "--tokens");
  *(at + 1) = std::to_string(billions) + "B";
  return words;
}

}  // namespace

TEST_CASE("what afford answers, recommend confirms") {
  for (auto const& more :
       {Words{"--budget", "300k", "--days", "30"}, Words{"--days", "3"},
        Words{"--budget", "1M", "--risk", "likely", "--seq-len", "2048", "--purchase", "spot"},
        Words{"--budget", "50k", "--days", "20", "--model", "llama-3-8b"},
        Words{"--budget", "200k", "--days", "9", "--model", "mixtral-8x7b", "--tflops", "200"},
        Words{"--budget", "300k", "--days", "30", "--tensor", "4", "--pipeline", "4"}}) {
    auto const answer = json_of(few(more))["affordable"];
    CHECK(answer.size() == (more.size() > 4 && more[4] == "--model" ? 1 : 2));
    for (auto const& each : answer) {
      auto const command = each["confirmed_by"].get<std::string>();
      CAPTURE(command);
      auto const confirmed = json_of(words_of(command));
      auto const& plan = confirmed["candidates"][0];
      CHECK(plan == each["plan"]);
      CHECK(plan["fits"] == "yes");
      CHECK(plan["job"]["parameters"] == each["parameters"]);
      CHECK(plan["job"]["tokens"] == each["tokens"]);
    }
  }
}

TEST_CASE("a count that a listed model is near in size keeps its shape by rule") {
  auto const answer = json_of(few({"--budget", "70k", "--days", "30"}))["affordable"];
  for (auto const& each : answer) {
    auto const spec = each["model"].get<std::string>();
    CAPTURE(spec);
    CHECK(json_of({"models", spec})["models"][0]["parameters"]["total"] == each["parameters"]);
    CHECK(each["plan"]["job"]["model"] == "shape by rule");
  }
  CHECK(json_of({"models", "rule:70B"})["models"][0]["name"] == "shape by rule");
  CHECK(json_of({"models", "70B"})["models"][0]["name"] == "llama-3-70b");
  CHECK_THAT(ran({"models", "rule:many"}).err, has("'many'"));
}

TEST_CASE("of a given model one per cent more tokens is too much") {
  auto const answer = json_of(few({"--budget", "50k", "--model", "llama-3-8b"}))["affordable"][0];
  auto const words = words_of(answer["confirmed_by"].get<std::string>());
  double const billions = answer["tokens"].get<double>() / 1e9;
  CHECK(ran(with_tokens(words, billions)).code == 0);
  CHECK(ran(with_tokens(words, billions * 1.01)).code == 3);
  CHECK(answer["fit"] == nullptr);
  CHECK(answer["next"] == nullptr);
  CHECK(answer["demand"]["budget"].get<double>() > 0.99);
}

TEST_CASE("the next size up is too much") {
  auto const answer = json_of(few({"--budget", "300k", "--days", "30"}))["affordable"][0];
  auto const& next = answer["next"];
  CHECK(next["demand"].get<double>() > 1);
  CHECK(next["parameters"].get<double>() / answer["parameters"].get<double>() < 1.1);
}

TEST_CASE("more budget or more days never buy a smaller model") {
  for (std::string const flag : {"--budget", "--days"}) {
    double before = 0;
    for (int amount = 1; amount <= 64; amount *= 2) {
      auto const text = std::to_string(amount) + (flag == "--budget" ? "0k" : "");
      auto const other = flag == "--budget" ? Words{"--days", "30"} : Words{"--budget", "1M"};
      auto const answer = json_of(few(joined({flag, text}, other)))["affordable"][0];
      double const size = answer["parameters"].get<double>();
      CAPTURE(flag, text);
      CHECK(size >= before);
      before = size;
    }
  }
}

TEST_CASE("losses are those of the laws, and none is given for a mixture of experts") {
  auto const dense = json_of(few({"--budget", "100k"}));
  auto const& row = dense["affordable"][0];
  CHECK(row["fit"] == "epoch");
  CHECK(dense["affordable"][1]["fit"] == "hoffmann");
  CHECK(row["loss"]["epoch"].get<double>() == Approx(2.1).margin(0.2));
  CHECK(row["compute_optimal_tokens"]["epoch"].get<double>() ==
        Approx(row["tokens"].get<double>()).epsilon(0.001));
  CHECK_THAT(dense["warnings"].dump(), has("MassiveText"));
  auto const mixture = json_of(few({"--budget", "100k", "--model", "mixtral-8x7b"}));
  CHECK(mixture["affordable"][0]["loss"]["epoch"] == nullptr);
  CHECK_THAT(mixture["warnings"].dump(), has("dense"));
}

TEST_CASE("a law's constants are among the assumptions, and --set moves the answer") {
  auto const usual = json_of(few({"--budget", "100k"}));
  CHECK_THAT(usual["assumptions"].dump(), has("scaling.epoch.token_exponent"));
  CHECK_THAT(usual["catalog"]["sources"].dump(), has("HOFFMANN"));
  auto const set = json_of(few({"--budget", "100k", "--set", "scaling.epoch.token_factor=1000"}));
  CHECK(set["affordable"][0]["parameters"] > usual["affordable"][0]["parameters"]);
}

TEST_CASE("where nothing is affordable the nearest is told, with exit code 3") {
  auto const none = json_of(few({"--budget", "1"}), 3);
  CHECK(none["affordable"].empty());
  CHECK(none["summary"]["cheapest"]["cost_usd"]["likely"].get<double>() > 1);
  CHECK_THAT(none["summary"]["sentence"].get<std::string>(), has("Not even"));
  auto const small = ran({"afford", "--instance-type", "p3.2xlarge", "--include-retired", "--model",
                          "175B", "--budget", "1M"});
  CHECK(small.code == 3);
  CHECK_THAT(small.out, has("needs at least"));
  auto const step = json_of(few({"--model", "70B", "--days", "0.00001"}), 3);
  CHECK(step["affordable"].empty());
}

TEST_CASE("a budget or a deadline is needed, and tokens are not asked for") {
  auto const nothing = ran({"afford"});
  CHECK(nothing.code == 2);
  CHECK(nothing.out.empty());
  CHECK_THAT(nothing.err, has("--budget: is missing, and so is --days"));
  CHECK_THAT(ran({"afford", "--budget", "1M", "--tokens", "1B"}).err,
             has("`afford` has no such flag"));
  CHECK(ran({"afford", "--budget", "0"}).code == 2);
  CHECK(ran({"afford", "--budget", "1M", "--model", "nosuch"}).code == 2);
}

TEST_CASE("a budget alone warns where the answer takes years") {
  auto const result =
      ran({"afford", "--instance-type", "p4d.24xlarge", "--max-instances", "2", "--budget", "2M"});
  CHECK(result.code == 0);
  CHECK_THAT(result.err, has("without --days"));
}

}  // namespace ec2plan::cli::afford_command_test
