#include <nlohmann/json.hpp>

#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::compare_command_test {
namespace {

using Json = nlohmann::json;

std::string const fixtures = "tests/golden/fixtures/", mini = fixtures + "mini.json";
std::string const base = fixtures + "base.json";

/// A question that is answered fast from few facts.
Ran asked(Words const& more) {
  return ran(joined({"recommend", "--model", "llama-2-7b", "--tokens", "1B", "--instance-type",
                     "p4de.24xlarge", "--max-instances", "4", "--catalog", mini, "--json"},
                    more));
}

std::string saved(Words const& more) {
  auto const result = asked(more);
  REQUIRE(result.code == 0);
  return result.out;
}

Ran compare(Words words) {
  words.insert(words.begin(), "compare");
  return ran(words);
}

/// Two files: without a discount and with one of 10 %, so that the rise of the first over the
/// second is 11.1 %.
struct Files {
  Folder folder{};
  std::string full = folder.file("full.json", saved({}));
  std::string less = folder.file("less.json", saved({"--discount", "10%"}));
};

std::string replaced(std::string text, std::string const& from, std::string const& to) {
  auto const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("compare answers with 0, whichever side costs more") {
  Files const files;
  CHECK(compare({files.full, files.less}).code == 0);
  auto const dearer = compare({files.less, files.full});
  CHECK(dearer.code == 0);
  CHECK_THAT(dearer.out, has("(+11.1%)"));
  CHECK(dearer.err.empty());
}

TEST_CASE("a broken gate ends with 4 after the whole answer, and is told even when quiet") {
  Files const files;
  auto const without = compare({files.less, files.full, "--json"});
  auto const gated = compare({files.less, files.full, "--json", "--fail-over", "5%", "-q"});
  CHECK(gated.code == 4);
  CHECK(gated.err == "gate broken: cost rose by 11.1%, more than 5%\n");
  auto const document = Json::parse(gated.out);
  CHECK(document["summary"]["gates"] == "broken");
  CHECK(document["gates"][0]["broken"] == true);
  CHECK(document["gates"][0]["tier"] == "fail");
  CHECK(document["factors"] == Json::parse(without.out)["factors"]);
}

TEST_CASE("the parts of the cost in the document sum to its change") {
  Files const files;
  auto const document = Json::parse(compare({files.full, base, "--json"}).out);
  double sum = 0;
  for (auto const& factor : document["factors"])
    if (factor["cost_usd"].is_number()) sum += factor["cost_usd"].get<double>();
  CHECK(sum == Approx(document["summary"]["cost_usd"]["change"].get<double>()).epsilon(1e-9));
}

TEST_CASE("every gate must be kept") {
  Files const files;
  CHECK(compare({files.less, files.full, "--fail-over", "20%"}).code == 0);
  CHECK(compare({files.less, files.full, "--fail-over", "20%", "--fail-over", "$1"}).code == 4);
  CHECK(compare({files.less, files.full, "--fail-over", "1,000,000 USD"}).code == 0);
  CHECK(compare({files.less, files.full, "--fail-over", "1h"}).code == 0);
  CHECK(compare({files.full, files.less, "--fail-over", "0%"}).code == 0);
}

TEST_CASE("a warning does not fail, and is told on stderr unless quiet") {
  Files const files;
  auto const warned = compare({files.less, files.full, "--warn-over", "5%"});
  CHECK(warned.code == 0);
  CHECK(warned.err == "warning: cost rose by 11.1%, more than 5%\n");
  auto const quiet = compare({files.less, files.full, "--warn-over", "5%", "-q"});
  CHECK(quiet.code == 0);
  CHECK(quiet.err.empty());
  CHECK_THAT(quiet.out, has("warning: cost rose by 11.1%"));
}

TEST_CASE("a rank is one for both, or the base's and the head's") {
  Folder const folder;
  auto const two = folder.file(
      "two.json", saved({"--instance-type", "p4de.24xlarge,p5.48xlarge", "--days", "300"}));
  auto const answer = compare({two, two, "--rank", "1,2", "--json"});
  CHECK(answer.code == 0);
  CHECK(Json::parse(answer.out)["head"]["rank"] == 2);
  CHECK(compare({two, two, "--rank", "2"}).code == 0);
  CHECK(compare({two, two, "--rank", "1,9"}).code == 5);
  for (auto const* rank : {"0", "1,2,3", "1.5", "x", "1,", ""}) {
    CAPTURE(rank);
    CHECK(compare({two, two, "--rank", rank}).code == 2);
  }
}

TEST_CASE("quiet prints nothing below the warning tier, in any format") {
  Files const files;
  for (auto const* format : {"table", "markdown", "json", "csv"}) {
    CAPTURE(format);
    auto const result =
        compare({files.less, files.full, "-o", format, "--warn-over", "20%", "--quiet"});
    CHECK(result.code == 0);
    CHECK(result.out.empty());
    CHECK(result.err.empty());
  }
}

TEST_CASE("what would not be printed leaves an empty file") {
  Files const files;
  auto const page = files.folder.file("page.md", "of yesterday");
  auto const result = compare({files.less, files.full, "-o", "markdown", "--warn-over", "20%",
                               "--quiet", "--out-file", page});
  CHECK(result.code == 0);
  CHECK(content(page).empty());
  CHECK(compare({files.less, files.full, "-o", "markdown", "--warn-over", "5%", "--quiet",
                 "--out-file", page})
            .code == 0);
  CHECK_THAT(content(page), Catch::Matchers::StartsWith("### Cost +"));
}

TEST_CASE("quiet prints all where no warning tier is given, or a failing one is broken") {
  Files const files;
  CHECK_FALSE(compare({files.less, files.full, "-q"}).out.empty());
  auto const broken =
      compare({files.less, files.full, "-q", "--warn-over", "20%", "--fail-over", "5%"});
  CHECK(broken.code == 4);
  CHECK_FALSE(broken.out.empty());
}

TEST_CASE("a limit is not split at its commas, and is kept as it was typed") {
  Files const files;
  auto const result =
      compare({files.less, files.full, "--fail-over", "$1,500,000", "--warn-over=2d", "--json"});
  auto const document = Json::parse(result.out);
  CHECK(document["inputs"]["fail_over"]["value"] == Json::array({"$1,500,000"}));
  CHECK(document["gates"].size() == 2);
  CHECK(document["gates"][0]["limit"] == 1500000);
}

TEST_CASE("limits without a unit, below nothing or of nothing known are refused") {
  Files const files;
  for (auto const* limit : {"5", "50k", "-5%", "5kg", "", "nan%"}) {
    CAPTURE(limit);
    CHECK(compare({files.less, files.full, "--fail-over", limit}).code == 2);
  }
}

TEST_CASE("two results are needed, or one to ask again") {
  Files const files;
  CHECK(compare({}).code == 2);
  CHECK(compare({files.full}).code == 2);
  CHECK(compare({files.full, files.full, files.full}).code == 2);
  CHECK(compare({"-", "-"}).code == 2);
  CHECK(compare({files.full, "none.json"}).code == 5);
  CHECK(compare({files.full, "--refresh"}).code == 0);
}

TEST_CASE("one side may come from stdin") {
  Files const files;
  auto const result = ran({"compare", "-", files.full}, {}, content(files.less));
  CHECK(result.code == 0);
  CHECK_THAT(result.out, has("base: stdin"));
}

TEST_CASE("facts have no say in what was saved") {
  Files const files;
  auto const refused = compare({files.full, files.less, "--catalog", mini});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, has("--refresh"));
}

TEST_CASE("a question asked again with the same facts has the same answer") {
  Files const files;
  auto const result = compare({files.less, "--refresh", "--json"});
  auto const document = Json::parse(result.out);
  CHECK(document["summary"]["same"] == true);
  CHECK(document["head"]["refreshed"] == true);
  CHECK(document["base"]["refreshed"] == false);
}

TEST_CASE("a question asked again meets today's prices") {
  Files const files;
  auto const prices = files.folder.file("prices.json", R"({"prices": [{"as_of": "2026-07-30",
    "instance_type": "p4de.24xlarge", "purchase": "on-demand", "region": "us-east-1",
    "usd_per_hour": 30}]})");
  auto const result = compare(
      {files.full, "--refresh", "--catalog", mini, "--catalog", prices, "--fail-over", "1%"});
  CHECK(result.code == 4);
  CHECK_THAT(result.out, has("head: asked again"));
  CHECK_THAT(result.out, has("price date"));
}

