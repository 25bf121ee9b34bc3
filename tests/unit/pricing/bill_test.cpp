#include "ec2plan/pricing/bill.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::bill_test {
namespace {

Price priced(Purchase purchase, double usd_per_hour) {
  Price price = testing::price(usd_per_hour);
  price.purchase = purchase;
  return price;
}

constexpr double year_hours = 8760;

}  // namespace

TEST_CASE("on demand and spot bill every instance for the time of the run, and nothing else") {
  for (Purchase const purchase : {Purchase::on_demand, Purchase::spot}) {
    Bill const b = bill(priced(purchase, 32.77), 128, 30 * day, 40 * day);
    CHECK(b.used / dollar == Approx(32.77 * 128 * 720));
    CHECK(b.idle == Money{});
    CHECK(b.bought == 30 * day);
  }
  CHECK(bill(priced(Purchase::on_demand, 32.77), 0, day, day).total() == Money{});
  CHECK(bill(priced(Purchase::on_demand, 32.77), 4, Time{}, day).total() == Money{});
}

TEST_CASE("what is billed by the second has a minimum, which is idle beyond the run") {
  for (Purchase const purchase : {Purchase::on_demand, Purchase::spot}) {
    Price price = priced(purchase, 36);
    price.minimum = minute;
    Bill const b = bill(price, 512, 3.6 * second, 5 * second);
    CHECK(b.total() / dollar == Approx(512 * 0.6));
    CHECK(b.used / dollar == Approx(512 * 0.036));
    CHECK(b.bought == minute);
    CHECK(bill(price, 2, 61 * second, day).total() / dollar == Approx(2 * 0.61));
  }
}

TEST_CASE("a block and a term have rules of their own, and no minimum of a minute") {
  for (Purchase const purchase : {Purchase::capacity_block, Purchase::reserved_1yr}) {
    Price price = priced(purchase, 36);
    Bill const without = bill(price, 4, second, second);
    price.minimum = 3 * contract_year;
    CHECK(bill(price, 4, second, second).total() == without.total());
  }
}

TEST_CASE("the bill counts the price to be paid, not the one before the discount") {
  Price price = testing::price(8);
  price.list = 10 * dollar / hour;
  CHECK(bill(price, 1, hour, hour).total() / dollar == Approx(8));
}

TEST_CASE("a block is paid whole, sized on the planned time: 30 days buy 35") {
  Price const price = priced(Purchase::capacity_block, 41.528);
  Bill const b = bill(price, 72, 26 * day, 30 * day);
  CHECK(b.bought == 35 * day);
  CHECK(b.total() / dollar == Approx(72 * 35 * 24 * 41.528));
  CHECK(b.idle / dollar == Approx(72 * 9 * 24 * 41.528));
  CHECK(bill(price, 72, 10 * day, 30 * day).total() / dollar == Approx(b.total() / dollar));
}

TEST_CASE("a year is paid whole, and what is left of it is idle") {
  Bill const b = bill(priced(Purchase::reserved_1yr, 10), 4, 30 * day, 40 * day);
  CHECK(b.total() / dollar == Approx(4 * year_hours * 10));
  CHECK(b.used / dollar == Approx(4 * 720 * 10));
  CHECK(b.bought / day == Approx(365));
}

TEST_CASE("where the rest of the term has another use only the run is paid") {
  Price price = priced(Purchase::reserved_3yr, 10);
  price.term = Time{};
  Bill const b = bill(price, 4, 30 * day, 30 * day);
  CHECK(b.total() / dollar == Approx(4 * 720 * 10));
  CHECK(b.idle == Money{});
}

TEST_CASE("what outlives a term is paid on demand, or by another term if that costs less") {
  Price price = priced(Purchase::reserved_1yr, 10);
  price.on_demand = 15 * dollar / hour;
  Bill const little = bill(price, 2, 375 * day, 375 * day);
  CHECK(little.total() / dollar == Approx(2 * (year_hours * 10 + 240 * 15)));
  CHECK(little.idle == Money{});
  CHECK(little.beyond / day == Approx(10));
  Bill const much = bill(price, 2, 700 * day, 700 * day);
  CHECK(much.total() / dollar == Approx(2 * 2 * year_hours * 10));
  CHECK(much.idle / dollar == Approx(2 * 30 * 24 * 10));
  price.on_demand.reset();
  CHECK(bill(price, 2, 375 * day, 375 * day).total() / dollar == Approx(2 * 2 * year_hours * 10));
  CHECK(bill(price, 2, 365 * day, 365 * day).total() / dollar == Approx(2 * year_hours * 10));
}

}  // namespace ec2plan::bill_test
