#include "tests/unit/cli/json_of.hpp"

namespace ec2plan::cli::seen_price_test {
namespace {

using Catch::Matchers::Matches;

Variables const february{{"SOURCE_DATE_EPOCH", "1801440000"}};  // 2027-02-01

Words const block_of_p4d{"instances", "p4d.24xlarge", "--purchase", "capacity-block"};

TEST_CASE("a block of a list that is over is last seen, by --as-of and by the clock") {
  auto const then = ran(joined(block_of_p4d, {"-r", "us-east-2", "--as-of", "2025-03-01"}));
  CHECK_THAT(then.out, has("last seen 2024-12-31"));
  CHECK_THAT(then.err, has("capacity-block last seen 2024-12-31, of a list that held until "
                           "2024-12-31"));
  auto const in_time = ran(joined(block_of_p4d, {"--as-of", "2026-09-30"}));
  CHECK_THAT(in_time.out, !has("last seen"));
  CHECK(in_time.err.empty());
  auto const today = ran(block_of_p4d, february);
  CHECK_THAT(today.out, has("last seen 2026-10-09"));
  CHECK_THAT(today.err, has("of a list that held until 2026-12-31"));
}

TEST_CASE("documents say on which day a price's list was over") {
  auto const row = json_of(joined(block_of_p4d, {"--as-of", "2026-10-01"}))["instances"][0];
  CHECK(row["price_lapsed"] == "2026-09-30");
  auto const plan =
      json_of(set_up({"--purchase", "capacity-block", "--as-of", "2026-10-01"}))["estimate"];
  CHECK(plan["price_lapsed"] == "2026-09-30");
  CHECK(json_of(set_up({"--purchase", "capacity-block"}))["estimate"]["price_lapsed"].is_null());
}

TEST_CASE("instances warns of every old price that it prints") {
  Words const fields{
      "instances", "p5.48xlarge",
      "-o",        "csv",
      "--fields",  "usd_per_instance_hour.capacity_block,usd_per_instance_hour.spot"};
  auto const both = ran(fields, february);
  CHECK_THAT(both.err, has("spot from 2026-04-23 ("));
  CHECK_THAT(both.err, has("capacity-block last seen 2026-10-09 (115 days)"));
  CHECK_THAT(both.err, !has("reserved"));
}

TEST_CASE("a spot price stands beside its day, old or not") {
  Words const asked = quick({"--purchase", "spot"});
  CHECK_THAT(ran(asked).out, has("spot of 2025-12-21"));
  CHECK_THAT(ran({"instances", "p5.48xlarge", "--purchase", "spot"}).out, has("2026-04-23"));
}

TEST_CASE("a run longer than the longest block takes blocks one after the other") {
  auto const words = joined({"estimate", "--model", "70B", "--tokens", "60B", "--tflops", "110"},
                            {"--instance-type", "p4de.24xlarge", "--instance-count", "2",
                             "--purchase", "capacity-block", "--json"});
  auto const plan = json_of(words);
  double const days = plan["estimate"]["bought_days"].get<double>();
  REQUIRE(days > 182);
  REQUIRE(days < 364);
  CHECK(plan["estimate"]["capacity_blocks"] == 1);
  CHECK(plan["estimate"]["capacity_blocks_in_turn"] == 2);
  auto const rest = std::to_string(static_cast<int>(days) - 182);
  CHECK_THAT(plan["warnings"].dump(), has("2 one after the other, of 182 and " + rest + " day"));
  auto const text = ran(Words(words.begin(), words.end() - 1)).out;
  CHECK_THAT(text, has("2 Capacity Blocks one after the other, of 182 and " + rest));
}

TEST_CASE("--max-age takes a limit for each kind of purchase, and judges no other") {
  Words const verify{"catalog", "verify", "--catalog", "tests/golden/fixtures/mini.json"};
  Variables const december{{"SOURCE_DATE_EPOCH", "1796083200"}};
  auto const blocks = ran(joined(verify, {"--max-age", "capacity-block=90d"}), december);
  CHECK(blocks.code == 6);
  CHECK_THAT(blocks.err, has("capacity-block prices"));
  CHECK_THAT(blocks.err, !has("spot"));
  auto const kept =
      ran(joined(verify, {"--max-age", "1000d", "--max-age", "capacity-block=200d"}), december);
  CHECK(kept.code == 0);
  auto const bad = ran(joined(verify, {"--max-age", "blocks=90d"}), december);
  CHECK(bad.code == 2);
  CHECK_THAT(bad.err, has("names no kind of purchase"));
}

TEST_CASE("the shipped catalog is sound, and no older than it may be on the day it changed") {
  Variables const day{{"SOURCE_DATE_EPOCH", "1795910400"}};  // 2026-11-29
  auto const verified = ran({"catalog", "verify", "--max-age",
                             "capacity-block=90d,on-demand=365d,spot=365d,reserved-1yr=365d"},
                            day);
  CHECK(verified.err.empty());
  CHECK(verified.code == 0);
}

}  // namespace
}  // namespace ec2plan::cli::seen_price_test
