#include "ec2plan/review/policy.hpp"

#include <algorithm>
#include <array>

#include "catalog/json_value.hpp"
#include "document/table.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"max_cost_usd", "max_days", "max_instances", "max_vcpus", "max_energy_kwh", "max_co2e_kg",
     "max_price_age_days", "instance_types", "regions", "purchases", "min_confidence",
     "require_range", "max_high_over_likely", "fits", "meets_deadline", "meets_budget",
     "keeps_question", "shipped_constants", "listed_price"});
static_assert(names.size() == static_cast<std::size_t>(RuleKind::listed_price) + 1);

auto place(PolicyRule const& rule) { return std::pair(rule.tier, rule.kind); }

using catalog::JsonValue;
using Names = std::span<std::string_view const>;

constexpr std::array confidences{Confidence::guess, Confidence::extrapolated,
                                 Confidence::same_accelerator, Confidence::same_stack};
constexpr std::string_view top_keys[] = {"format_version", "risk", "fail", "warn"};
constexpr std::string_view see = "see `ec2plan schema policy`";

/// Zero dollars or days would break whatever the plan.
constexpr double least_amount = 1e-3;
constexpr double most_dollars = 1e13, most_days = 36'500, most_ratio = 1000;
constexpr int most_count = 1'000'000'000;

/// The name that was meant: one that begins so ("max_cost"), else the nearest; or empty.
std::string meant(std::string_view name, Names known) {
  auto const begins = [&](auto one) { return !name.empty() && one.starts_with(name); };
  auto const longer = std::ranges::find_if(known, begins);
  if (longer != known.end()) return std::string(*longer);
  auto const near = nearest(name, known);
  return near ? std::string(*near) : std::string{};
}

std::string meant_text(std::string_view name, Names known, std::string otherwise) {
  auto const near = meant(name, known);
  if (near.empty()) return otherwise;
  return "did you mean " + near + "?";
}

/// The one of `values` whose name stands there.
template <typename Value, std::size_t Size>
Value chosen(JsonValue const& value, std::array<Value, Size> const& values,
             std::string_view (*name)(Value)) {
  std::array<std::string_view, Size> words;
  std::ranges::transform(values, words.begin(), name);
  auto const found = std::ranges::find(words, value.text());
  if (found == words.end())
    value.refuse("is unknown", catalog::choice_text(words),
                 meant_text(value.text(), words, "write one of them"));
  return values[static_cast<std::size_t>(found - words.begin())];
}

/// A list that allows nothing would break whatever the plan.
std::vector<std::string> texts(JsonValue const& value, std::string const& example) {
  std::string const expected = "a list, such as " + example;
  if (value.json().is_string())
    value.refuse("is not a list", expected, "write [" + value.json().dump() + "]");
  if (!value.json().is_array()) value.refuse("is not a list", expected, "name what is allowed");
  if (value.size() == 0) value.refuse("allows nothing", expected, "name what is allowed");
  std::vector<std::string> all;
  value.each_element([&](JsonValue const& each) { all.push_back(each.text()); });
  return all;
}

std::vector<std::string> purchases(JsonValue const& value) {
  auto all = texts(value, R"(["on-demand", "savings-plan"])");
  value.each_element([](JsonValue const& each) { chosen(each, every_purchase, purchase_name); });
  return all;
}

/// False would ask for nothing, and look as if it did.
void expect_true(JsonValue const& value) {
  if (value.json() != true) value.refuse("asks for nothing", "true", "write true, or drop the key");
}

void expect_fit(JsonValue const& value) {
  if (value.json() != "yes")
    value.refuse("is no rule", "\"yes\": with room in memory", "write \"yes\", or drop it");
}

