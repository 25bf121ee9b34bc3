#include "ec2plan/review/check.hpp"

#include <nlohmann/json.hpp>

#include "ec2plan/units/error.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::check_test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

constexpr Date today{2026, 8, 1};

SavedResult saved() { return read_result(document(testing::two_plans()), "plan.json"); }

/// The first of the plans, changed.
template <typename Change>
SavedResult saved_with(Change change) {
  auto result = saved();
  change(result.plans.front());
  return result;
}

CheckAnswer checked(SavedResult const& result, PolicyRule rule, Risk risk = Risk::slow) {
  Policy policy{.risk = risk};
  set_rule(policy, std::move(rule));
  return check(result, 1, policy, today);
}

CheckedRule judged(SavedResult const& result, PolicyRule rule, Risk risk = Risk::slow) {
  return checked(result, std::move(rule), risk).rules.front();
}

PolicyRule most(RuleKind kind, double value) { return {.kind = kind, .most = value}; }

PolicyRule allowed(RuleKind kind, std::vector<std::string> names) {
  return {.kind = kind, .allowed = std::move(names)};
}

void check_unknown(CheckedRule const& rule, std::string const& why) {
  CHECK_FALSE(rule.kept);
  CHECK(std::holds_alternative<std::nullptr_t>(rule.actual));
  CHECK(rule.text == why + ", so it cannot be judged and counts as broken");
}

/// A plan of 1.25 to 2 million dollars and 9 to 15.75 days.
SavedResult known() {
  return saved_with([](SavedPlan& plan) {
    plan.cost = Range<Money>{1'250'000 * dollar, 1'500'000 * dollar, 2'000'693.4 * dollar};
    plan.duration = {9 * day, 10.5 * day, 15.75 * day};
  });
}

void drop_price(SavedPlan& plan) {
  plan.price.reset();
  plan.cost.reset();
}

}  // namespace

TEST_CASE("the cost at the high end is judged, with the difference in words") {
  auto const broken = judged(known(), most(RuleKind::max_cost_usd, 2e6));
  CHECK_FALSE(broken.kept);
  CHECK(broken.text == "cost $2,000,693 at the high end, $693 more than $2,000,000");
  auto const kept = judged(known(), most(RuleKind::max_cost_usd, 2.5e6));
  CHECK(kept.kept);
  CHECK(kept.text == "cost $2,000,693 at the high end, at most $2,500,000");
}

TEST_CASE("by the likely value a plan may keep what its high end breaks") {
  auto const cost = judged(known(), most(RuleKind::max_cost_usd, 1.5e6), Risk::likely);
  CHECK(cost.kept);
  CHECK(cost.text == "cost $1,500,000 as the likely value, at most $1,500,000");
  CHECK(judged(known(), most(RuleKind::max_days, 10.5), Risk::likely).kept);
  CHECK_FALSE(judged(known(), most(RuleKind::max_days, 10.5)).kept);
}

TEST_CASE("a figure that equals its limit keeps it, the next one above does not") {
  auto const result = known();
  CHECK(judged(result, most(RuleKind::max_days, 15.75)).kept);
  CHECK(judged(result, most(RuleKind::max_instances, result.plans.front().instances)).kept);
  auto const below = judged(result, most(RuleKind::max_days, 15.749));
  CHECK_FALSE(below.kept);
  CHECK(below.text == "15.750 days at the high end, 1.440 minutes more than 15.749 days");
}

TEST_CASE("a difference reads as one however small") {
  auto const result = saved_with([](SavedPlan& plan) { plan.cost->high = 2'000'000.6 * dollar; });
  CHECK(judged(result, most(RuleKind::max_cost_usd, 2'000'000.4)).text ==
        "cost $2,000,000.6 at the high end, $0.2 more than $2,000,000.4");
  CHECK(judged(result, most(RuleKind::max_cost_usd, 9)).text ==
        "cost $2,000,000.60 at the high end, $1,999,991.60 more than $9.00");
}

TEST_CASE("a plan without a price breaks what asks for one, as unknown") {
  auto const result = saved_with(drop_price);
  for (auto const kind : {RuleKind::max_cost_usd, RuleKind::max_price_age_days}) {
    auto const rule = judged(result, most(kind, 1e6));
    check_unknown(rule, "the plan has no price");
    CHECK(std::get<double>(rule.limit) == 1e6);
  }
}

