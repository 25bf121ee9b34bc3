#include "ec2plan/review/check.hpp"

#include <algorithm>

#include "document/contents.hpp"
#include "document/kept.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/plan/names.hpp"
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

using namespace documents;

using namespace kinds;
using V = InputValue;
using Rule = CheckedRule const&;
using N = Nothing const&;

/// Of the figures; null: a name, a word, a plain count or ratio.
V unit_of(Rule checked, N) {
  if (!std::holds_alternative<double>(checked.limit)) return nullptr;
  switch (checked.rule.kind) {
    case RuleKind::max_cost_usd:
    case RuleKind::meets_budget:
      return std::string("USD");
    case RuleKind::max_energy_kwh:
      return std::string("kWh");
    case RuleKind::max_co2e_kg:
      return std::string("kg");
    case RuleKind::max_days:
    case RuleKind::max_price_age_days:
    case RuleKind::meets_deadline:
      return std::string("days");
    default:
      return nullptr;
  }
}

std::vector<std::string> tiers() {
  return {std::string(tier_name(GateTier::fail)), std::string(tier_name(GateTier::warn))};
}
std::vector<std::string> every_rule() { return {rule_names().begin(), rule_names().end()}; }
std::vector<std::string> units() { return {"USD", "days", "kWh", "kg"}; }

constexpr Field<CheckedRule, Nothing> rule_table[] = {
    {"tier", word(tiers), [](Rule r, N) -> V { return std::string(tier_name(r.rule.tier)); },
     "Whether a break fails the check"},
    {"rule", word(every_rule), [](Rule r, N) -> V { return std::string(rule_name(r.rule.kind)); },
     "The key of the policy"},
    {"kept", truth, of<plain, &CheckedRule::kept>, "false too where it cannot be judged"},
    {"actual", any, [](Rule r, N) { return r.actual; }, "Of the plan; null: not known"},
    {"limit", any, [](Rule r, N) { return r.limit; }, "Of the policy"},
    {"unit", or_null(word(units)), unit_of,
     "Of both; null: a name, a word, a plain count or ratio"},
    {"text", text, of<as_is, &CheckedRule::text>, "The rule with its figures, in words"},
};

Json summary(CheckAnswer const& answer) {
  int const broken = broken_rules(answer, GateTier::fail);
  return {{"sentence", sentence_of(answer)},
          {"kept", broken == 0},
          {"broken", broken},
          {"warned", broken_rules(answer, GateTier::warn)},
          {"rules", answer.rules.size()}};
}

/// A question that asks for a deadline or a budget is a rule, whatever the policy says of others:
/// who piped an answer here has not seen the exit code that it ended with.
Policy with_question(Policy policy, SavedResult const& result) {
  auto const asks = [&](std::string_view key) {
    return std::ranges::find(result.inputs, key, &Input::key) != result.inputs.end();
  };
  bool const is_there = std::ranges::find(policy.rules, RuleKind::keeps_question,
                                          &PolicyRule::kind) != policy.rules.end();
  if (!is_there && (asks("days") || asks("budget")))
    set_rule(policy, {.kind = RuleKind::keeps_question});
  return policy;
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
  for (auto const& rule : with_question(policy, result).rules)
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
  std::string sentence = "kept: " + rules;
  if (broken > 0) {
    sentence = "broken: " + std::to_string(broken) + " of " + rules + " " +
               names_of_broken(answer, GateTier::fail);
  } else if (warned > 0) {
    sentence = "kept: " + std::to_string(all - warned) + " of " + rules;
  }
  if (warned > 0)
    sentence +=
        "; warned: " + std::to_string(warned) + " " + names_of_broken(answer, GateTier::warn);
  return sentence;
}

ContentsOf contents(CheckAnswer const& answer) {
  return shared({.frame = answer.frame,
                 .summary = summary(answer),
                 .results = {{"result",
                              {{"file", answer.file},
                               {"rank", answer.plan.rank},
                               {"risk", risk_name(answer.risk)},
                               {"plan", brief(answer.plan)}}},
                             {"rules", nullptr}},
                 .rows = each(answer.rules, json_by<rule_table, CheckedRule>),
                 .places = {{"/rules"}}});
}

Definitions check_definitions() {
  auto schema = schema_of(rule_table, "What became of a rule");
  schema.erase("required");  // --fields leaves some
  return {{"checked_rule", schema.dump()}};
}

}  // namespace ec2plan
