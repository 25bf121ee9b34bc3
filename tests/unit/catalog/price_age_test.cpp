#include "ec2plan/catalog/price_age.hpp"

#include "tests/support/catalogs.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::price_age_test {
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

TEST_CASE("the age of a kind is that of its oldest price, and how many are too old is counted") {
  Price const first{.as_of = "2026-01-21"}, second{.as_of = "2026-07-20"}, undated{};
  auto const usual = oldest_ages({second, first, undated}, {2026, 8, 1});
  REQUIRE(usual.size() == 1);
  CHECK(usual[0].as_of == "2026-01-21");
  CHECK(usual[0].days == 192);
  CHECK(usual[0].prices == 2);
  CHECK(usual[0].older == 1);
  CHECK(oldest_ages({second, first}, {2026, 8, 1}, 11.5)[0].older == 2);
  CHECK(oldest_ages({second, first}, {2026, 8, 1}, 12)[0].older == 1);
  CHECK(oldest_ages({second, first}, {2026, 8, 1}, 192)[0].older == 0);
}

TEST_CASE("a price of a day to come is old, whatever the limit; of tomorrow it is not") {
  constexpr Date today{2026, 8, 1};
  Price const fresh{.as_of = "2026-07-31"}, tomorrow{.as_of = "2026-08-02"},
      later{.as_of = "2026-08-03"}, never{.as_of = "2099-01-01"};
  auto const ages = oldest_ages({fresh, later, never, tomorrow}, today, 1e6);
  CHECK(ages[0].as_of == "2099-01-01");
  CHECK(ages[0].days < 0);
  CHECK(ages[0].older == 2);
  CHECK(is_old(ages[0]));
  CHECK_FALSE(is_old(oldest_ages({tomorrow}, today)[0]));
  CHECK(oldest_ages({tomorrow}, today, 0)[0].older == 0);
}

TEST_CASE("current prices: the latest of each kind and region, of types on offer, where they are") {
  auto catalog = testing::small_catalog();
  auto const ages = oldest_ages(current_prices(catalog, {2026, 8, 1}), {2026, 8, 1}, 90);
  REQUIRE(ages.size() == 4);
  CHECK(ages[0].purchase == Purchase::on_demand);
  CHECK(ages[0].prices == 4);  // neither p3's nor the price of p5 before June 2025
  CHECK(ages[0].older == 2);   // though that of us-east-1 is new
  CHECK(ages[0].as_of == "2026-01-21");
  CHECK(ages[3].purchase == Purchase::capacity_block);
  CHECK(current_prices(catalog, {2026, 3, 31}).size() == 8);  // p3 is not retired yet
  std::erase(*catalog.instances[1].regions, "eu-north-1");
  CHECK(current_prices(catalog, {2026, 8, 1}).size() == 6);
}

}  // namespace
}  // namespace ec2plan::price_age_test
