#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/plan/plan.hpp"
#include "ec2plan/review/gate.hpp"

/// What a team asks of every plan.
namespace ec2plan {

/// In the order in which they are told.
enum class RuleKind {
  max_cost_usd,
  max_days,
  max_instances,
  max_vcpus,
  max_energy_kwh,
  max_co2e_kg,
  max_price_age_days,
  instance_types,
  regions,
  purchases,
  min_confidence,
  require_range,
  max_high_over_likely,
  fits,
  meets_deadline,
  meets_budget,
  keeps_question,
  shipped_constants,
  listed_price,
};

/// Of the members behind the tier a kind uses one; those that ask a thing need none.
struct PolicyRule {
  RuleKind kind = RuleKind::max_cost_usd;
  GateTier tier = GateTier::fail;
  double most = 0;                     // of a figure, in the unit of the kind's name
  std::vector<std::string> allowed{};  // names; * stands for any text
  Confidence least = Confidence::guess;
};

struct Policy {
  std::optional<Risk> risk{};       // which end of cost and days counts; empty: not said
  std::vector<PolicyRule> rules{};  // by tier, then kind; at most one of both
};

/// As the policy file spells them, in the order of RuleKind.
std::span<std::string_view const> rule_names();
std::string_view rule_name(RuleKind kind);  // "max_cost_usd"

inline constexpr std::array every_risk{Risk::slow, Risk::likely};
std::string_view risk_name(Risk risk);  // "slow"

/// Adds the rule, in place of one of its kind and tier.
void set_rule(Policy& policy, PolicyRule rule);

/// Reads a policy file; docs/ci.md explains it. A key that it does not know is refused: a rule that
/// is misspelt must not pass. Throws: InputError of kind file.
Policy read_policy(std::string_view text, std::string const& file);

}  // namespace ec2plan