TEST_CASE("both are asked again where there are two") {
  Files const files;
  auto const result = compare({files.full, files.less, "--refresh", "--json"});
  auto const document = Json::parse(result.out);
  CHECK(document["base"]["refreshed"] == true);
  CHECK(document["head"]["refreshed"] == true);
}

TEST_CASE("a saved day stays part of the question, and is told") {
  Folder const folder;
  auto const dated = folder.file("dated.json", saved({"--as-of", "2026-07-25"}));
  auto const result = compare({dated, "--refresh"});
  CHECK(result.code == 0);
  CHECK_THAT(result.err, has("asks as of 2026-07-25"));
  CHECK(compare({dated, "--refresh", "--as-of", "2026-07-26"}).err.empty());
}

TEST_CASE("a question that no plan answers any more ends with 3, and says why") {
  Files const files;
  auto const result = compare({files.full, "--refresh", "--as-of", "2015-01-01"});
  CHECK(result.code == 3);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, has("asked again, has no plan to compare"));
  auto const rank = compare({files.full, "--refresh", "--rank", "7"});
  CHECK(rank.code == 5);
}

TEST_CASE("a set-up that no longer fits ends with 3, and says why") {
  Folder const folder;
  auto const set = ran({"estimate", "--model", "llama-2-7b", "--tokens", "1B", "--instance-type",
                        "p4de.24xlarge", "--instance-count", "1", "--catalog", mini, "--json"});
  REQUIRE(set.code == 0);
  auto const larger = replaced(set.out, R"("text": "llama-2-7b")", R"("text": "megatron-1008b")");
  auto const result = compare({folder.file("set.json", larger), "--refresh"});
  CHECK(result.code == 3);
  CHECK_THAT(result.err, has("1 p4de.24xlarge"));
}

