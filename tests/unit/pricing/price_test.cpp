#include "ec2plan/pricing/price.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan {

TEST_CASE("every instance is billed for the whole time") {
  CHECK(bill(testing::price(32.77), 1, hour) / dollar == Approx(32.77));
  CHECK(bill(testing::price(32.77), 128, 30 * day) / dollar == Approx(32.77 * 128 * 720));
  CHECK(bill(testing::price(32.77), 0, day) == Money{});
  CHECK(bill(testing::price(32.77), 4, Time{}) == Money{});
}

TEST_CASE("the bill counts the price to be paid, not the one before the discount") {
  Price price = testing::price(8);
  price.list = 10 * dollar / hour;
  CHECK(bill(price, 1, hour) / dollar == Approx(8));
}

TEST_CASE("each purchase has the name that the command line uses") {
  CHECK(purchase_name(Purchase::on_demand) == "on-demand");
  CHECK(purchase_name(Purchase::spot) == "spot");
  CHECK(purchase_name(Purchase::reserved_1yr) == "reserved-1yr");
  CHECK(purchase_name(Purchase::reserved_3yr) == "reserved-3yr");
  CHECK(purchase_name(Purchase::capacity_block) == "capacity-block");
}

}  // namespace ec2plan