void read_rule(JsonValue const& value, PolicyRule& rule) {
  switch (rule.kind) {
    case RuleKind::max_cost_usd:
      rule.most = value.number(least_amount, most_dollars);
      return;
    case RuleKind::max_days:
      rule.most = value.number(least_amount, most_days);
      return;
    case RuleKind::max_instances:
    case RuleKind::max_vcpus:
      rule.most = value.integer(1, most_count);
      return;
    case RuleKind::max_energy_kwh:
    case RuleKind::max_co2e_kg:
      rule.most = value.number(least_amount, most_dollars);
      return;
    case RuleKind::max_price_age_days:
      rule.most = value.number(0, most_days);
      return;
    case RuleKind::instance_types:
      rule.allowed = texts(value, R"(["p5*", "trn2.48xlarge"])");
      return;
    case RuleKind::regions:
      rule.allowed = texts(value, R"(["us-east-1", "eu-*"])");
      return;
    case RuleKind::purchases:
      rule.allowed = purchases(value);
      return;
    case RuleKind::min_confidence:
      rule.least = chosen(value, confidences, confidence_name);
      return;
    case RuleKind::max_high_over_likely:
      rule.most = value.number(1, most_ratio);
      return;
    case RuleKind::fits:
      return expect_fit(value);
    case RuleKind::require_range:
    case RuleKind::meets_deadline:
    case RuleKind::meets_budget:
    case RuleKind::keeps_question:
    case RuleKind::shipped_constants:
    case RuleKind::listed_price:
      return expect_true(value);
  }
}

[[noreturn]] void refuse_key(JsonValue const& object, std::string const& key, std::string expected,
                             std::string fix) {
  throw InputError({.where = std::string(object.file()),
                    .path = object.path() + "/" + catalog::pointer_token(key),
                    .value = key,
                    .problem = "is an unknown key",
                    .expected = std::move(expected),
                    .fix = std::move(fix),
                    .kind = InputFault::Kind::file});
}

void read_tier(JsonValue const& object, GateTier tier, Policy& policy) {
  object.each_member([&](std::string const& key, JsonValue const& value) {
    auto const rules = rule_names();
    auto const found = std::ranges::find(rules, key);
    if (found == rules.end())
      refuse_key(object, key, "a rule: " + catalog::choice_text(rules),
                 meant_text(key, rules, std::string(see)));
    PolicyRule rule{.kind = static_cast<RuleKind>(found - rules.begin()), .tier = tier};
    read_rule(value, rule);
    set_rule(policy, std::move(rule));
  });
}

[[noreturn]] void refuse_document(JsonValue const& document, std::string problem) {
  throw InputError({.where = std::string(document.file()),
                    .problem = std::move(problem),
                    .expected = R"(a policy, such as {"fail": {"max_cost_usd": 2000000}})",
                    .fix = std::string(see),
                    .kind = InputFault::Kind::file});
}

/// A rule outside of the tiers, a saved result in place of a policy, or a slip.
[[noreturn]] void refuse_top(JsonValue const& document, std::string const& key) {
  if (document.json().contains("command"))
    refuse_document(document, "is a document that ec2plan saved, not a policy");
  auto const rule = meant(key, rule_names()), top = meant(key, top_keys);
  refuse_key(document, key, catalog::choice_text(top_keys),
             top.empty() && !rule.empty() ? "put " + rule + " into \"fail\" or \"warn\""
                                          : meant_text(key, top_keys, std::string(see)));
}

void read_top(JsonValue const& document, Policy& policy) {
  document.each_member([&](std::string const& key, JsonValue const& value) {
    if (key == "fail") return read_tier(value, GateTier::fail, policy);
    if (key == "warn") return read_tier(value, GateTier::warn, policy);
    if (key == "risk") {
      policy.risk = chosen(value, every_risk, risk_name);
    } else if (key == "$schema") {
      value.text();  // for editors
    } else if (key != "format_version") {
      refuse_top(document, key);
    } else if (!documents::is_our_format(value.text())) {
      value.refuse("is another format", "version 1.x", std::string(see));
    }
  });
}

}  // namespace

std::span<std::string_view const> rule_names() { return names; }

std::string_view rule_name(RuleKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::string_view risk_name(Risk risk) { return risk == Risk::slow ? "slow" : "likely"; }

void set_rule(Policy& policy, PolicyRule rule) {
  auto& rules = policy.rules;
  auto const at = std::ranges::lower_bound(rules, place(rule), {}, place);
  if (at != rules.end() && place(*at) == place(rule)) {
    *at = std::move(rule);
  } else {
    rules.insert(at, std::move(rule));
  }
}

Policy read_policy(std::string_view text, std::string const& file) {
  auto const json = catalog::parsed_json(text, file);
  JsonValue const document(json, file);
  if (!json.is_object()) refuse_document(document, "is not an object");
  Policy policy;
  read_top(document, policy);
  if (policy.rules.empty()) refuse_document(document, "has no rule: any plan would pass");
  return policy;
}

}  // namespace ec2plan
