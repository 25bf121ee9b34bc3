#include "ec2plan/review/policy.hpp"

#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::policy_test {
namespace {

using Catch::Matchers::Contains;

Policy read(std::string const& text) { return read_policy(text, "policy.json"); }

/// A policy of one rule, which is a member: "max_days": 3.
Policy with_rule(std::string const& member) { return read(R"({"fail": {)" + member + "}}"); }

std::string refusal_of(std::string const& text) {
  try {
    read(text);
  } catch (InputError const& error) {
    CHECK(error.kind == InputFault::Kind::file);
    return error.what();
  }
  return "not refused";
}

std::string refusal_of_rule(std::string const& member) {
  return refusal_of(R"({"fail": {)" + member + "}}");
}

PolicyRule only_rule(Policy const& policy) {
  REQUIRE(policy.rules.size() == 1);
  return policy.rules.front();
}

}  // namespace

TEST_CASE("a policy holds its rules by tier, then kind") {
  auto const policy = read(R"({"format_version": "1.3", "risk": "likely",
    "warn": {"max_days": 9}, "fail": {"fits": "yes", "max_cost_usd": 5}})");
  REQUIRE(policy.rules.size() == 3);
  CHECK(policy.rules[0].kind == RuleKind::max_cost_usd);
  CHECK(policy.rules[0].most == 5);
  CHECK(policy.rules[1].kind == RuleKind::fits);
  CHECK(policy.rules[2].kind == RuleKind::max_days);
  CHECK(policy.rules[2].tier == GateTier::warn);
  CHECK(policy.risk == Risk::likely);
}

TEST_CASE("a policy says its risk and version, or neither") {
  auto const policy = with_rule(R"("max_days": 3)");
  CHECK_FALSE(policy.risk.has_value());
  CHECK(only_rule(policy).most == 3);
}

TEST_CASE("a policy may name its schema, for editors") {
  CHECK(only_rule(read(R"({"$schema": "policy.schema.json", "fail": {"max_days": 3}})")).most == 3);
  CHECK_THAT(refusal_of(R"({"$schema": 7, "fail": {"max_days": 3}})"), Contains("/$schema"));
}

TEST_CASE("every rule has a value that is taken") {
  for (auto const* member :
       {R"("max_cost_usd": 0.001)", R"("max_days": 0.5)", R"("max_instances": 1)",
        R"("max_vcpus": 2.0)", R"("max_energy_kwh": 0.5)", R"("max_co2e_kg": 800)",
        R"("max_price_age_days": 0)", R"("instance_types": ["p5*"])", R"("regions": ["*"])",
        R"("purchases": ["capacity-block"])", R"("min_confidence": "guess")",
        R"("require_range": true)", R"("max_high_over_likely": 1)", R"("fits": "yes")",
        R"("meets_deadline": true)", R"("meets_budget": true)", R"("keeps_question": true)",
        R"("shipped_constants": true)", R"("listed_price": true)"}) {
    CAPTURE(member);
    auto const rule = only_rule(with_rule(member));
    CHECK_THAT(member, Contains("\"" + std::string(rule_name(rule.kind)) + "\""));
  }
  CHECK(rule_names().size() == 19);
}

TEST_CASE("names and words are kept") {
  CHECK(only_rule(with_rule(R"("regions": ["us-*", "eu-west-1"])")).allowed ==
        std::vector<std::string>{"us-*", "eu-west-1"});
  CHECK(only_rule(with_rule(R"("min_confidence": "extrapolated")")).least ==
        Confidence::extrapolated);
}

TEST_CASE("a rule set again stands in place of the first of its tier") {
  auto policy = read(R"({"fail": {"max_days": 3}, "warn": {"max_days": 2}})");
  set_rule(policy, {.kind = RuleKind::max_days, .most = 7});
  REQUIRE(policy.rules.size() == 2);
  CHECK(policy.rules[0].most == 7);
  CHECK(policy.rules[1].most == 2);
}

TEST_CASE("an unknown key is refused with the one that was meant") {
  CHECK_THAT(refusal_of_rule(R"("max_cost": 3)"),
             Contains("/fail/max_cost") && Contains("did you mean max_cost_usd?"));
  CHECK_THAT(refusal_of_rule(R"("max_dayz": 3)"), Contains("did you mean max_days?"));
  CHECK_THAT(refusal_of_rule(R"("": 3)"), Contains("ec2plan schema policy"));
  CHECK_THAT(refusal_of(R"({"max_days": 3})"), Contains("put max_days into \"fail\" or \"warn\""));
  CHECK_THAT(refusal_of(R"({"fial": {"max_days": 3}})"), Contains("did you mean fail?"));
}

