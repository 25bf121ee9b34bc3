#include "tests/unit/catalog/imports.hpp"

namespace ec2plan::import_history_test {
namespace {

constexpr auto blocks = ImportKind::capacity_blocks;

double dollars(Catalog const& catalog, std::string_view type, std::string_view region,
               Purchase purchase, std::optional<Date> when = {}) {
  auto const price = price_of(catalog, type, region, purchase, when);
  REQUIRE(price);
  return price->per_instance * hour / dollar;
}

}  // namespace

TEST_CASE("A price older than the catalog's is kept as history") {
  auto const cheap = swapped(aws_file("spot_history"), "6.532300", "5.000000");
  auto const old = swapped(cheap, "2025-12-21", "2025-12-20");
  auto const import = import_of(built_in(), ImportKind::spot_history, {old});
  CHECK(line_of(import, "p4d.24xlarge, us-east-1, spot, 2025-12-20").outcome == Outcome::added);
  auto const catalog = with(import);
  CHECK(dollars(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot, Date{2025, 12, 20}) ==
        Approx(5));
  CHECK(dollars(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot) == Approx(6.5323));
  CHECK(price_of(catalog, "p4d.24xlarge", "us-east-1", Purchase::spot)->source == "SKY");
  CHECK(catalog.sources.at("SKY").url == built_in().sources.at("SKY").url);
}

TEST_CASE("A block of 2025 stands between the lists before and after it") {
  auto const fee = swapped(aws_file("capacity_blocks"), "325.63", "283.00");
  auto const old = swapped(fee, "us-east-1b", "us-east-2b");
  auto const import = import_of(built_in(), blocks, {old}, {.retrieved = "2025-02-14"});
  auto const catalog = with(import);
  auto const block = [&](Date day) {
    return price_of(catalog, "p4d.24xlarge", "us-east-2", Purchase::capacity_block, day).value();
  };
  CHECK(block({2025, 3, 1}).per_instance * hour / dollar == Approx(283 / 24.0));
  CHECK(block({2025, 3, 1}).lapsed.empty());
  CHECK(block({2025, 4, 1}).lapsed == "2025-03-31");
  CHECK(block({2025, 2, 13}).per_instance * hour / dollar == Approx(14.75));
  CHECK(block({2026, 2, 1}).per_instance * hour / dollar == Approx(11.8));
  CHECK(block({2026, 11, 1}).per_instance * hour / dollar == Approx(13.568));
  CHECK(import_of(catalog, blocks, {old}, {.retrieved = "2025-02-14"}).overlay == "{}\n");
}

TEST_CASE(
    "An older price that contradicts the history is skipped, one that continues it moves it") {
  auto const text = swapped(aws_file("capacity_blocks"), "us-east-1b", "us-east-2b");
  auto const other = import_of(built_in(), blocks, {swapped(text, "325.63", "300.00")},
                               {.retrieved = "2024-11-01"});
  CHECK(skipped(other, "the catalog has another price of that day, $14.75") == 1);
  auto const same = import_of(built_in(), blocks, {swapped(text, "325.63", "354.00")},
                              {.retrieved = "2025-01-15"});
  CHECK(line_of(same, "p4d.24xlarge, us-east-2, capacity-block, 2025-01-15").outcome ==
        Outcome::confirmed);
  auto const seen =
      price_of(with(same), "p4d.24xlarge", "us-east-2", Purchase::capacity_block, Date{2025, 2, 1});
  CHECK(seen->as_of == "2025-01-15");
  CHECK(seen->lapsed.empty());
}

}  // namespace ec2plan::import_history_test
