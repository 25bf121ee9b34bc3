#include "cli/command.hpp"
#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::words_test {
namespace {

TEST_CASE("a mistyped command or flag is named, with the one that was meant") {
  struct Case {
    Words words;
    std::string message;
  };
  Case const cases[] = {
      {{"recomend"}, "'recomend' is no command\n"},
      {{"recomend"}, "did you mean recommend?"},
      {{""}, "the command is empty"},
      {{"lunch", "--budget", "1M"}, "'lunch' is no command"},
      {{"--model", "175B"}, "a command is missing"},
      {{"recommend", "--dayz", "30"}, "--dayz: `recommend` has no such flag\n"},
      {{"recommend", "--dayz=30"}, "did you mean --days?"},
      {{"recommend", "-x"}, "-x: `recommend` has no such flag"},
      {{"recommend", "--log", "f"}, "it is a flag of calibrate"},
      {{"recommend", "--framework", "x"}, "--framework: 'x' is not accepted"},
      {{"estimate", "--plot"}, "--plot: `estimate` has no such flag"},
      {{"calibrate", "--calibration", "f"}, "--calibration: `calibrate` has no such flag"},
      {{"estimate", "--objective", "cost"}, "it is a flag of recommend, explain"},
      {{"recommend", "--days"}, "--days: needs a value\n"},
      {{"recommend", "--days", "--model", "7B"}, "--days: needs a value, but --model follows"},
      {{"recommend", "-o", "-q"}, "-o: needs a value, but -q follows"},
      {{"recommend", "175B"}, "'175B' was not expected"},
      {{"recommend", "estimate"}, "give one command at a time"},
      {{"models", "7B", "8B"}, "'8B' is one argument too many"},
      {{"recommend", "--tokens", "1B"}, "--model: is missing"},
      {{"recommend", "--model", "7B"}, "--tokens: is missing"},
      {{"estimate", "--model", "7B", "--tokens", "1B"}, "--instance-type: is missing"},
      {{"explain", "--rank", "2"}, "--rank: '2' chooses among the plans of a saved result"},
  };
  for (auto const& each : cases) {
    auto const result = ran(each.words);
    CAPTURE(each.words, result.err);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has(each.message));
    CHECK_THAT(result.err, has("--help`)"));
  }
}

TEST_CASE("an error names the help of its own command") {
  CHECK_THAT(ran({"recommend", "--days"}).err, has("(see `ec2plan recommend --help`)"));
  CHECK_THAT(ran({"--days", "x", "recommend"}).err, has("(see `ec2plan recommend --help`)"));
  CHECK_THAT(ran({"recomend"}).err, has("(see `ec2plan --help`)"));
}

TEST_CASE("flags work before and after the command, with and without an equals sign") {
  auto const usual = ran({"models", "7B", "--json"});
  REQUIRE(usual.code == 0);
  REQUIRE_FALSE(usual.out.empty());
  for (auto const& words :
       {Words{"--json", "models", "7B"}, Words{"-o", "json", "models", "7B"},
        Words{"models", "-ojson", "7B"}, Words{"models", "-qo", "json", "7B"},
        Words{"--output=json", "models", "7B"}, Words{"models", "--output", "JSON", "7B"}}) {
    CAPTURE(words);
    auto const result = ran(words);
    CHECK(result.code == 0);
    CHECK(result.out == usual.out);
  }
}

TEST_CASE("of a flag given twice the last counts, and an alias is the same flag") {
  auto const csv = ran(set_up({"-o", "csv"})).out;
  REQUIRE_FALSE(csv.empty());
  CHECK(ran(set_up({"--tp", "4", "-o", "json", "--tp", "8", "-o", "csv"})).out == csv);
}

TEST_CASE("lists add up over repeated flags and commas") {
  auto const once = ran({"instances", "--accelerator", "a100-40gb,a100-80gb", "-o", "csv"});
  auto const twice =
      ran({"instances", "--accelerator", "a100-40gb", "--accelerator", "A100-80GB", "-o", "csv"});
  REQUIRE(once.code == 0);
  CHECK_THAT(once.out, has("p4de.24xlarge"));
  CHECK_THAT(once.out, !has("p5.48xlarge"));
  CHECK(once.out == twice.out);
}

TEST_CASE("words behind -- are no flags") {
  auto const result = ran({"models", "--", "--json"});
  CHECK(result.code == 2);
  CHECK_THAT(result.err, has("models: '--json'"));
  CHECK_THAT(ran({"recommend", "--", "--json"}).err, has("recommend: '--json' was not expected"));
}

TEST_CASE("a value is taken as it stands, be it negative, in brackets or empty") {
  CHECK_THAT(ran({"recommend", "--days", "-3"}).err, has("--days: '-3'"));
  CHECK_THAT(ran({"recommend", "--model", "[7B]", "--tokens", "1B"}).err, has("--model: '[7B]'"));
  CHECK_THAT(ran({"recommend", "--model=", "--tokens", "1B"}).err,
             has("--model: the value is empty"));
}

TEST_CASE("a short flag of another command is named alone") {
  CHECK_THAT(ran({"check", "-qr", "us-east-1"}).err, has("-r: `check` has no such flag"));
  CHECK_THAT(ran({"recommend", "-qx"}).err, has("-x: `recommend` has no such flag"));
}

TEST_CASE("help is printed for each command, with an example, and fits") {
  std::vector<std::string> names{""};
  for (Command const& command : commands())
    names.emplace_back(command.name);
  for (auto const& command : names) {
    CAPTURE(command);
    auto const result = ran(command.empty() ? Words{"--help"} : Words{command, "--help"});
    CHECK(result.code == 0);
    CHECK(result.err.empty());
    CHECK_THAT(result.out, has("Usage: ec2plan " + (command.empty() ? "COMMAND" : command)));
    CHECK_THAT(result.out, has("  ec2plan "));
    CHECK_THAT(result.out, has("--output"));
    std::istringstream lines(result.out);
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(line.size() <= 80);
    }
  }
}

TEST_CASE("help wins over what else was asked") {
  auto const help = ran({"recommend", "--help"}).out;
  CHECK(ran({"--help", "recommend"}).out == help);
  CHECK(ran({"help", "recommend"}).out == help);
  CHECK(ran({"recommend", "--model", "7B", "-h"}).out == help);
  CHECK(ran({}).out == ran({"--help"}).out);
}

TEST_CASE("a switch takes no value") {
  for (std::string const word : {"--version=None", "--help=x", "--json=false", "--quiet="}) {
    auto const result = ran({"models", "7B", word});
    CAPTURE(word);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, has("error: " + word.substr(0, word.find('='))) &&
                               has("is a value, and this flag takes none"));
  }
}

TEST_CASE("--version is one line") {
  auto const result = ran({"--version"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Catch::Matchers::StartsWith("ec2plan "));
  CHECK(std::count(result.out.begin(), result.out.end(), '\n') == 1);
}

}  // namespace
}  // namespace ec2plan::cli::words_test
