#include "ec2plan/catalog/scaling_laws.hpp"

#include <algorithm>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::scaling_laws_test {

TEST_CASE("the shipped fits are those published, the replication first") {
  auto const laws = scaling_laws(load_catalog());
  REQUIRE(laws.size() == 3);
  CHECK(laws[0].name == "epoch");
  CHECK(laws[1].name == "hoffmann");
  auto const best = [&](std::size_t law) { return compute_optimal(laws[law], 1e23 * flop); };
  CHECK(best(0).parameters == Approx(29.4e9).epsilon(0.005));
  CHECK(best(0).tokens / token == Approx(566e9).epsilon(0.005));
  CHECK(best(1).parameters == Approx(18.1e9).epsilon(0.005));
  CHECK(best(1).tokens / token == Approx(920e9).epsilon(0.005));
  CHECK(best(2).parameters == Approx(29.8e9).epsilon(0.005));
}

TEST_CASE("each constant of a fit has a source, and can be set") {
  auto catalog = load_catalog();
  auto const keys = scaling_assumptions(catalog);
  CHECK(keys.size() == 15);
  for (auto const& key : keys) {
    auto const entry = std::find_if(catalog.assumptions.begin(), catalog.assumptions.end(),
                                    [&](AssumptionEntry const& each) { return each.key == key; });
    REQUIRE(entry != catalog.assumptions.end());
    CHECK_FALSE(entry->source.empty());
  }
  set_assumption(catalog, "scaling.epoch.entropy=2");
  CHECK(scaling_laws(catalog).front().entropy == 2);
  CHECK_THROWS_AS(set_assumption(catalog, "scaling.epoch.token_exponent=0"), InputError);
  std::erase_if(catalog.assumptions, [](auto& entry) { return entry.key.ends_with("entropy"); });
  CHECK_THROWS_AS(scaling_laws(catalog), InputError);
}

}  // namespace ec2plan::scaling_laws_test
