#include "ec2plan/review/compare.hpp"

#include <algorithm>
#include <numeric>

#include "ec2plan/units/error.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan {
namespace {

using namespace testing;

SavedResult saved() { return read_result(document(two_plans()), "plan.json"); }

ComparedRow const* find(std::vector<ComparedRow> const& rows, std::string const& name) {
  auto const found = std::ranges::find(rows, name, &ComparedRow::name);
  return found == rows.end() ? nullptr : &*found;
}

double cost_of(CompareAnswer const& answer, std::string const& name) {
  auto const* row = find(answer.factors, name);
  REQUIRE(row != nullptr);
  REQUIRE(row->cost.has_value());
  return *row->cost / dollar;
}

double sum(std::vector<ComparedRow> const& rows) {
  return std::accumulate(rows.begin(), rows.end(), 0.0, [](double all, ComparedRow const& row) {
    return all + row.cost.value_or(Money{}) / dollar;
  });
}

/// The plan of the first rank, with its price times so much.
SavedResult dearer(double times) {
  auto result = saved();
  auto& plan = result.plans.front();
  plan.price = *plan.price * times;
  for (auto* end : {&plan.cost->low, &plan.cost->likely, &plan.cost->high})
    *end *= times;
  return result;
}

SavedResult unpriced() {
  auto result = saved();
  result.plans.front().price.reset();
  result.plans.front().cost.reset();
  return result;
}

/// The plan of the first rank, whose steps take so much longer.
SavedResult slower(double times) {
  auto result = saved();
  auto& plan = result.plans.front();
  plan.step.data_comm += (times - 1) * plan.step_time.likely;
  plan.step_time.likely *= times;
  plan.duration.likely *= times;
  plan.duration.high *= times;
  plan.cost->likely *= times;
  plan.cost->high *= times;
  plan.achieved = plan.achieved / times;
  plan.mfu = *plan.mfu / times;
  plan.hfu = *plan.hfu / times;
  return result;
}

Gate judged(GateKind kind, double most, CompareAnswer const& answer) {
  return judged(GateLimit{.kind = kind, .most = most}, answer);
}

}  // namespace

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

TEST_CASE("what changed is named by its path in a plan") {
  auto head = saved();
  auto& plan = head.plans.front();
  plan.layout.tensor *= 2;
  plan.region = "us-west-2";
  plan.meets_deadline = false;
  head.inputs.push_back({.key = "budget", .value = 1e6, .from = "flag", .text = "1M"});
  head.catalog_sha256 = "another";
  auto const answer = comparison(saved(), head);
  for (auto const* name :
       {"layout.tensor", "region", "meets_deadline", "inputs.budget", "catalog.sha256"})
    CHECK(find(answer.changes, name) != nullptr);
  CHECK(answer.changes.size() == 5);
  CHECK(find(answer.changes, "layout.tensor")->base != find(answer.changes, "layout.tensor")->head);
}

TEST_CASE("an input that is a list of one is the word that another command holds") {
  auto base = saved(), head = saved();
  base.inputs.push_back({.key = "purchase", .value = std::vector<std::string>{"spot"}});
  head.inputs.push_back({.key = "purchase", .value = std::string("spot")});
  CHECK_FALSE(differs(comparison(base, head)));
}

TEST_CASE("assumptions that differ are told, and those that other plans alone rest on are not") {
  auto base = saved(), head = saved();
  REQUIRE_FALSE(base.assumptions.empty());
  base.assumptions = {{.key = "evaluation_share", .value = 0.01, .unit = "fraction"},
                      {.key = "h100-80gb.gemm_efficiency", .value = 0.7, .unit = "fraction"}};
  head.assumptions = {{.key = "evaluation_share", .value = 0.02, .unit = "fraction"},
                      {.key = "pace", .value = 1.1, .unit = "ratio"}};
  auto const rows = comparison(base, head).assumptions;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].name == "evaluation_share");
  CHECK(*change_of(rows[0]) == Approx(0.01));
  CHECK(rows[1].name == "pace");
  CHECK(std::holds_alternative<std::nullptr_t>(rows[1].base));
}

