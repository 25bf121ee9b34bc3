#include <nlohmann/json.hpp>

#include "tests/unit/cli/ran.hpp"

namespace ec2plan::cli::upkeep_test {
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

/// Seen in ten years.
std::string const far_away = R"({"prices": [{"as_of": "2036-11-09", "instance_type": "p5.48xlarge",
  "purchase": "on-demand", "region": "us-east-1", "usd_per_hour": 55.04}]})";

std::string const fresh_prices = R"({"prices": [{"as_of": "2026-11-30", "instance_type":
  "p5.48xlarge", "purchase": "spot", "region": "us-east-1", "usd_per_hour": 17}]})";

/// A price in one region, none in another.
std::string const two_regions = R"({
  "instances": [{"instance_type": "p5.48xlarge",
    "regions": ["me-central-1", "me-south-1", "us-east-1"]}],
  "prices": [{"as_of": "2026-11-30", "instance_type": "p5.48xlarge", "purchase": "on-demand",
    "region": "me-south-1", "usd_per_hour": 66}]})";

std::string const ages_in_december =
    "error: --max-age: too old: 11 of 14 on-demand prices (the oldest of 2026-01-21, 314 days), "
    "12 of 12 spot prices (the oldest of 2025-12-21, 345 days), 11 of 11 reserved-1yr prices (the "
    "oldest of 2026-01-21, 314 days), 12 of 12 capacity-block prices (the oldest of 2026-07-22, "
    "132 days); `ec2plan catalog import` brings newer ones\n";

/// `catalog verify` with the mini catalog, when all of its prices have been seen.
Ran verified(Words const& words, std::string const& epoch = "1796083200") {  // 2026-12-01
  return ran(joined({"catalog", "verify", "--catalog", mini}, words),
             {{"SOURCE_DATE_EPOCH", epoch}});
}

TEST_CASE("catalog info: dates on stdout, ages on stderr") {
  auto const first = upkeep({"info", "--json"});
  auto const later = upkeep({"info", "--json"}, {{"SOURCE_DATE_EPOCH", "1893456000"}});
  CHECK(first.code == 0);
  CHECK(first.out == later.out);
  CHECK_THAT(first.err, Contains("current prices too old on 2026-08-01: 9 of 14 on-demand (the "
                                 "oldest of 2026-01-21, 192 days; too old after 180), 12 of 12"));
  CHECK_THAT(first.err, Contains("none of 12 capacity-block (the oldest of 2026-07-22, 10 days"));
  CHECK_THAT(later.err, Contains("on 2030-01-01: 14 of 14 on-demand (the oldest of 2026-01-21"));
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
  auto const sound = verified({"--catalog", folder.file("sound.json", priced("44.03"))});
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

TEST_CASE("catalog verify: --max-age judges each current price, after the whole result") {
  auto const old = verified({"--max-age", "90d", "--quiet"});
  CHECK(old.code == 6);
  CHECK_THAT(old.out, Contains("The catalog is sound"));
  CHECK(old.err == ages_in_december);
  CHECK(verified({"--max-age", "345"}).code == 0);
  CHECK(verified({"--max-age", "344.9d"}).code == 6);
  CHECK(verified({"--max-age", "345"}, "1893456000").code == 6);
}

TEST_CASE("catalog verify: a fresh price of a kind does not excuse the old ones") {
  Folder const folder;
  auto const fresh = folder.file("fresh.json", fresh_prices);
  Variables const december{{"SOURCE_DATE_EPOCH", "1796083200"}};
  Words const asked{"catalog", "verify", "--max-age", "90d", "--catalog", mini, "--catalog", fresh};
  auto const json = Json::parse(ran(joined(asked, {"--json"}), december).out);
  REQUIRE(json["ages"].size() == 4);
  CHECK(json["ages"][1]["purchase"] == "spot");
  CHECK(json["ages"][1]["older"].get<int>() == json["ages"][1]["prices"].get<int>() - 1);
  CHECK(json["ages"][1]["oldest_as_of"] == "2025-12-21");
  CHECK(json["ages"][1]["oldest_days"] == 345);
  CHECK(ran(asked, december).code == 6);
  CHECK(Json::parse(verified({"--json"}).out)["ages"].empty());
}

TEST_CASE("catalog verify: a region that is typed is the one that is judged") {
  Folder const folder;
  auto const facts = folder.file("facts.json", two_regions);
  Variables const december{{"SOURCE_DATE_EPOCH", "1796083200"}};
  Words const asked{"catalog", "verify", "--max-age", "90d", "--catalog", mini, "--catalog", facts};
  CHECK(ran(joined(asked, {"-r", "me-south-1"}), december).code == 0);
  CHECK(ran(joined(asked, {"-r", "me-south-1,us-east-1"}), december).code == 6);
  auto const none = ran(joined(asked, {"-r", "me-central-1"}), december);
  CHECK(none.code == 6);
  CHECK_THAT(none.err, Contains("--max-age: there is no current price to judge"));
  CHECK(ran(joined(asked, {"-r", "moon-1"}), december).code == 2);
  auto elsewhere = december;
  elsewhere["EC2PLAN_REGION"] = "me-south-1";
  CHECK(ran(asked, elsewhere).code == 6);
  auto const config = folder.file("config.json", R"({"region": "me-south-1"})");
  CHECK(ran(joined(asked, {"--config", config}), december).code == 6);
}

TEST_CASE("catalog verify: a price of a day to come is broken") {
  Folder const folder;
  auto const file = folder.file("future.json", priced("44.03"));
  CHECK(verified({"--catalog", file, "--json"}, "1785283200").code == 5);  // 2026-07-29
  Words const words{"catalog", "verify", "--catalog", folder.file("alone.json", far_away)};
  auto const result = ran(words, {{"SOURCE_DATE_EPOCH", "1796083200"}});
  CHECK(result.code == 5);
  CHECK_THAT(result.out, Contains("was seen on a day to come, 2036-11-09"));
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
  CHECK(verified({"--config", config}).code == 0);
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
}  // namespace ec2plan::cli::upkeep_test
