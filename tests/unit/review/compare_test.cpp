#include "ec2plan/review/compare.hpp"

#include "ec2plan/units/error.hpp"
#include "tests/unit/review/compared.hpp"

namespace ec2plan::compare_test {

using namespace testing;

TEST_CASE("nothing changed between a result and itself") {
  auto const answer = comparison(saved(), saved());
  CHECK_FALSE(differs(answer));
  CHECK(sentence_of(answer) == "Nothing changed.");
  CHECK(sum(answer.factors) == 0);
  CHECK(answer.changes.empty());
  CHECK(answer.assumptions.empty());
  CHECK(answer.steps.empty());
  for (auto const& row : answer.factors)
    CHECK_FALSE(is_changed(row));
}

TEST_CASE("a price alone is the whole change") {
  auto const base = saved();
  auto const answer = comparison(base, dearer(1.5));
  double const change = *cost_change(answer) / dollar;
  CHECK(change == Approx(base.plans.front().cost->likely / dollar / 2));
  CHECK(cost_of(answer, "price") == Approx(change));
  CHECK(*cost_share(answer, *find(answer.factors, "price")) == Approx(1));
  for (auto const& row : answer.factors)
    if (row.name != "price") CHECK(row.cost.value_or(Money{}) == Money{});
}

TEST_CASE("two plans of one recommendation: the parts sum to the change of the cost") {
  auto const base = saved();
  auto head = base;
  std::swap(head.plans[0].rank, head.plans[1].rank);
  auto const answer = comparison(base, head);
  REQUIRE(cost_change(answer).has_value());
  double const change = *cost_change(answer) / dollar;
  CHECK(change != 0);
  CHECK(sum(answer.factors) == Approx(change).epsilon(1e-9));
  CHECK(find(answer.factors, "instances")->cost == std::nullopt);
}

TEST_CASE("a slower step stands under efficiency, and the part that slowed it is told") {
  auto const answer = comparison(saved(), slower(1.25));
  double const change = *cost_change(answer) / dollar;
  CHECK(cost_of(answer, "efficiency") == Approx(change));
  auto const* part = find(answer.steps, "data_comm");
  REQUIRE(part != nullptr);
  CHECK(*part->cost / dollar == Approx(change));
  CHECK(sum(answer.steps) == Approx(cost_of(answer, "efficiency")));
}

TEST_CASE("the parts of the step are not told where the hardware differs too") {
  auto head = slower(1.25);
  head.plans.front().instances *= 2;
  head.plans.front().accelerators *= 2;
  CHECK(comparison(saved(), head).steps.empty());
}

TEST_CASE("of a rate that somebody gave nothing is known of the parts") {
  auto head = slower(1.25);
  head.plans.front().step = {.compute = head.plans.front().step_time.likely};
  CHECK(comparison(saved(), head).steps.empty());
}

TEST_CASE("without a peak the speed of an instance stands for model, peak and efficiency") {
  auto head = slower(1.25);
  head.plans.front().mfu.reset();
  head.plans.front().hfu.reset();
  auto const answer = comparison(saved(), head);
  CHECK(find(answer.factors, "efficiency") == nullptr);
  CHECK(find(answer.factors, "instance_peak") == nullptr);
  CHECK(cost_of(answer, "speed") == Approx(*cost_change(answer) / dollar));
}

TEST_CASE("a share of the peak that no plan has is not divided by") {
  auto head = saved();
  head.plans.front().hfu = 0;
  auto const answer = comparison(saved(), head);
  CHECK(find(answer.factors, "speed") != nullptr);
}

TEST_CASE("without a price the change of the cost is unknown, and so is each part of it") {
  auto const answer = comparison(saved(), unpriced());
  CHECK_FALSE(cost_change(answer).has_value());
  for (auto const& row : answer.factors)
    CHECK_FALSE(row.cost.has_value());
  CHECK_THAT(sentence_of(answer),
             Catch::Matchers::StartsWith("Cost unknown: the head has no price"));
  CHECK_THAT(sentence_of(comparison(unpriced(), saved())),
             Catch::Matchers::StartsWith("Cost unknown: the base has no price"));
}

TEST_CASE("a gate breaks above its limit, and not at it") {
  auto const answer = comparison(saved(), dearer(1.05));
  CHECK_FALSE(judged(GateKind::cost_pct, 5, answer).broken);
  CHECK(judged(GateKind::cost_pct, 4.99, answer).broken);
  double const rise = *cost_change(answer) / dollar;
  CHECK_FALSE(judged(GateKind::cost_usd, rise, answer).broken);
  CHECK(judged(GateKind::cost_usd, rise * 0.99, answer).broken);
  CHECK_FALSE(judged(GateKind::duration_days, 0, answer).broken);
}

TEST_CASE("only rises break a gate") {
  auto const cheaper = comparison(dearer(2), saved());
  CHECK_FALSE(judged(GateKind::cost_pct, 0, cheaper).broken);
  CHECK(*judged(GateKind::cost_pct, 0, cheaper).actual == Approx(-50));
}

TEST_CASE("a gate that cannot be judged is broken") {
  auto const answer = comparison(saved(), unpriced());
  CHECK(judged(GateKind::cost_pct, 5, answer).broken);
  CHECK(judged(GateKind::cost_usd, 1e9, answer).broken);
  CHECK_FALSE(judged(GateKind::duration_days, 1, answer).broken);
}

TEST_CASE("each side has its own rank") {
  auto const answer = comparison(saved(), saved(), {.base = 1, .head = 2});
  CHECK(answer.base.plan.rank == 1);
  CHECK(answer.head.plan.rank == 2);
}

TEST_CASE("rows are the factors, then what else changed") {
  auto const answer = comparison(saved(), dearer(1.5));
  auto const all = rows(answer, {"kind", "name"});
  REQUIRE(all.size() == answer.factors.size() + answer.changes.size());
  CHECK(all.front().line == R"({"kind":"factor","name":"tokens"})");
  CHECK(all.back().line == R"({"kind":"change","name":"usd_per_instance_hour"})");
  CHECK_THROWS_AS(rows(answer, {"colour"}), InputError);
}

TEST_CASE("rows are sorted by a field, each list in itself") {
  auto answer = comparison(saved(), dearer(1.5));
  sort_rows(answer, "name", true);
  CHECK(answer.factors.front().name == "tokens");
  CHECK(answer.factors.back().name == "billing");
  CHECK_THROWS_AS(sort_rows(answer, "colour", false), InputError);
}

TEST_CASE("a rank that a result lacks is refused, with the file") {
  CHECK_THROWS_AS(comparison(saved(), saved(), {.base = 1, .head = 9}), InputError);
}

}  // namespace ec2plan::compare_test
