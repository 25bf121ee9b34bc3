#include "ec2plan/document/energy.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::document_energy_test {
namespace {

using Catch::Matchers::Contains;

Plan plan_with(std::optional<EnergyUse> const& use) {
  Plan plan;
  plan.type.accelerator.id = "trainium3-144gb";
  plan.price.region = "ca-central-1";
  plan.energy = use;
  return plan;
}

Range<Energy> of(double low, double likely, double high) {
  return {low * kilowatt_hour, likely * kilowatt_hour, high * kilowatt_hour};
}

TEST_CASE("energy and CO2e have three digits and a unit that fits them") {
  CHECK(energy_text(0.5 * kilowatt_hour) == "0.50 kWh");
  CHECK(energy_text(802 * kilowatt_hour) == "802 kWh");
  CHECK(energy_text(999.9 * kilowatt_hour) == "1.00 MWh");
  CHECK(energy_text(31'000'000 * kilowatt_hour) == "31.0 GWh");
  CHECK(emission_text(946.3 * kilogram) == "946 kg");
  CHECK(emission_text(8930e3 * kilogram) == "8.93 kt");
}

TEST_CASE("a range shares its unit") {
  CHECK(energy_range(of(9500, 12'400, 17'000)) == "12.4 (9.50–17.0) MWh");
  CHECK(energy_range(of(800, 1000, 1500), " to ") == "1.00 (0.80 to 1.50) MWh");
}

TEST_CASE("what is not known says why, and how to give it") {
  CHECK(energy_unknown(plan_with({})) ==
        "no power of trainium3-144gb is published: give --set "
        "trainium3-144gb.mean_power=WATTS");
  EnergyUse use{.facility = of(1, 2, 3)};
  CHECK_THAT(energy_unknown(plan_with(use)),
             Contains("no figure of the grid in ca-central-1") && Contains("--carbon-intensity"));
  CHECK(energy_sentence(plan_with(use)) ==
        "2.00 (1.00–3.00) kWh at the facility; no figure of its grid: --carbon-intensity");
  use.emission = Range<Emission>{kilogram, 2 * kilogram, 3 * kilogram};
  CHECK(energy_unknown(plan_with(use)).empty());
  CHECK(energy_sentence(plan_with(use)) ==
        "2.00 (1.00–3.00) kWh at the facility, 2.00 (1.00–3.00) kg CO2e");
}

}  // namespace
}  // namespace ec2plan::document_energy_test
