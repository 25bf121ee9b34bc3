#include "ec2plan/pricing/price.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::price_test {

TEST_CASE("each purchase has the name that the command line uses") {
  CHECK(purchase_name(Purchase::on_demand) == "on-demand");
  CHECK(purchase_name(Purchase::spot) == "spot");
  CHECK(purchase_name(Purchase::reserved_1yr) == "reserved-1yr");
  CHECK(purchase_name(Purchase::reserved_3yr) == "reserved-3yr");
  CHECK(purchase_name(Purchase::savings_plan) == "savings-plan");
  CHECK(purchase_name(Purchase::capacity_block) == "capacity-block");
}

TEST_CASE("a reservation commits to 8,760 hours a year, unless the price says otherwise") {
  Price price = testing::price(10);
  auto const hours = [&](Purchase purchase) {
    price.purchase = purchase;
    return term(price) / hour;
  };
  CHECK(hours(Purchase::on_demand) == 0);
  CHECK(hours(Purchase::spot) == 0);
  CHECK(hours(Purchase::capacity_block) == 0);
  CHECK(hours(Purchase::reserved_1yr) == 8760);
  CHECK(hours(Purchase::savings_plan) == 8760);
  CHECK(hours(Purchase::reserved_3yr) == 26280);
  price.term = Time{};
  CHECK(hours(Purchase::reserved_3yr) == 0);
  CHECK(billed_by_time(price));
}

TEST_CASE("only what commits to nothing is billed by time") {
  Price price = testing::price(10);
  CHECK(billed_by_time(price));
  for (Purchase const purchase : {Purchase::reserved_1yr, Purchase::capacity_block}) {
    price.purchase = purchase;
    CHECK_FALSE(billed_by_time(price));
  }
}

}  // namespace ec2plan::price_test
