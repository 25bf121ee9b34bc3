#include "ec2plan/review/policy.hpp"

#include <algorithm>

namespace ec2plan {
namespace {

constexpr auto names = std::to_array<std::string_view>(
    {"max_cost_usd", "max_days", "max_instances", "max_vcpus", "max_price_age_days",
     "instance_types", "regions", "purchases", "min_confidence", "require_range",
     "max_high_over_likely", "fits", "meets_deadline", "meets_budget"});
static_assert(names.size() == static_cast<std::size_t>(RuleKind::meets_budget) + 1);

auto place(PolicyRule const& rule) { return std::pair(rule.tier, rule.kind); }

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

}  // namespace ec2plan
