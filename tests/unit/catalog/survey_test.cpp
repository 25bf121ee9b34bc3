#include "ec2plan/catalog/survey.hpp"

#include <algorithm>

#include "tests/support/catalogs.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::survey_test {
namespace {

using Names = std::vector<std::string>;

/// The names of a gap; none where the survey does not tell it.
Names missing(Catalog const& catalog, std::string_view what) {
  auto const result = survey(catalog);
  auto const found = std::ranges::find(result.missing, what, &Gap::what);
  return found == result.missing.end() ? Names{} : found->names;
}

TEST_CASE("each kind of price is counted, with its dates") {
  auto const result = survey(testing::small_catalog());
  REQUIRE(result.prices.size() == every_purchase.size());
  auto const& on_demand = result.prices[0];
  CHECK(on_demand.purchase == Purchase::on_demand);
  CHECK(on_demand.records == 6);
  CHECK(on_demand.types == 3);
  CHECK(on_demand.regions == 3);
  CHECK(on_demand.confirmed == 0);
  CHECK(on_demand.oldest == "2025-04-28");
  CHECK(on_demand.newest == "2026-07-20");
  CHECK(on_demand.since == "2022-10-17");
  auto const& three_years = result.prices[3];
  CHECK(three_years.records == 0);
  CHECK(three_years.newest.empty());
}

TEST_CASE("a price that two sources give is confirmed") {
  auto catalog = testing::small_catalog();
  catalog.prices[0].price.source = "LIST; COPY";
  CHECK(survey(catalog).prices[0].confirmed == 1);
}

TEST_CASE("records are counted by what they are") {
  auto const result = survey(testing::small_catalog());
  CHECK(result.types_offered == 2);
  CHECK(result.types_retired == 1);
  CHECK(result.accelerators == 2);
  CHECK(result.accelerators_offered == 1);
  CHECK(result.models == 0);
  REQUIRE(result.bases.size() == 2);
  CHECK(result.bases[0].name == "fact");
  CHECK(result.bases[1].count == 1);
  REQUIRE(result.sources.size() == 2);
  CHECK(result.sources[1].kind == "second-hand");
  CHECK(result.sources[1].newest == "2026-01");
}

TEST_CASE("what is missing is named") {
  auto catalog = testing::small_catalog();
  CHECK(missing(catalog, "purchase_without_price") == Names{"reserved-3yr", "savings-plan"});
  CHECK(missing(catalog, "type_without_price").empty());
  CHECK(missing(catalog, "type_without_us_east_1_on_demand").empty());
  CHECK(missing(catalog, "accelerator_without_dense_rate").empty());
  std::erase_if(catalog.prices,
                [](ListedPrice const& one) { return one.instance_type == "p5.4xlarge"; });
  CHECK(missing(catalog, "type_without_price") == Names{"p5.4xlarge"});
  CHECK(missing(catalog, "type_without_us_east_1_on_demand") == Names{"p5.4xlarge"});
  catalog.instances[1].efa = Efa{};
  CHECK(missing(catalog, "efa_version_unknown") == Names{"p5.48xlarge"});
  CHECK(missing(catalog, "efa_interfaces_unknown") == Names{"p5.48xlarge"});
  CHECK(missing(catalog, "link_not_recorded").empty());
  catalog.instances[1].link = std::nullopt;
  CHECK(missing(catalog, "link_not_recorded") == Names{"p5.48xlarge"});
  catalog.instances[1].regions = std::nullopt;
  CHECK(missing(catalog, "regions_not_recorded") == Names{"p5.48xlarge"});
  catalog.instances[1].since = std::nullopt;
  CHECK(missing(catalog, "announcement_not_recorded") == Names{"p5.48xlarge"});
  catalog.accelerators[1].fp16 = std::nullopt;
  CHECK(missing(catalog, "accelerator_without_dense_rate") == Names{"v100-16gb"});
}

TEST_CASE("nothing is missing of a type that is gone") {
  auto catalog = testing::small_catalog();
  std::erase_if(catalog.prices,
                [](ListedPrice const& one) { return one.instance_type == "p3.2xlarge"; });
  CHECK(missing(catalog, "type_without_price").empty());
}

}  // namespace
}  // namespace ec2plan::survey_test
