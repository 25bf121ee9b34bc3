#pragma once

#include <string>
#include <vector>

#include "ec2plan/document/document.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/review/policy.hpp"

/// Whether a saved plan keeps a policy.
namespace ec2plan {

/// A rule, and what became of it.
struct CheckedRule {
  PolicyRule rule{};
  bool kept = false;    // false too where it cannot be judged
  InputValue actual{};  // null: unknown
  InputValue limit{};   // of meets_deadline and meets_budget: what was asked, else true
  std::string text{};   // "cost $2,000,693 at the high end, $693 more than $2,000,000"
};

/// check
struct CheckAnswer {
  Frame frame{};  // its catalog is that of the result
  std::string file{};
  SavedPlan plan{};
  Risk risk = Risk::slow;  // which end of cost and days counts
  std::vector<CheckedRule> rules{};
};

/// Judges the plan of this rank; prices age until today. Where the question has a deadline or a
/// budget and the policy says nothing of `keeps_question`, that is a failing rule too. The caller
/// adds inputs.
/// Throws: InputError of kind file where the result has no such plan.
CheckAnswer check(SavedResult const& result, int rank, Policy const& policy, Date today);

/// How many rules of the tier are broken.
int broken_rules(CheckAnswer const& answer, GateTier tier);

/// "broken: 1 of 9 rules (max_cost_usd); warned: 1 (max_days)"
std::string sentence_of(CheckAnswer const& answer);

/// A row is a rule.
ContentsOf contents(CheckAnswer const& answer);
inline auto& records_of(CheckAnswer& answer) { return answer.rules; }

/// The schema of a rule.
Definitions check_definitions();

}  // namespace ec2plan
