#include <algorithm>
#include <nlohmann/json.hpp>

#include "ec2plan/document/document.hpp"
#include "ec2plan/document/instances.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::lowest_price_test {
namespace {

using Json = nlohmann::ordered_json;

Price price(std::string const& region, Purchase purchase, double usd) {
  return {.purchase = purchase,
          .region = region,
          .per_instance = usd * dollar / hour,
          .as_of = "2026-07-20"};
}

/// Eight accelerators of half a petaFLOP/s, with prices in three regions.
InstanceRow row() {
  InstanceRow row;
  row.type.name = "x1.large";
  row.type.accelerators = 8;
  row.type.accelerator.fp16 = 0.5 * peta * flop / second;
  row.prices = {price("eu-west-1", Purchase::on_demand, 36),
                price("us-east-1", Purchase::on_demand, 40), price("us-east-1", Purchase::spot, 16),
                price("us-west-2", Purchase::spot, 8)};
  return row;
}

double usd(HourlyPrice hourly) { return hourly / (dollar / hour); }

TEST_CASE("the lowest price is of the regions and kinds that were asked for, and no other") {
  AskedPrice asked{.regions = {"us-east-1"}};
  CHECK(usd(lowest_price(row(), asked)->price.per_instance) == Approx(40));
  asked.purchases = {Purchase::on_demand, Purchase::spot};
  auto const both = lowest_price(row(), asked);
  CHECK(both->price.purchase == Purchase::spot);
  CHECK(usd(both->price.per_instance) == Approx(16));
  CHECK(usd(both->per_accelerator) == Approx(2));
  CHECK(usd(*both->per_petaflop) == Approx(4));
  asked.regions = {"us-east-1", "eu-west-1", "us-west-2"};
  CHECK(lowest_price(row(), asked)->price.region == "us-west-2");
  asked.purchases = {Purchase::on_demand};
  CHECK(lowest_price(row(), asked)->price.region == "eu-west-1");
}

TEST_CASE("without such a price there is none, and without a peak none of a petaFLOP/s") {
  CHECK_FALSE(lowest_price(row(), {.regions = {"ap-south-1"}}));
  CHECK_FALSE(
      lowest_price(row(), {.regions = {"us-east-1"}, .purchases = {Purchase::capacity_block}}));
  InstanceRow unknown = row();
  unknown.type.accelerator.fp16.reset();
  CHECK_FALSE(lowest_price(unknown, {.regions = {"us-east-1"}})->per_petaflop);
}

TEST_CASE("bf16 counts before fp16") {
  InstanceRow both = row();
  both.type.accelerator.bf16 = 1 * peta * flop / second;
  CHECK(usd(*lowest_price(both, {.regions = {"us-east-1"}})->per_petaflop) == Approx(5));
}

TEST_CASE("of equal prices the region and the kind asked for first is named, in any order") {
  InstanceRow even = row();
  even.prices = {price("us-west-2", Purchase::on_demand, 8), price("us-east-1", Purchase::spot, 8),
                 price("us-east-1", Purchase::on_demand, 8)};
  AskedPrice const asked{.regions = {"us-east-1", "us-west-2"},
                         .purchases = {Purchase::spot, Purchase::on_demand}};
  for (int turn = 0; turn < 3; ++turn) {
    std::rotate(even.prices.begin(), even.prices.begin() + 1, even.prices.end());
    auto const lowest = lowest_price(even, asked);
    CHECK(lowest->price.region == "us-east-1");
    CHECK(lowest->price.purchase == Purchase::spot);
  }
}

TEST_CASE("a row tells its lowest price and where it is from; an unpriced one is null, never 0") {
  InstancesAnswer answer = testing::two_instance_types();
  answer.rows = {row(), row()};
  answer.rows[1].prices.clear();
  answer.price.regions = {"eu-west-1", "us-east-1"};
  auto const found = rows(answer);
  Json const priced = Json::parse(found[0].line), unpriced = Json::parse(found[1].line);
  CHECK(priced["usd_per_hour"] == 36);
  CHECK(priced["usd_per_accelerator_hour"] == 4.5);
  CHECK(priced["usd_per_petaflop_hour"] == 9);
  CHECK(priced["price_region"] == "eu-west-1");
  CHECK(priced["price_purchase"] == "on-demand");
  CHECK(priced["price_as_of"] == "2026-07-20");
  CHECK(priced["usd_per_instance_hour"]["on_demand"] == 36);
  for (auto const* key : {"usd_per_hour", "usd_per_accelerator_hour", "usd_per_petaflop_hour",
                          "price_region", "price_purchase", "price_as_of"})
    CHECK(unpriced[key].is_null());
}

TEST_CASE("rows are sorted by short names and headers, unpriced ones last either way") {
  InstancesAnswer answer = testing::two_instance_types();
  answer.rows.push_back(row());
  answer.price.regions = {"us-east-1"};
  auto const first = [&](std::string const& name, bool descending) {
    sort_rows(answer, name, descending);
    return answer.rows.front().type.name;
  };
  CHECK(first("price", false) == "p4de.24xlarge");
  CHECK(first("$/h", true) == "x1.large");
  CHECK(answer.rows.back().prices.empty());
  CHECK(first("usd-per-hour", false) == "p4de.24xlarge");
  CHECK(answer.rows.back().prices.empty());
  CHECK(first("Memory", true) == "p4de.24xlarge");
  CHECK(first("accelerators", false) == "p3.8xlarge");
  CHECK(answer.asked_fields.back() == "accelerators");
}

TEST_CASE("a name that no row has is refused, even of no rows; one that a row lacks is not") {
  InstancesAnswer answer = testing::two_instance_types();
  CHECK_THROWS_WITH(sort_rows(answer, "memry", false), Catch::Matchers::Contains("memory?"));
  answer.rows = {row()};
  sort_rows(answer, "efa", false);
  sort_rows(answer, "link.kind", false);
  answer.rows.clear();
  sort_rows(answer, "efa", false);
  CHECK_THROWS_WITH(sort_rows(answer, "prise", false), Catch::Matchers::Contains("price?"));
}

TEST_CASE("every short name stands for a field of the rows") {
  InstancesAnswer const answer = testing::two_instance_types();
  auto const cells = rows(answer).front().cells;
  for (FieldName const& name : instance_field_names()) {
    CAPTURE(name.typed);
    CHECK(std::any_of(cells.begin(), cells.end(),
                      [&](Cell const& cell) { return cell.path == name.field; }));
    CHECK(instance_field(name.typed) == name.field);
  }
}

}  // namespace
}  // namespace ec2plan::lowest_price_test
