#include "ec2plan/review/policy.hpp"

#include <algorithm>

namespace ec2plan {
namespace {

auto place(PolicyRule const& rule) { return std::pair(rule.tier, rule.kind); }

}  // namespace

std::string_view rule_name(RuleKind kind) {
  switch (kind) {
    case RuleKind::max_cost_usd:
      return "max_cost_usd";
    case RuleKind::max_days:
      return "max_days";
    case RuleKind::max_instances:
      return "max_instances";
    case RuleKind::max_vcpus:
      return "max_vcpus";
    case RuleKind::max_price_age_days:
      return "max_price_age_days";
    case RuleKind::instance_types:
      return "instance_types";
    case RuleKind::regions:
      return "regions";
    case RuleKind::purchases:
      return "purchases";
    case RuleKind::min_confidence:
      return "min_confidence";
    case RuleKind::require_range:
      return "require_range";
    case RuleKind::max_high_over_likely:
      return "max_high_over_likely";
    case RuleKind::fits:
      return "fits";
    case RuleKind::meets_deadline:
      return "meets_deadline";
    case RuleKind::meets_budget:
      return "meets_budget";
  }
  return "";
}

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
