#include "ec2plan/catalog/price_age.hpp"

#include "tests/support/catalogs.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan {
namespace {

TEST_CASE("each kind of price has a limit of age") {
  CHECK(days_until_old(Purchase::on_demand) == 180);
  CHECK(days_until_old(Purchase::reserved_1yr) == 180);
  CHECK(days_until_old(Purchase::savings_plan) == 180);
  CHECK(days_until_old(Purchase::capacity_block) == 90);
  CHECK(days_until_old(Purchase::spot) == 30);
}

TEST_CASE("a price is old from the day after the limit") {
  CHECK_FALSE(is_old({.purchase = Purchase::spot, .days = 30}));
  CHECK(is_old({.purchase = Purchase::spot, .days = 31}));
  CHECK_FALSE(is_old({.purchase = Purchase::on_demand, .days = 180}));
}

TEST_CASE("ages are those of the oldest and of the newest price of a kind") {
  Price const first{.as_of = "2026-01-21"}, second{.as_of = "2026-07-20"}, undated{};
  auto const oldest = oldest_ages({second, first, undated}, {2026, 8, 1});
  REQUIRE(oldest.size() == 1);
  CHECK(oldest[0].as_of == "2026-01-21");
  CHECK(oldest[0].days == 192);
  auto const newest = newest_ages(testing::small_catalog(), {2026, 8, 1});
  REQUIRE(newest.size() == 4);
  CHECK(newest[0].purchase == Purchase::on_demand);
  CHECK(newest[0].days == 12);
  CHECK(newest[1].purchase == Purchase::spot);
  CHECK(newest[1].as_of == "2025-12-21");
  CHECK(newest[3].purchase == Purchase::capacity_block);
}

TEST_CASE("a price seen after today is not old") {
  auto const ages = newest_ages(testing::small_catalog(), {2024, 1, 1});
  REQUIRE(ages.size() == 4);
  CHECK(ages[0].days == 0);
}

}  // namespace
}  // namespace ec2plan
