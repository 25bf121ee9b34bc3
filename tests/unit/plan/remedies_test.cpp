#include <algorithm>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/plan/answer.hpp"
#include "tests/support/catch.hpp"

/// What would keep to a question to which nothing does.
namespace ec2plan::remedies_test {
namespace {

Catalog const& catalog() {
  static Catalog const loaded = load_catalog();
  return loaded;
}

Question asked(double days) {
  return {.job = {.model = "175B", .tokens = 300e9 * token},
          .goal = {.deadline = days * day},
          .instances = {.types = {"p4d.24xlarge"}, .most = 64}};
}

Remedy const* of(Answer const& answer, AskedChange change) {
  auto const found = std::ranges::find(answer.remedies, change, &Remedy::change);
  return found == answer.remedies.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a question that a plan keeps to has no remedies") {
  CHECK(answer(catalog(), asked(300)).remedies.empty());
}

TEST_CASE("each remedy is a plan that its change alone makes the answer, the least change first") {
  auto const none = answer(catalog(), asked(30));
  REQUIRE(none.result.chosen() == nullptr);
  REQUIRE_FALSE(none.remedies.empty());
  CHECK(std::ranges::is_sorted(none.remedies, {}, &Remedy::change));
  auto const* more = of(none, AskedChange::instances);
  REQUIRE(more != nullptr);
  CHECK(more->plan.instances > 64);
  CHECK(more->plan.instances <= more->value);
  CHECK(more->plan.run.duration.high <= 30 * day);
  auto const* later = of(none, AskedChange::deadline);
  REQUIRE(later != nullptr);
  CHECK(later->value > 30);
  CHECK(answer(catalog(), asked(later->value * 1.0001)).result.chosen() != nullptr);
  CHECK(answer(catalog(), asked(later->value * 0.9)).result.chosen() == nullptr);
}

TEST_CASE("too small a budget has the one that would do") {
  auto question = asked(300);
  question.goal.budget = 10e3 * dollar;
  auto const none = answer(catalog(), question);
  auto const* larger = of(none, AskedChange::budget);
  REQUIRE(larger != nullptr);
  question.goal.budget = larger->value * 1.0001 * dollar;
  CHECK(answer(catalog(), question).result.chosen() != nullptr);
}

}  // namespace ec2plan::remedies_test
