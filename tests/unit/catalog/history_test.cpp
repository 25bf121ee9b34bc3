#include "ec2plan/catalog/history.hpp"

#include "tests/support/catalogs.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::history_test {
namespace {

TEST_CASE("the catalog of a day knows no later price") {
  auto const then = known_on(testing::small_catalog(), {2025, 6, 1});
  auto const price = price_of(then, "p5.48xlarge", "us-east-1", Purchase::on_demand);
  REQUIRE(price);
  CHECK(price->per_instance / (dollar / hour) == Approx(98.32));
  CHECK_FALSE(price_of(then, "p5.48xlarge", "us-east-2", Purchase::on_demand));
  CHECK(then.as_of == "2025-06-01");  // p3's price was seen later too
}

TEST_CASE("a type is known from its announcement, or from its first price") {
  auto catalog = testing::small_catalog();
  CHECK(find_instance(known_on(catalog, {2025, 6, 1}), "p5.4xlarge") == nullptr);
  CHECK(find_instance(known_on(catalog, {2025, 8, 12}), "p5.4xlarge") != nullptr);
  catalog.instances[2].since = std::nullopt;
  CHECK(find_instance(known_on(catalog, {2025, 8, 24}), "p5.4xlarge") == nullptr);
  CHECK(find_instance(known_on(catalog, {2025, 8, 25}), "p5.4xlarge") != nullptr);
}

TEST_CASE("a type retired later is still on offer, who knows where") {
  auto const before = known_on(testing::small_catalog(), {2026, 3, 31});
  auto const* type = find_instance(before, "p3.2xlarge");
  REQUIRE(type != nullptr);
  CHECK_FALSE(type->retired);
  CHECK_FALSE(type->regions);
  auto const after = known_on(testing::small_catalog(), {2026, 4, 1});
  CHECK(find_instance(after, "p3.2xlarge")->retired == "2026-04");
}

TEST_CASE("a type is retired by a day, else by the date of the catalog") {
  auto catalog = testing::small_catalog();
  CHECK(is_retired(catalog, catalog.instances[0]));
  CHECK_FALSE(is_retired(catalog, catalog.instances[1]));
  catalog.as_of = "2026-03-31";
  CHECK_FALSE(is_retired(catalog, catalog.instances[0]));
  CHECK(is_retired(catalog, catalog.instances[0], Date{2026, 7, 20}));
  catalog.as_of = "";
  CHECK(is_retired(catalog, catalog.instances[0]));
}

TEST_CASE("a month or a year of retirement counts from its first day") {
  for (std::string const retired : {"2026", "2026-01", "2026-01-01"}) {
    InstanceType const type{.retired = retired};
    CHECK(is_retired({}, type, Date{2026, 1, 1}));
    CHECK_FALSE(is_retired({}, type, Date{2025, 12, 31}));
  }
  Catalog const catalog{.as_of = "2026-07-20"};
  CHECK_FALSE(is_retired(catalog, InstanceType{.retired = "2026-08"}));
  CHECK_FALSE(is_retired(catalog, InstanceType{}));
}

}  // namespace
}  // namespace ec2plan::history_test
