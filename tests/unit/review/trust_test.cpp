#include "review/trust.hpp"

#include <algorithm>

#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

/// Rules on the question itself, and on what was put in the place of ec2plan's facts.
namespace ec2plan::trust_test {
namespace {

constexpr Date today{2026, 8, 1};

SavedResult saved() { return read_result(document(testing::two_plans()), "plan.json"); }

/// The first of the plans, changed.
template <typename Change>
SavedResult saved_with(Change change) {
  auto result = saved();
  change(result.plans.front());
  return result;
}

/// A plan of 1.25 to 2 million dollars and 9 to 15.75 days, asked for within 30 days.
SavedResult known() {
  return saved_with([](SavedPlan& plan) {
    plan.cost = Range<Money>{1'250'000 * dollar, 1'500'000 * dollar, 2'000'693.4 * dollar};
    plan.duration = {9 * day, 10.5 * day, 15.75 * day};
  });
}

CheckedRule judged(SavedResult const& result, PolicyRule rule) {
  Policy policy;
  set_rule(policy, std::move(rule));
  auto const rules = check(result, 1, policy, today).rules;
  return *std::ranges::find(rules, policy.rules.front().kind,
                            [](CheckedRule const& one) { return one.rule.kind; });
}

PolicyRule most(RuleKind kind, double value) { return {.kind = kind, .most = value}; }

void check_unknown(CheckedRule const& rule, std::string const& why) {
  CHECK_FALSE(rule.kept);
  CHECK(std::holds_alternative<std::nullptr_t>(rule.actual));
  CHECK(rule.text == why + ", so it cannot be judged and counts as broken");
}

void drop_price(SavedPlan& plan) {
  plan.price.reset();
  plan.cost.reset();
}

std::vector<RuleKind> kinds_of(CheckAnswer const& answer) {
  std::vector<RuleKind> kinds;
  for (auto const& checked : answer.rules)
    kinds.push_back(checked.rule.kind);
  return kinds;
}

Input& input_of(SavedResult& result, std::string_view key) {
  return *std::ranges::find(result.inputs, key, &Input::key);
}

}  // namespace

TEST_CASE("a plan is held to its own question, whatever the policy asks") {
  Policy policy;
  set_rule(policy, most(RuleKind::max_instances, 1'000'000));
  auto late = known();
  input_of(late, "days").value = 14.0;
  auto const missed = check(late, 1, policy, today);
  CHECK(kinds_of(missed) == std::vector{RuleKind::max_instances, RuleKind::keeps_question});
  CHECK(broken_rules(missed, GateTier::fail) == 1);
  CHECK(missed.rules[1].text ==
        "it misses its own question: 15.8 days at the high end, 1.8 days more than 14 days");
  late.inputs.push_back(
      {"risk", std::string("likely"), "flag"});  // of the question, not the policy
  CHECK(broken_rules(check(late, 1, policy, today), GateTier::fail) == 0);
  std::erase_if(late.inputs, [](Input const& input) { return input.key == "days"; });
  CHECK(kinds_of(check(late, 1, policy, today)) == std::vector{RuleKind::max_instances});
}

TEST_CASE("a budget without a price is missed, and a policy may only be told so") {
  Policy policy;
  auto poor = known();
  poor.inputs.push_back({"budget", 1e5, "flag"});
  set_rule(policy, {.kind = RuleKind::keeps_question, .tier = GateTier::warn});
  auto const warned = check(poor, 1, policy, today);
  CHECK(broken_rules(warned, GateTier::fail) == 0);
  CHECK(broken_rules(warned, GateTier::warn) == 1);
  input_of(poor, "budget").value = 1e9;
  CHECK(broken_rules(check(poor, 1, policy, today), GateTier::warn) == 0);
  drop_price(poor.plans.front());
  CHECK(broken_rules(check(poor, 1, policy, today), GateTier::warn) == 1);
}

TEST_CASE("constants of one's own can be forbidden, also in a result that does not tell them") {
  PolicyRule const rule{.kind = RuleKind::shipped_constants};
  auto const own = [](std::optional<std::vector<std::string>> keys) {
    return saved_with([&](SavedPlan& plan) { plan.own_constants = std::move(keys); });
  };
  CHECK(judged(own(std::vector<std::string>{}), rule).kept);
  auto const favoured = judged(own(std::vector<std::string>{"pace"}), rule);
  CHECK_FALSE(favoured.kept);
  CHECK(favoured.text == "favoured by constants of your own: pace");
  auto older = own({});
  CHECK(judged(older, rule).kept);
  older.assumptions.push_back({.key = "a100-80gb.calibration", .value = 2, .basis = "calibrated"});
  CHECK_FALSE(judged(older, rule).kept);
  auto given = own(std::vector<std::string>{});
  given.inputs.push_back({"mfu", 0.6, "flag"});
  CHECK_FALSE(judged(given, rule).kept);
}

TEST_CASE("prices of one's own can be forbidden") {
  PolicyRule const rule{.kind = RuleKind::listed_price};
  CHECK(judged(saved(), rule).kept);
  auto const rated = saved_with([](SavedPlan& plan) { plan.price_source = "--rate; A"; });
  CHECK(judged(rated, rule).text == "the price is your own (--rate)");
  auto const less = saved_with([](SavedPlan& plan) { plan.list_price = *plan.price * 1.01; });
  CHECK_FALSE(judged(less, rule).kept);
  auto file = saved_with([](SavedPlan& plan) { plan.price_source = "own/prices.json"; });
  CHECK(judged(file, rule).kept);
  file.inputs.push_back({"catalog", std::vector<std::string>{"own"}, "flag"});
  CHECK(judged(file, rule).text == "the price is of your own file own/prices.json");
  check_unknown(judged(saved_with(drop_price), rule), "the plan has no price");
}

TEST_CASE("a price of a day to come has no age that could be kept") {
  auto const later = saved_with([](SavedPlan& plan) { plan.price_as_of = "2099-01-01"; });
  check_unknown(judged(later, most(RuleKind::max_price_age_days, 400)),
                "the price is dated 2099-01-01, after today");
}

}  // namespace ec2plan::trust_test
