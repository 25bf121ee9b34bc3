#include <nlohmann/json.hpp>

#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

std::string const mini = "tests/golden/fixtures/mini.json";

/// `catalog` with the mini catalog.
Ran upkeep(Words words, Variables const& variables = {}) {
  words.insert(words.begin(), "catalog");
  return ran(joined(std::move(words), {"--catalog", mini}), variables);
}

/// An overlay with one on-demand price of p5.48xlarge in us-east-1.
std::string priced(std::string const& usd) {
  return R"({"prices": [{"as_of": "2026-07-30", "instance_type": "p5.48xlarge", "purchase":
    "on-demand", "region": "us-east-1", "usd_per_hour": )" +
         usd + "}]}";
}

TEST_CASE("catalog info: dates on stdout, ages on stderr") {
  auto const first = upkeep({"info", "--json"});
  auto const later = upkeep({"info", "--json"}, {{"SOURCE_DATE_EPOCH", "1893456000"}});
  CHECK(first.code == 0);
  CHECK(first.out == later.out);
  CHECK_THAT(first.err, Contains("the newest prices, on 2026-08-01: on-demand 0 days old"));
  CHECK_THAT(later.err,
             Contains("on 2030-01-01: on-demand 1149 days old (too old: more than 180)") ||
                 Contains("on 2030-01-01: on-demand 1,149 days old (too old: more than 180)"));
  auto const json = Json::parse(first.out);
  CHECK(json["command"] == "catalog info");
  CHECK(json["prices"].size() == 6);
  CHECK(json["summary"]["types_retired"] == 2);
}

TEST_CASE("catalog info: the catalog of a day has no ages") {
  auto const result = upkeep({"info", "--as-of", "2024-01-01", "--json"});
  CHECK(result.err.empty());
  CHECK(Json::parse(result.out)["prices"][1]["records"] == 0);
}

TEST_CASE("catalog verify: a broken file is exit 5 after the whole result") {
  Folder const folder;
  auto const sound = ran({"catalog", "verify", "--catalog", mini, "--catalog",
                          folder.file("sound.json", priced("44.03"))});
  CHECK(sound.code == 0);
  auto const broken =
      ran({"catalog", "verify", "--catalog", mini, "--catalog",
           folder.file("broken.json", priced("6.88")), "--json", "--quiet", "--max-age", "1d"});
  CHECK(broken.code == 5);
  CHECK_THAT(broken.err, Contains("error: the catalog is broken: "));
  auto const json = Json::parse(broken.out);
  CHECK_FALSE(json["summary"]["sound"].get<bool>());
  CHECK(json["findings"][0]["severity"] == "broken");
}

TEST_CASE("catalog verify: a file that cannot be read is exit 5 without a result") {
  Folder const folder;
  auto const result =
      ran({"catalog", "verify", "--catalog", folder.file("bad.json", priced("\"six\""))});
  CHECK(result.code == 5);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, Contains("/prices/0/usd_per_hour"));
}

TEST_CASE("catalog verify: --max-age is exit 6 after the whole result, and names the kinds") {
  auto const old = upkeep({"verify", "--max-age", "90d", "--quiet"});
  CHECK(old.code == 6);
  CHECK_THAT(old.out, Contains("The catalog is sound"));
  CHECK(old.err ==
        "error: --max-age: the newest prices are too old: spot (2025-12-21, 223 days), "
        "reserved-1yr (2026-01-21, 192 days); `ec2plan catalog import` brings newer ones\n");
  CHECK(upkeep({"verify", "--max-age", "223"}).code == 0);
  CHECK(upkeep({"verify", "--max-age", "222.9d"}).code == 6);
  CHECK(upkeep({"verify", "--max-age", "223"}, {{"SOURCE_DATE_EPOCH", "1893456000"}}).code == 6);
}

TEST_CASE("catalog verify: a bad --max-age is refused") {
  for (std::string const bad : {"0", "-1d", "90x", "", "80GB"}) {
    auto const result = upkeep({"verify", "--max-age", bad});
    INFO(bad);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Contains("--max-age"));
  }
  CHECK(upkeep({"info", "--max-age", "90d"}).code == 2);
}

TEST_CASE("catalog diff: days, files and the built-in catalog") {
  Folder const folder;
  auto const file = folder.file("prices.json", priced("44.03"));
  auto const cut = upkeep({"diff", "2025-06-01", "2026-07-01", "--json", "-r", "us-east-1"});
  CHECK(cut.code == 0);
  auto const json = Json::parse(cut.out);
  CHECK(json["changes"][0]["change"] == "price_moved");
  CHECK(json["changes"][0]["record"] == "prices/p5.48xlarge/us-east-1/on-demand");
  CHECK(json["changes"][0]["change_pct"].get<double>() == Approx(-44.02).margin(0.01));
  auto const own = ran({"catalog", "diff", "built-in", file});
  CHECK_THAT(own.out, Contains("1 price moved (1 down, 0 up)") && Contains("-20.0%"));
}

TEST_CASE("catalog diff: no difference is an answer") {
  auto const result = upkeep({"diff", "2026-12-01", "2026-12-31"});
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("No difference, from 2026-12-01 to 2026-12-31."));
}

TEST_CASE("catalog diff: operands that are none are refused") {
  CHECK_THAT(upkeep({"diff"}).err, Contains("what to compare is missing"));
  CHECK_THAT(upkeep({"diff", "built-in"}).err, Contains("the second of the two"));
  CHECK_THAT(upkeep({"diff", "a.json", "a.json"}).err, Contains("stands on both sides"));
  CHECK_THAT(upkeep({"diff", "builtin", "2026-01-01"}).err, Contains("did you mean built-in?"));
  CHECK_THAT(upkeep({"diff", "2026-02-30", "built-in"}).err, Contains("not a day of the calendar"));
  CHECK_THAT(upkeep({"diff", "2026-01-01", "built-in", "x"}).err,
             Contains("one argument too many"));
  CHECK(upkeep({"diff", "builtin", "2026-01-01"}).code == 2);
  auto const missing = upkeep({"diff", "built-in", "./missing.json"});
  CHECK(missing.code == 5);
  CHECK(missing.out.empty());
}

TEST_CASE("catalog: flags that would change nothing are refused, unless they are everybody's") {
  CHECK(upkeep({"info", "-r", "us-east-1"}).code == 2);
  CHECK(upkeep({"verify", "-r", "us-east-1"}).code == 2);
  CHECK(upkeep({"verify", "--as-of", "2026-01-01"}).code == 2);
  CHECK(upkeep({"diff", "built-in", "2026-01-01", "--as-of", "2026-01-01"}).code == 2);
  CHECK(upkeep({"info", "again"}).code == 2);
  Folder const folder;
  auto const config = folder.file("config.json", R"({"region": "us-west-2"})");
  CHECK(upkeep({"verify", "--config", config}).code == 0);
}

TEST_CASE("catalog: rows can be chosen and sorted") {
  auto const fields = upkeep({"info", "-o", "csv", "--fields", "purchase,records"});
  CHECK_THAT(fields.out, Catch::Matchers::StartsWith("purchase,records\non-demand,"));
  auto const sorted = upkeep({"diff", "2025-06-01", "2026-07-01", "-o", "jsonl", "--sort-by",
                              "usd_per_hour_before", "--sort-direction", "descending"});
  CHECK_THAT(sorted.out,
             Catch::Matchers::StartsWith(R"({"change":"price_moved","record":"prices/p5.)"));
  CHECK(upkeep({"verify", "--sort-by", "nothing"}).code == 2);
}

}  // namespace
}  // namespace ec2plan::cli
