#include <algorithm>
#include <array>

#include "catalog/json_value.hpp"
#include "ec2plan/document/names.hpp"
#include "ec2plan/review/policy.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

using catalog::JsonValue;
using Names = std::span<std::string_view const>;

constexpr std::string_view confidences[] = {"guess", "extrapolated", "same-accelerator",
                                            "same-stack"};
constexpr std::string_view kinds_of_purchase[] = {"on-demand",    "spot",         "reserved-1yr",
                                                  "reserved-3yr", "savings-plan", "capacity-block"};
constexpr std::string_view risks[] = {"slow", "likely"};
constexpr std::string_view top_keys[] = {"format_version", "risk", "fail", "warn"};
constexpr std::string_view see = "see `ec2plan schema policy`";
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
  return near.empty() ? otherwise : "did you mean " + near + "?";
}

std::string const& word(JsonValue const& value, Names words) {
  auto const& text = value.text();
  if (std::ranges::find(words, text) != words.end()) return text;
  value.refuse("is unknown", catalog::choice_text(words),
               meant_text(text, words, "write one of them"));
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

void read_purchases(JsonValue const& value, PolicyRule& rule) {
  rule.allowed = texts(value, R"(["on-demand", "savings-plan"])");
  value.each_element([](JsonValue const& each) { word(each, kinds_of_purchase); });
}

/// False would ask for nothing, and look as if it did.
void expect_true(JsonValue const& value, PolicyRule&) {
  if (!value.boolean()) value.refuse("asks for nothing", "true", "write true, or drop the key");
}

using ReadRule = void (*)(JsonValue const&, PolicyRule&);

struct RuleKey {
  RuleKind kind;
  ReadRule read;
};

/// Zero dollars or days would break whatever the plan.
constexpr double least_amount = 1e-3;

constexpr ReadRule read_count = [](JsonValue const& value, PolicyRule& rule) {
  rule.most = value.integer(1, most_count);
};

constexpr RuleKey rule_keys[] = {
    {RuleKind::max_cost_usd,
     [](JsonValue const& value, PolicyRule& rule) {
       rule.most = value.number(least_amount, most_dollars);
     }},
    {RuleKind::max_days,
     [](JsonValue const& value, PolicyRule& rule) {
       rule.most = value.number(least_amount, most_days);
     }},
    {RuleKind::max_instances, read_count},
    {RuleKind::max_vcpus, read_count},
    {RuleKind::max_price_age_days,
     [](JsonValue const& value, PolicyRule& rule) { rule.most = value.number(0, most_days); }},
    {RuleKind::instance_types,
     [](JsonValue const& value, PolicyRule& rule) {
       rule.allowed = texts(value, R"(["p5*", "trn2.48xlarge"])");
     }},
    {RuleKind::regions,
     [](JsonValue const& value, PolicyRule& rule) {
       rule.allowed = texts(value, R"(["us-east-1", "eu-*"])");
     }},
    {RuleKind::purchases, read_purchases},
    {RuleKind::min_confidence,
     [](JsonValue const& value, PolicyRule& rule) {
       rule.least = confidence_from(word(value, confidences)).value_or(Confidence::same_stack);
     }},
    {RuleKind::require_range, expect_true},
    {RuleKind::max_high_over_likely,
     [](JsonValue const& value, PolicyRule& rule) { rule.most = value.number(1, most_ratio); }},
    {RuleKind::fits,
     [](JsonValue const& value, PolicyRule&) {
       if (value.json() != "yes")
         value.refuse("is no rule", "\"yes\": with room in memory", "write \"yes\", or drop it");
     }},
    {RuleKind::meets_deadline, expect_true},
    {RuleKind::meets_budget, expect_true},
};

std::vector<std::string_view> rule_names() {
  std::vector<std::string_view> names;
  for (auto const& key : rule_keys)
    names.push_back(rule_name(key.kind));
  return names;
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
    auto const names = rule_names();
    auto const found = std::ranges::find(names, key);
    if (found == names.end())
      refuse_key(object, key, "a rule: " + catalog::choice_text(names),
                 meant_text(key, names, std::string(see)));
    auto const& rule_key = rule_keys[found - names.begin()];
    PolicyRule rule{.kind = rule_key.kind, .tier = tier};
    rule_key.read(value, rule);
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
  auto const names = rule_names();
  auto const rule = meant(key, names), top = meant(key, top_keys);
  refuse_key(document, key, catalog::choice_text(top_keys),
             top.empty() && !rule.empty() ? "put " + rule + " into \"fail\" or \"warn\""
                                          : meant_text(key, top_keys, std::string(see)));
}

void read_top(JsonValue const& document, Policy& policy) {
  document.each_member([&](std::string const& key, JsonValue const& value) {
    if (key == "fail") return read_tier(value, GateTier::fail, policy);
    if (key == "warn") return read_tier(value, GateTier::warn, policy);
    if (key == "risk") {
      policy.risk = word(value, risks) == "slow" ? Risk::slow : Risk::likely;
    } else if (key != "format_version") {
      refuse_top(document, key);
    } else if (!value.text().starts_with("1.")) {
      value.refuse("is another format", "version 1.x", std::string(see));
    }
  });
}

}  // namespace

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
