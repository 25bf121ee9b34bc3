#include "ec2plan/review/check.hpp"

#include <algorithm>

#include "ec2plan/units/text.hpp"
#include "review/judgement.hpp"

namespace ec2plan {
namespace {

std::string names_of_broken(CheckAnswer const& answer, GateTier tier) {
  std::vector<std::string> names;
  for (auto const& checked : answer.rules)
    if (!checked.kept && checked.rule.tier == tier)
      names.emplace_back(rule_name(checked.rule.kind));
  return "(" + joined(names) + ")";
}

}  // namespace

CheckAnswer check(SavedResult const& result, int rank, Policy const& policy, Date today) {
  CheckAnswer answer;
  answer.frame.command = "check";
  answer.frame.catalog_version = result.catalog_version;
  answer.frame.catalog_as_of = result.catalog_as_of;
  answer.frame.catalog_sha256 = result.catalog_sha256;
  answer.file = result.file;
  answer.plan = plan_of_rank(result, rank);
  answer.risk = policy.risk.value_or(Risk::slow);
  review::Subject const subject{result, answer.plan, answer.risk, today};
  for (auto const& rule : policy.rules)
    answer.rules.push_back(review::judged(rule, subject));
  return answer;
}

int broken_rules(CheckAnswer const& answer, GateTier tier) {
  return static_cast<int>(std::ranges::count_if(answer.rules, [&](CheckedRule const& checked) {
    return !checked.kept && checked.rule.tier == tier;
  }));
}

std::string sentence_of(CheckAnswer const& answer) {
  int const broken = broken_rules(answer, GateTier::fail);
  int const warned = broken_rules(answer, GateTier::warn);
  auto const all = std::ssize(answer.rules);
  std::string const rules = counted(all, "rule");
  std::string text = "kept: " + rules;
  if (broken > 0) {
    text = "broken: " + std::to_string(broken) + " of " + rules + " " +
           names_of_broken(answer, GateTier::fail);
  } else if (warned > 0) {
    text = "kept: " + std::to_string(all - warned) + " of " + rules;
  }
  if (warned > 0)
    text += "; warned: " + std::to_string(warned) + " " + names_of_broken(answer, GateTier::warn);
  return text;
}

}  // namespace ec2plan
