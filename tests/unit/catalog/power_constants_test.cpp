#include "ec2plan/catalog/energy.hpp"

#include <algorithm>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::catalog_energy_test {
namespace {

InstanceType const& type_of(Catalog const& catalog, std::string const& name) {
  return *find_instance(catalog, name);
}

double watts(Power power) { return power / watt; }

Catalog with(std::string_view setting) {
  Catalog catalog = load_catalog();
  set_assumption(catalog, setting);
  return catalog;
}

double kg_per_kwh(Site const& site) { return *site.carbon / (kilogram / kilowatt_hour); }

TEST_CASE("the ends of every draw stand around its likely value") {
  auto const catalog = load_catalog();
  int known = 0;
  for (auto const& type : catalog.instances) {
    CAPTURE(type.name);
    auto const drawn = draw(type, power_constants(catalog, type));
    if (!drawn) {
      CHECK_FALSE(type.accelerator.power.has_value());
      continue;
    }
    ++known;
    for (auto const* range : {&drawn->accelerators, &drawn->servers}) {
      CHECK(range->low < range->likely);
      CHECK(range->likely < range->high);
    }
    if (drawn->idle) CHECK(*drawn->idle < drawn->accelerators.low);
  }
  CHECK(known > 60);
}

TEST_CASE("the constants are those of the part, of the type and of all") {
  auto const catalog = load_catalog();
  auto const power = power_constants(catalog, type_of(catalog, "p5.48xlarge"));
  CHECK(*power.share == 0.88);
  CHECK(watts(*power.host) == 2300);
  CHECK(power.fabric == 0.03);
  auto const eighth = power_constants(catalog, type_of(catalog, "p5.4xlarge"));
  CHECK(watts(*eighth.host) == Approx(2300 / 8.0).epsilon(0.01));
  CHECK(watts(*power_constants(catalog, type_of(catalog, "trn1.32xlarge")).mean) == 85);
}

TEST_CASE("a part with a rating alone draws the share of all of them") {
  auto const catalog = load_catalog();
  auto const power = power_constants(catalog, type_of(catalog, "g7e.48xlarge"));
  CHECK(*power.share == 0.85);
  CHECK_FALSE(power.host.has_value());
  CHECK(power.host_share == 0.4);
}

TEST_CASE("a region has its own buildings and grid, or the mean buildings and no grid") {
  auto const catalog = load_catalog();
  auto const ohio = site_of(catalog, "us-east-2");
  CHECK(ohio.pue == 1.13);
  CHECK(ohio.pue_spread == 0.03);
  CHECK(kg_per_kwh(ohio) == Approx(916.054 * 0.45359237 / 1000).epsilon(1e-3));
  auto const london = site_of(catalog, "eu-west-2");
  CHECK(london.pue == 1.15);
  CHECK(london.pue_spread == 0.08);
  CHECK(kg_per_kwh(london) == Approx(0.23759));
  CHECK_FALSE(site_of(catalog, "ca-central-1").carbon.has_value());
  CHECK_FALSE(site_of(catalog, "us-west-2-lax-1").carbon.has_value());
}

TEST_CASE("every figure of a grid may be passed on") {
  auto const catalog = load_catalog();
  int grids = 0;
  for (auto const& entry : catalog.assumptions) {
    if (!entry.key.ends_with(".carbon_intensity")) continue;
    CAPTURE(entry.key);
    ++grids;
    bool const is_free =
        entry.source == "EGRID2023" || entry.source == "EMBER2023" || entry.source == "NGA2024";
    CHECK(is_free);
    CHECK(entry.note.starts_with(entry.source == "NGA2024" ? "Scope 2" : "2023"));
  }
  CHECK(grids == 30);
}

TEST_CASE("a region or a part that has no figure takes one of one's own") {
  auto const quebec = with("ca-central-1.carbon_intensity=0.002");
  CHECK(kg_per_kwh(site_of(quebec, "ca-central-1")) == Approx(0.002));
  CHECK(site_of(with("eu-west-2.pue=1.3"), "eu-west-2").pue == 1.3);
  auto const own = with("h100-80gb.mean_power=500");
  auto const& type = type_of(own, "p5.48xlarge");
  CHECK(watts(draw(type, power_constants(own, type))->accelerators.likely) == 4000);
  CHECK_THROWS_AS(with("mars-north-1.pue=1.3"), InputError);
  CHECK_THROWS_AS(with("eu-west-2.pue=0.9"), InputError);
}

TEST_CASE("what is listed are the entries, each once") {
  auto const catalog = load_catalog();
  std::vector<std::string> keys;
  for (auto const& constant :
       energy_constants(catalog, type_of(catalog, "p5.48xlarge"), "eu-west-2"))
    keys.push_back(constant.entry->key);
  auto const has = [&](char const* key) { return std::ranges::count(keys, key) == 1; };
  CHECK(has("h100-80gb.power_share"));
  CHECK(has("p5.48xlarge.host_power"));
  CHECK(has("energy.pue"));
  CHECK(has("energy.pue_spread_unknown"));
  CHECK(has("eu-west-2.carbon_intensity"));
  CHECK_FALSE(has("energy.pue_spread"));
}

}  // namespace
}  // namespace ec2plan::catalog_energy_test
