#include "ec2plan/catalog/difference.hpp"
#include "ec2plan/catalog/history.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/catalog/survey.hpp"
#include "tests/support/catalogs.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/catalog/findings.hpp"

namespace ec2plan::lapsed_price_test {
namespace {

constexpr auto block = Purchase::capacity_block;

/// The block of p5.48xlarge, seen 2026-07-20 alone.
std::string lapsed_on(Catalog const& catalog, std::optional<Date> day = {}) {
  return price_of(catalog, "p5.48xlarge", "us-east-1", block, day)->lapsed;
}

TEST_CASE("a list of Capacity Blocks holds until its quarter is over, other prices have no list") {
  CHECK(holds_until(block, "2026-01-01") == "2026-03-31");
  CHECK(holds_until(block, "2026-06-30") == "2026-06-30");
  CHECK(holds_until(block, "2026-07-22") == "2026-09-30");
  CHECK(holds_until(block, "2024-12-31") == "2024-12-31");
  CHECK(holds_until(block, "").empty());
  CHECK(holds_until(Purchase::on_demand, "2026-07-22").empty());
  CHECK(holds_until(Purchase::spot, "2026-07-22").empty());
}

TEST_CASE("a block's price lapses on the day after, by the day asked about or that of the reader") {
  auto catalog = testing::small_catalog();
  CHECK(lapsed_on(catalog).empty());
  CHECK(lapsed_on(catalog, Date{2026, 9, 30}).empty());
  CHECK(lapsed_on(catalog, Date{2026, 10, 1}) == "2026-09-30");
  catalog.read_on = "2026-10-01";
  CHECK(lapsed_on(catalog) == "2026-09-30");
  CHECK(lapsed_on(catalog, Date{2026, 9, 30}).empty());  // the day asked about goes before today
  for (Price const& price : prices_of(catalog, "p5.48xlarge"))
    CHECK(price.lapsed.empty() == (price.purchase != block));
}

TEST_CASE("a newer price of any kind tells that the list is over") {
  auto catalog = testing::small_catalog();
  catalog.as_of = "2026-11-09";
  CHECK(lapsed_on(catalog) == "2026-09-30");
}

TEST_CASE("a price whose list is over is old, however few its days") {
  Price const price{.purchase = block, .as_of = "2026-09-29", .lapsed = "2026-09-30"};
  auto const ages = oldest_ages({price}, {2026, 10, 2});
  CHECK(ages[0].lapsed == 1);
  CHECK(ages[0].held_until == "2026-09-30");
  CHECK(ages[0].older == 0);  // of --max-age, which counts days
  CHECK(is_old(ages[0]));
}

TEST_CASE("the survey counts current prices that have lapsed, verify names their list") {
  auto catalog = testing::small_catalog();
  auto const of_blocks = [&] { return survey(catalog).prices.back(); };
  CHECK(of_blocks().current == 1);
  CHECK(of_blocks().lapsed == 0);
  catalog.read_on = "2026-12-01";
  CHECK(of_blocks().lapsed == 1);
  auto const sound = soundness(catalog, Date{2026, 12, 1});
  auto const finding = std::ranges::find(sound.findings, "lapse", &Finding::check);
  REQUIRE(finding != sound.findings.end());
  CHECK(finding->severity == Severity::doubtful);
  CHECK(finding->problem ==
        "1 of a list that held until 2026-09-30: they are the last that were "
        "seen");
  auto const in_time = soundness(catalog, Date{2026, 9, 30});
  CHECK(std::ranges::find(in_time.findings, "lapse", &Finding::check) == in_time.findings.end());
}

TEST_CASE("a difference says which side's price was only the last seen") {
  auto after = testing::small_catalog();
  auto const before = known_on(after, Date{2026, 10, 5});
  for (auto& listed : after.prices)
    if (listed.price.purchase == block) {
      listed.price.per_instance = 47.76 * dollar / hour;
      listed.price.as_of = listed.since = "2026-10-07";
    }
  after.as_of = "2026-10-07";
  auto const found = difference(before, after);
  auto const moved = std::ranges::find(found.changes, ChangeKind::price_moved, &Change::kind);
  REQUIRE(moved != found.changes.end());
  CHECK(moved->lapsed_before == "2026-09-30");
  CHECK(moved->lapsed_after.empty());
}

TEST_CASE("spot at the price of on-demand is no market") {
  auto catalog = testing::small_catalog();
  for (auto& listed : catalog.prices)
    if (listed.price.purchase == Purchase::spot) listed.price.per_instance = 55.04 * dollar / hour;
  auto const sound = soundness(catalog);
  auto const finding = std::ranges::find(sound.findings, "spot", &Finding::check);
  REQUIRE(finding != sound.findings.end());
  CHECK(finding->problem == "$55.04 is the on-demand price since 2025-06-23: no market");
}

}  // namespace
}  // namespace ec2plan::lapsed_price_test
