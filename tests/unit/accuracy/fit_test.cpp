#include "ec2plan/accuracy/fit.hpp"

#include <algorithm>

#include "catalog/stacks.hpp"
#include "ec2plan/accuracy/runs_file.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::fit_test {
namespace {

double value_of(Catalog const& catalog, std::string const& key) {
  for (auto const& entry : catalog.assumptions)
    if (entry.key == key) return entry.value;
  return 0;
}

}  // namespace

TEST_CASE("The runs kept for fitting alone give the constants that ship") {
  auto const shipped = load_catalog();
  auto const runs = shipped_runs();
  auto fitted = shipped;
  for (auto const& group : fit_groups()) {
    CAPTURE(group.name);
    CHECK(refit(fitted, group, runs) >= 5);
    for (auto const& constant : group.constants)
      for (auto const& key : constant.keys) {
        CAPTURE(key);
        CHECK(value_of(fitted, key) == Approx(value_of(shipped, key)).epsilon(0.005));
      }
  }
}

TEST_CASE("No run kept for checking takes part in a fit") {
  auto runs = shipped_runs();
  auto const groups = fit_groups();
  for (auto& run : runs) {
    if (run.use != Use::check) continue;
    for (auto const& group : groups)
      CHECK_FALSE(fitted_to(group, run));
  }
}

TEST_CASE("Constants are few") {
  for (auto const& group : fit_groups()) {
    int shared = 0;
    for (auto const& constant : group.constants)
      if (constant.prior_of.empty()) ++shared;
    CAPTURE(group.name);
    CHECK(shared <= 10);  // rates, the kernels' overheads, and a pace for each family of software
  }
}

TEST_CASE("Without a run the constants stay at their priors") {
  auto catalog = load_catalog();
  auto const group = fit_groups().front();
  CHECK(refit(catalog, group, {}) == 0);
  for (auto const& constant : group.constants)
    if (constant.prior_of.empty())
      CHECK(value_of(catalog, constant.keys.front()) == Approx(constant.prior).epsilon(0.001));
}

TEST_CASE("No pace of software rests on a single run") {
  auto const runs = shipped_runs();
  for (auto const& group : fit_groups())
    for (auto const& constant : group.constants) {
      auto const& key = constant.keys.front();
      if (constant.prior_of.empty() || !key.ends_with(".pace")) continue;
      auto const name = key.substr(0, key.find('@'));
      CAPTURE(key);
      CHECK(std::ranges::count_if(runs, [&](PublishedRun const& run) {
              bool const its =
                  run.stack.name == name || catalog::stack_family(run.stack.name) == name;
              return its && fitted_to(group, run);
            }) >= 2);
    }
}

}  // namespace ec2plan::fit_test
