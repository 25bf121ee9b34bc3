#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/soundness.hpp"
#include "tests/support/catch.hpp"

/// What `soundness` says of the small catalog once something in it was changed.
namespace ec2plan {

inline Check check_of(Soundness const& soundness, std::string_view name) {
  auto const found = std::ranges::find(soundness.checks, name, &Check::name);
  REQUIRE(found != soundness.checks.end());
  return *found;
}

/// The only finding of the check, in a catalog that is otherwise as sound as before.
inline Finding only_finding(Catalog const& catalog, std::string_view name, Severity severity) {
  auto const result = soundness(catalog);
  std::vector<Finding> found;
  std::ranges::copy_if(result.findings, std::back_inserter(found),
                       [&](Finding const& finding) { return finding.check == name; });
  REQUIRE(found.size() == 1);
  CHECK(found.front().severity == severity);
  auto const check = check_of(result, name);
  CHECK(check.broken == (severity == Severity::broken ? 1 : 0));
  CHECK(check.doubtful == (severity == Severity::doubtful ? 1 : 0));
  return found.front();
}

inline InstanceType& p5(Catalog& catalog) { return catalog.instances[1]; }

inline ListedPrice& price(Catalog& catalog, std::string_view region, Purchase purchase) {
  auto const found =
      std::find_if(catalog.prices.rbegin(), catalog.prices.rend(), [&](ListedPrice const& one) {
        return one.instance_type == "p5.48xlarge" && one.price.region == region &&
               one.price.purchase == purchase;
      });
  REQUIRE(found != catalog.prices.rend());
  return *found;
}

inline void set_usd(ListedPrice& one, double usd) { one.price.per_instance = usd * dollar / hour; }

}  // namespace ec2plan