TEST_CASE("a plan that misses its deadline is told") {
  Folder const folder;
  auto const late = asked({"--days", "1h"});
  CHECK(late.code == 3);
  auto const file = folder.file("late.json", late.out);
  auto const result = compare({file, "--refresh"});
  CHECK(result.code == 0);
  CHECK_THAT(result.err, has("no plan keeps the deadline"));
  CHECK_THAT(result.out, has("does not keep its deadline"));
}

TEST_CASE("results of another minor version are read, those of another major one are not") {
  Files const files;
  auto const text = content(files.full);
  auto const newer = replaced(replaced(text, R"("format_version": "1.0")",
                                       R"("format_version": "1.7", "future": {"x": 1})"),
                              R"("rank": 1)", R"("rank": 1, "future": [1, 2])");
  CHECK(compare({files.full, files.folder.file("newer.json", newer)}).code == 0);
  auto const other = replaced(text, R"("format_version": "1.0")", R"("format_version": "2.0")");
  auto const refused = compare({files.full, files.folder.file("other.json", other)});
  CHECK(refused.code == 5);
  CHECK_THAT(refused.err, has("/format_version"));
}

TEST_CASE("a broken result is refused with its path") {
  Files const files;
  auto const broken = replaced(content(files.full), R"("devices": )", R"("devices": -)");
  auto const refused = compare({files.full, files.folder.file("broken.json", broken)});
  CHECK(refused.code == 5);
  CHECK_THAT(refused.err, has("/candidates/0/devices"));
}

TEST_CASE("a hostile result is inert in every format") {
  auto const hostile = fixtures + "hostile-plan.json";
  for (auto const* format : {"table", "wide", "markdown", "csv", "jsonl", "json"}) {
    CAPTURE(format);
    auto const result = compare({base, hostile, "-o", format, "--color", "never"});
    CHECK(result.code == 0);
    CHECK(result.out.find('\x1b') == std::string::npos);
  }
  CHECK(compare({base, hostile, "-o", "markdown"}).out.find("|<b>") == std::string::npos);
  CHECK(compare({base, hostile, "-o", "csv"}).out.find(",=HYP") == std::string::npos);
}

}  // namespace ec2plan::cli::compare_command_test