TEST_CASE("a figure out of its range or of another type is refused with its path") {
  for (auto const* member :
       {R"("max_cost_usd": 0)", R"("max_cost_usd": -1)", R"("max_cost_usd": 1e14)",
        R"("max_cost_usd": "2M")", R"("max_cost_usd": null)", R"("max_days": 0)",
        R"("max_days": true)", R"("max_days": 36501)", R"("max_instances": 0)",
        R"("max_instances": 2.5)", R"("max_instances": 1e300)", R"("max_vcpus": [])",
        R"("max_price_age_days": -1)", R"("max_high_over_likely": 0.9)"}) {
    CAPTURE(member);
    std::string const text = member, name = text.substr(1, text.find(':') - 2);
    CHECK_THAT(refusal_of_rule(text), Contains("policy.json: /fail/" + name));
  }
}

TEST_CASE("a list that allows nothing, or is none, is refused") {
  CHECK_THAT(refusal_of_rule(R"("regions": [])"), Contains("allows nothing"));
  CHECK_THAT(refusal_of_rule(R"("regions": "us-*")"), Contains(R"(write ["us-*"])"));
  CHECK_THAT(refusal_of_rule(R"("regions": {})"), Contains("is not a list"));
  CHECK_THAT(refusal_of_rule(R"("regions": ["us-*", ""])"), Contains("/fail/regions/1"));
  CHECK_THAT(refusal_of_rule(R"("instance_types": [7])"), Contains("/fail/instance_types/0"));
  CHECK_THAT(refusal_of_rule(R"("purchases": ["on demand"])"), Contains("did you mean on-demand?"));
}

TEST_CASE("a rule that would ask for nothing is refused") {
  for (auto const* name : {"require_range", "meets_deadline", "meets_budget"})
    for (auto const* value : {"false", "1", "\"true\"", "null"}) {
      CAPTURE(name, value);
      CHECK_THAT(refusal_of_rule("\"" + std::string(name) + "\": " + value),
                 Contains("asks for nothing"));
    }
  CHECK_THAT(refusal_of_rule(R"("fits": "tight")"), Contains("is no rule"));
  CHECK_THAT(refusal_of_rule(R"("min_confidence": "same")"),
             Contains("did you mean same-accelerator?"));
  CHECK_THAT(refusal_of(R"({"risk": "fast", "fail": {"fits": "yes"}})"), Contains("/risk"));
}

TEST_CASE("a policy without a rule is refused: any plan would pass") {
  for (auto const* text :
       {"{}", R"({"fail": {}})", R"({"format_version": "1.0", "risk": "slow", "warn": {}})"}) {
    CAPTURE(text);
    CHECK_THAT(refusal_of(text), Contains("has no rule"));
  }
}

TEST_CASE("a tier that is no object is refused") {
  CHECK_THAT(refusal_of(R"({"fail": null})"), Contains("/fail"));
  CHECK_THAT(refusal_of(R"({"warn": [{"max_days": 3}]})"), Contains("/warn"));
}

TEST_CASE("a policy of another format is refused") {
  for (auto const* version : {R"("2.0")", R"("1")", R"("1.")", R"("1.x")", R"("1.0.0")", "1.0"}) {
    CAPTURE(version);
    CHECK_THAT(refusal_of(R"({"format_version": )" + std::string(version) +
                          R"(, "fail": {"fits": "yes"}})"),
               Contains("/format_version"));
  }
}

TEST_CASE("what is no policy at all is refused") {
  for (auto const* text : {"", " ", "{", "[]", "3", "null", R"({"fail": {"max_days": NaN}})",
                           R"({"fail": {"max_days": 1e999}})", R"({"fail": {"max_days": inf}})",
                           R"({"fail": {"regions": [")"
                           "\xff"
                           R"("]}})"}) {
    CAPTURE(text);
    CHECK_THAT(refusal_of(text), Contains("policy.json: "));
  }
}

TEST_CASE("a key that stands twice is refused") {
  CHECK_THAT(refusal_of_rule(R"("max_days": 3, "max_days": 30)"),
             Contains("/fail/max_days") && Contains("stands twice"));
}

TEST_CASE("a saved result is no policy, and is told so") {
  CHECK_THAT(refusal_of(R"({"format_version": "1.0", "command": "recommend"})"),
             Contains("is a document that ec2plan saved, not a policy"));
}

}  // namespace ec2plan::policy_test
