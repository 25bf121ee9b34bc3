#include "cli/environment.hpp"

#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::environment_test {
namespace {

/// Which region the answer is for, and where that is from.
std::string region_line(Words const& words, Variables const& variables) {
  auto const out = ran(words, variables).out;
  auto const at = out.find("-1 (");
  REQUIRE(at != std::string::npos);
  auto const start = out.rfind('\n', at) + 1;
  return out.substr(start, out.find(')', at) + 1 - start);
}

TEST_CASE("the region is the flag's, else the environment's, else us-east-1") {
  Words const words = set_up();
  CHECK(region_line(words, {}) == "us-east-1 (default)");
  CHECK(region_line(words, {{"AWS_DEFAULT_REGION", "ap-south-1"}}) ==
        "ap-south-1 (AWS_DEFAULT_REGION)");
  CHECK(region_line(words, {{"AWS_REGION", "eu-west-1"}, {"AWS_DEFAULT_REGION", "ap-south-1"}}) ==
        "eu-west-1 (AWS_REGION)");
  CHECK(region_line(words, {{"EC2PLAN_REGION", "eu-north-1"}, {"AWS_REGION", "eu-west-1"}}) ==
        "eu-north-1 (EC2PLAN_REGION)");
  CHECK(region_line(set_up({"-r", "US-EAST-1"}), {{"AWS_REGION", "eu-west-1"}}) ==
        "us-east-1 (--region)");
  CHECK(region_line(words, {{"AWS_REGION", ""}}) == "us-east-1 (default)");
}

TEST_CASE("a region of the environment that does not exist is refused by its variable") {
  auto const result = ran(set_up(), {{"AWS_REGION", "nowhere"}});
  CHECK(result.code == 2);
  CHECK_THAT(result.err, has("AWS_REGION: 'nowhere' is no region"));
}

bool is_colored(Words const& more, Variables const& variables) {
  return ran(quick(more), variables).out.find('\x1b') != std::string::npos;
}

TEST_CASE("colours are for terminals, unless a flag or a variable says otherwise") {
  CHECK_FALSE(is_colored({}, {}));
  CHECK(is_colored({"--color", "always"}, {}));
  CHECK(is_colored({"--color", "always"}, {{"NO_COLOR", "1"}}));
  CHECK(is_colored({}, {{"FORCE_COLOR", "1"}}));
  CHECK_FALSE(is_colored({}, {{"FORCE_COLOR", "0"}}));
  CHECK_FALSE(is_colored({}, {{"FORCE_COLOR", "1"}, {"NO_COLOR", "1"}}));
  CHECK_FALSE(is_colored({"--color", "never"}, {{"FORCE_COLOR", "1"}}));
  CHECK_FALSE(is_colored({"--no-color"}, {{"FORCE_COLOR", "1"}}));
}

TEST_CASE("documents are never coloured") {
  for (std::string const format : {"json", "jsonl", "csv", "markdown"})
    CHECK_FALSE(is_colored({"-o", format, "--color", "always"}, {}));
}

TEST_CASE("an ASCII locale gets ASCII") {
  auto const is_ascii = [](Variables const& variables) {
    auto const out = ran(quick(), variables).out;
    return std::all_of(out.begin(), out.end(), [](char c) { return c >= 0; });
  };
  CHECK_FALSE(is_ascii({}));
  CHECK_FALSE(is_ascii({{"LANG", "en_US.UTF-8"}}));
  CHECK_FALSE(is_ascii({{"LC_ALL", "C.utf8"}, {"LANG", "C"}}));
  CHECK(is_ascii({{"LC_ALL", "C"}, {"LANG", "en_US.UTF-8"}}));
  CHECK(is_ascii({{"LC_CTYPE", "POSIX"}}));
}

TEST_CASE("a table is as wide as COLUMNS, else the terminal, else 100") {
  CHECK(columns({}, false) == 100);
  CHECK(columns({.terminal_columns = 132}, false) == 132);
  CHECK(columns({.terminal_columns = 132}, true) == 100);
  CHECK(columns({.variables = {{"COLUMNS", "120"}}, .terminal_columns = 132}, false) == 120);
  CHECK(columns({.variables = {{"COLUMNS", "1"}}}, false) == 40);
  CHECK(columns({.variables = {{"COLUMNS", "wide"}}}, false) == 100);
}

TEST_CASE("today is SOURCE_DATE_EPOCH where it is set: stderr and what has lapsed follow it") {
  auto const now = ran(quick(), {{"SOURCE_DATE_EPOCH", "1785542400"}});   // 2026-08-01
  auto const late = ran(quick(), {{"SOURCE_DATE_EPOCH", "1893456000"}});  // 2030-01-01
  CHECK(ran(quick({"-o", "csv"}), {{"SOURCE_DATE_EPOCH", "1785542400"}}).out ==
        ran(quick({"-o", "csv"}), {{"SOURCE_DATE_EPOCH", "1893456000"}}).out);
  CHECK_THAT(now.out, !has("last seen"));
  CHECK_THAT(late.out, has("of a list that held until 2026-12-31"));
  CHECK_THAT(now.err, !has("on-demand from"));
  CHECK_THAT(late.err, has("some prices are old: on-demand from 2026-11-09 (1,149 days)"));
  CHECK_THAT(ran(quick({"-q"}), {{"SOURCE_DATE_EPOCH", "1893456000"}}).err, !has("prices are old"));
  auto const bad = ran(quick(), {{"SOURCE_DATE_EPOCH", "soon"}});
  CHECK(bad.code == 2);
  CHECK_THAT(bad.err, has("SOURCE_DATE_EPOCH: 'soon'"));
}

}  // namespace
}  // namespace ec2plan::cli::environment_test