TEST_CASE("instances and vCPUs are counted") {
  auto const result = saved_with([](SavedPlan& plan) {
    plan.instances = 1;
    plan.vcpu_quota = 192;
  });
  CHECK(judged(result, most(RuleKind::max_instances, 64)).text == "1 instance, at most 64");
  auto const vcpus = judged(result, most(RuleKind::max_vcpus, 100));
  CHECK_FALSE(vcpus.kept);
  CHECK(vcpus.text == "192 vCPUs, 92 more than 100");
  auto const unknown = saved_with([](SavedPlan& plan) { plan.vcpu_quota.reset(); });
  check_unknown(judged(unknown, most(RuleKind::max_vcpus, 1)), "the plan does not tell its vCPUs");
}

TEST_CASE("energy and CO2e count at the facility, by the risk rule; what is not told is broken") {
  auto const result = saved_with([](SavedPlan& plan) {
    plan.facility_energy = {9000 * kilowatt_hour, 12'000 * kilowatt_hour, 17'000 * kilowatt_hour};
    plan.emission.reset();
    plan.energy_unknown = "no figure of the grid";
  });
  auto const energy = judged(result, most(RuleKind::max_energy_kwh, 16'000));
  CHECK_FALSE(energy.kept);
  CHECK(energy.text == "17,000 kWh at the high end, 1,000 kWh more than 16,000 kWh");
  CHECK(judged(result, most(RuleKind::max_energy_kwh, 16'000), Risk::likely).kept);
  check_unknown(judged(result, most(RuleKind::max_co2e_kg, 1)), "no figure of the grid");
  auto const older = saved_with([](SavedPlan& plan) {
    plan.facility_energy.reset();
    plan.energy_unknown.clear();
  });
  check_unknown(judged(older, most(RuleKind::max_energy_kwh, 1)), "the result does not tell it");
}

TEST_CASE("a price ages from the day it was seen") {
  auto const seen = [](std::string const& date) {
    return saved_with([&](SavedPlan& plan) { plan.price_as_of = date; });
  };
  auto const rule = most(RuleKind::max_price_age_days, 10);
  CHECK(judged(seen("2026-07-22"), rule).kept);
  CHECK(judged(seen("2026-07-21"), rule).text ==
        "price seen 2026-07-21, 11 days ago, 1 day more than 10 days");
  CHECK(judged(seen("2026-08-02"), rule).text ==
        "price seen 2026-08-02, after today, at most 10 days");
  CHECK(judged(seen("2026-08-01"), most(RuleKind::max_price_age_days, 0)).kept);
  check_unknown(judged(seen(""), rule), "the price has no date");
  check_unknown(judged(seen("yesterday"), rule), "the price's date 'yesterday' is no day");
}

TEST_CASE("a price of the asker's own has no age, and keeps the rule") {
  auto const own = saved_with([](SavedPlan& plan) {
    plan.price_source = "--rate";
    plan.price_as_of = "";
  });
  auto const rule = judged(own, most(RuleKind::max_price_age_days, 0));
  CHECK(rule.kept);
  CHECK_THAT(rule.text, Contains("your own (--rate)"));
}

TEST_CASE("names are judged by patterns, in any case of letters") {
  auto const named = saved_with([](SavedPlan& plan) {
    plan.instance_type = "p4de.24xlarge";
    plan.region = "us-east-1";
  });
  CHECK(judged(named, allowed(RuleKind::instance_types, {"trn2*", "P4*"})).kept);
  auto const broken = judged(named, allowed(RuleKind::regions, {"eu-*", "us-west-2"}));
  CHECK_FALSE(broken.kept);
  CHECK(broken.text == "us-east-1, not one of eu-*, us-west-2");
  CHECK(judged(named, allowed(RuleKind::purchases, {"spot", "on-demand"})).kept);
  CHECK_FALSE(judged(named, allowed(RuleKind::purchases, {"spot"})).kept);
  auto const nowhere = saved_with([](SavedPlan& plan) { plan.region = ""; });
  check_unknown(judged(nowhere, allowed(RuleKind::regions, {"*"})), "the plan does not name one");
}

TEST_CASE("confidence is judged in its order") {
  auto const with = [](Confidence confidence) {
    return saved_with([&](SavedPlan& plan) { plan.confidence = confidence; });
  };
  PolicyRule const rule{.kind = RuleKind::min_confidence, .least = Confidence::same_accelerator};
  CHECK(judged(with(Confidence::same_stack), rule).kept);
  CHECK(judged(with(Confidence::same_accelerator), rule).kept);
  CHECK_FALSE(judged(with(Confidence::extrapolated), rule).kept);
  CHECK(judged(with(Confidence::guess), rule).text == "guess, less than same-accelerator");
}

TEST_CASE("a given speed has no range, and none that could be wide") {
  PolicyRule const range{.kind = RuleKind::require_range};
  CHECK(judged(known(), range).text == "10.5 days (9.0 to 15.8)");
  auto const given = saved_with([](SavedPlan& plan) { plan.duration = {day, day, day}; });
  CHECK_FALSE(judged(given, range).kept);
  check_unknown(judged(given, most(RuleKind::max_high_over_likely, 2)),
                "the time has no range (the speed was given)");
  CHECK(judged(known(), most(RuleKind::max_high_over_likely, 1.5)).kept);
  CHECK(judged(known(), most(RuleKind::max_high_over_likely, 1.4)).text ==
        "the high end is 1.50 times the likely time, 0.10 more than 1.40");
}

TEST_CASE("only room in memory fits") {
  auto const with = [](Fit fit) { return saved_with([&](SavedPlan& plan) { plan.fit = fit; }); };
  PolicyRule const rule{.kind = RuleKind::fits};
  CHECK(judged(with(Fit::yes), rule).kept);
  auto const tight = judged(with(Fit::tight), rule);
  CHECK_FALSE(tight.kept);
  CHECK(std::get<std::string>(tight.actual) == "tight");
  CHECK_THAT(tight.text, Contains("tight in memory, it may not run, ") && EndsWith("% of it used"));
  CHECK_THAT(judged(with(Fit::no), rule).text, Contains("does not fit"));
}

TEST_CASE("the promises of the question are judged against what it asked") {
  PolicyRule const deadline{.kind = RuleKind::meets_deadline};
  auto const kept = judged(known(), deadline);  // 30 days
  CHECK(kept.kept);
  CHECK(std::get<double>(kept.limit) == 30);
  CHECK(kept.text == "15.8 days at the high end, at most 30 days, the deadline of the question");
  PolicyRule const budget{.kind = RuleKind::meets_budget};
  check_unknown(judged(known(), budget), "the question had no budget");
  auto rich = known();
  rich.inputs.push_back({"budget", std::int64_t{2'000'000}, "flag", "2M"});
  CHECK_FALSE(judged(rich, budget).kept);
  CHECK(judged(rich, budget, Risk::likely).kept);
  drop_price(rich.plans.front());
  check_unknown(judged(rich, budget), "the plan has no price");
}

TEST_CASE("the plan of the rank is judged") {
  Policy policy;
  set_rule(policy, most(RuleKind::max_instances, saved().plans[1].instances));
  CHECK(check(saved(), 2, policy, today).rules.front().kept);
  CHECK(check(saved(), 2, policy, today).plan.rank == 2);
  CHECK_THROWS_AS(check(saved(), 3, policy, today), InputError);
}

TEST_CASE("the sentence counts what is broken and what is warned") {
  Policy policy;
  set_rule(policy, most(RuleKind::max_days, 20));
  CHECK(sentence_of(check(known(), 1, policy, today)) == "kept: 2 rules");  // and the question's
  set_rule(policy, {.kind = RuleKind::max_days, .tier = GateTier::warn, .most = 5});
  auto const warned = check(known(), 1, policy, today);
  CHECK(sentence_of(warned) == "kept: 2 of 3 rules; warned: 1 (max_days)");
  CHECK(broken_rules(warned, GateTier::fail) == 0);
  CHECK(broken_rules(warned, GateTier::warn) == 1);
  set_rule(policy, most(RuleKind::max_cost_usd, 1));
  CHECK(sentence_of(check(known(), 1, policy, today)) ==
        "broken: 1 of 4 rules (max_cost_usd); warned: 1 (max_days)");
}

TEST_CASE("a unit stands beside figures alone") {
  Policy policy;
  set_rule(policy, most(RuleKind::max_cost_usd, 1));
  set_rule(policy, most(RuleKind::max_instances, 1));
  set_rule(policy, {.kind = RuleKind::meets_deadline});
  set_rule(policy, {.kind = RuleKind::meets_budget});
  auto const rules = nlohmann::json::parse(document(check(known(), 1, policy, today)))["rules"];
  CHECK(rules[0]["unit"] == "USD");
  CHECK(rules[1]["unit"].is_null());
  CHECK(rules[2]["unit"] == "days");
  CHECK(rules[3]["unit"].is_null());  // nothing was asked
  CHECK(rules[3]["limit"] == true);
}

}  // namespace ec2plan::check_test
