#include "tests/support/catalogs.hpp"
#include "tests/unit/catalog/findings.hpp"

namespace ec2plan::price_relations_test {
namespace {

using testing::add_price;
using testing::listed;
using testing::small_catalog;

TEST_CASE("spot: at on-demand or above it is doubtful, twice as dear broken") {
  auto catalog = small_catalog();
  set_usd(price(catalog, "us-east-1", Purchase::spot), 54.9);
  CHECK(check_of(soundness(catalog), "spot").doubtful == 0);
  set_usd(price(catalog, "us-east-1", Purchase::spot), 56);
  CHECK(only_finding(catalog, "spot", Severity::doubtful).problem ==
        "$56 is 1.02 times the on-demand price, $55.04 since 2025-06-23");
  set_usd(price(catalog, "us-east-1", Purchase::spot), 111);
  only_finding(catalog, "spot", Severity::broken);
}

TEST_CASE("a price is compared with the one that held at its time, or began soon after") {
  auto catalog = small_catalog();
  auto& spot = price(catalog, "us-east-1", Purchase::spot);
  set_usd(spot, 90);  // below the price before the cut
  spot.since = spot.price.as_of = "2025-04-01";
  CHECK(check_of(soundness(catalog), "spot").doubtful == 0);
  spot.price.region = "us-east-2";
  testing::sort_prices(catalog);
  CHECK(check_of(soundness(catalog), "spot").looked_at == 0);
  auto& moved = price(catalog, "us-east-2", Purchase::spot);
  moved.since = moved.price.as_of = "2025-12-21";
  CHECK(check_of(soundness(catalog), "spot").doubtful == 1);
}

TEST_CASE("commitment and term: who commits for longer pays less") {
  auto catalog = small_catalog();
  set_usd(price(catalog, "us-east-1", Purchase::reserved_1yr), 60);
  only_finding(catalog, "commitment", Severity::doubtful);
  set_usd(price(catalog, "us-east-1", Purchase::reserved_1yr), 120);
  only_finding(catalog, "commitment", Severity::broken);
  catalog = small_catalog();
  auto three_years =
      listed("p5.48xlarge", "us-east-1", Purchase::reserved_3yr, 25, "2026-01-21", "2026-01-21");
  add_price(catalog, three_years);
  CHECK(check_of(soundness(catalog), "term").looked_at == 1);
  CHECK(check_of(soundness(catalog), "term").doubtful == 0);
  set_usd(price(catalog, "us-east-1", Purchase::reserved_3yr), 34);
  only_finding(catalog, "term", Severity::doubtful);
}

TEST_CASE("capacity-block: near the on-demand price") {
  auto catalog = small_catalog();
  auto& block = price(catalog, "us-east-1", Purchase::capacity_block);
  set_usd(block, 70);
  only_finding(catalog, "capacity-block", Severity::doubtful);
  set_usd(block, 5.19);
  only_finding(catalog, "capacity-block", Severity::broken);
}

TEST_CASE("regions: within a factor of us-east-1") {
  auto catalog = small_catalog();
  auto& far = price(catalog, "eu-north-1", Purchase::on_demand);
  set_usd(far, 36);
  CHECK(only_finding(catalog, "regions", Severity::doubtful).problem ==
        "$36 is 0.65 times that of us-east-1, $55.04");
  set_usd(far, 6.88);
  only_finding(catalog, "regions", Severity::broken);
}

TEST_CASE("equal-regions: two sources agree where prices are the same") {
  auto catalog = small_catalog();
  auto& same = price(catalog, "us-east-2", Purchase::on_demand);
  set_usd(same, 56);
  CHECK(only_finding(catalog, "equal-regions", Severity::doubtful).problem ==
        "$56 (COPY) beside $55.04 (LIST)");
  same.price.source = "LIST";
  CHECK(check_of(soundness(catalog), "equal-regions").looked_at == 0);
}

TEST_CASE("families: a region is dearer by one factor") {
  auto catalog = small_catalog();
  InstanceType another = p5(catalog);
  another.name = "p5.24xlarge";
  another.accelerators = 4;
  another.vcpus = 96;
  catalog.instances.push_back(another);
  add_price(catalog, listed("p5.24xlarge", "us-east-1", Purchase::on_demand, 27.52, "2026-01-21",
                            "2026-07-20"));
  add_price(catalog, listed("p5.24xlarge", "eu-north-1", Purchase::on_demand, 33.02, "2026-01-21",
                            "2026-01-21"));
  add_price(catalog, listed("p5.4xlarge", "eu-north-1", Purchase::on_demand, 8.26, "2026-01-21",
                            "2026-01-21"));
  auto const good = check_of(soundness(catalog), "families");
  CHECK(good.looked_at == 3);
  CHECK(good.doubtful == 0);
  CHECK(check_of(soundness(catalog), "sizes").looked_at == 2);
  set_usd(price(catalog, "eu-north-1", Purchase::on_demand), 72);
  CHECK(only_finding(catalog, "families", Severity::doubtful).where ==
        "prices/p5.48xlarge/eu-north-1/on-demand since 2026-01-21");
  CHECK(only_finding(catalog, "sizes", Severity::doubtful).problem ==
        "$9 an accelerator beside $8.255 of p5.24xlarge");
}

}  // namespace
}  // namespace ec2plan::price_relations_test