TEST_CASE("a factor names what changed that it depends on") {
  auto head = slower(1.25);
  head.plans.front().layout.tensor *= 2;
  head.catalog_sha256 = "another";
  auto const with_layout = comparison(saved(), head);
  CHECK(find(with_layout.factors, "efficiency")->causes == std::vector<std::string>{"layout"});
  auto facts = slower(1.25);
  facts.catalog_sha256 = "another";
  auto const alone = comparison(saved(), facts);
  CHECK(find(alone.factors, "efficiency")->causes == std::vector<std::string>{"catalog"});
  CHECK(find(alone.factors, "price")->causes.empty());
}

TEST_CASE("another precision moves the peak, not the instance type") {
  auto head = saved();
  auto& plan = head.plans.front();
  plan.precision = Precision::fp8;
  plan.hfu = *plan.hfu / 2;
  plan.mfu = *plan.mfu / 2;
  for (auto* end : {&plan.cost->low, &plan.cost->likely, &plan.cost->high})
    *end *= 1.1;
  plan.price = *plan.price * 1.1;
  auto const answer = comparison(saved(), head);
  CHECK(find(answer.factors, "instance_peak")->causes == std::vector<std::string>{"precision"});
  CHECK_THAT(sentence_of(answer), Catch::Matchers::Contains("peak (precision) -$"));
}

TEST_CASE("a calibration is a cause") {
  auto head = slower(1.25);
  head.inputs.push_back({.key = "calibration", .value = std::string("cal.json"), .from = "flag"});
  auto const answer = comparison(saved(), head);
  CHECK(find(answer.factors, "efficiency")->causes == std::vector<std::string>{"calibration"});
}

TEST_CASE("an assumption of a type that neither plan has is no cause") {
  auto base = saved(), head = slower(1.25);
  base.assumptions = {{.key = "trainium9.gemm_efficiency", .value = 0.7, .unit = "fraction"}};
  head.assumptions = {{.key = "trainium9.gemm_efficiency", .value = 0.5, .unit = "fraction"}};
  auto const answer = comparison(base, head);
  CHECK(answer.assumptions.empty());
  CHECK(find(answer.factors, "efficiency")->causes.empty());
}

TEST_CASE("where the head puts another offer forward, the base's own is told") {
  auto const base = saved();
  auto head = dearer(2);
  std::swap(head.plans[0].rank, head.plans[1].rank);
  auto const answer = comparison(base, head);
  REQUIRE(answer.same_offer.has_value());
  CHECK(answer.same_offer->plan->rank == 2);
  CHECK_THAT(answer.same_offer->sentence, Catch::Matchers::Contains("(+100.0%)"));
  CHECK_FALSE(comparison(base, dearer(2)).same_offer.has_value());
}

TEST_CASE("an offer that the head rejects is told with its reason") {
  auto const base = saved();
  auto head = saved();
  auto const type = head.plans.front().instance_type;
  head.plans.erase(head.plans.begin());
  head.plans.front().rank = 1;
  CHECK_FALSE(comparison(base, head).same_offer.has_value());
  head.rejected = {{.instance_type = type, .region = "eu-north-1", .reason = "elsewhere"},
                   {.instance_type = type, .reason = "retired"}};
  auto const answer = comparison(base, head);
  REQUIRE(answer.same_offer.has_value());
  CHECK_FALSE(answer.same_offer->plan.has_value());
  CHECK(answer.same_offer->sentence == type + " is rejected: retired");
}

TEST_CASE("two costs that round to one are told in full") {
  auto const words = headline(comparison(saved(), dearer(1.0003)));
  CHECK(std::count(words.begin(), words.end(), ',') >= 3);
}

TEST_CASE("a range that moved alone is told") {
  auto head = saved();
  head.plans.front().cost->high *= 2;
  auto const words = headline(comparison(saved(), head));
  CHECK_THAT(words, Catch::Matchers::StartsWith("Cost the same"));
  CHECK_THAT(words, Catch::Matchers::Contains("its range now $"));
  CHECK_THAT(words, Catch::Matchers::EndsWith("days as before"));
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

}  // namespace ec2plan
