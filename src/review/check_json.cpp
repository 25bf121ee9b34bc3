#include "document/frame_json.hpp"
#include "document/object_rows.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/review/check.hpp"

namespace ec2plan {
namespace {

using documents::Json;

/// Of the figures; null: a name, a word, a plain count or ratio.
Json unit_of(CheckedRule const& checked) {
  if (!std::holds_alternative<double>(checked.limit)) return nullptr;
  switch (checked.rule.kind) {
    case RuleKind::max_cost_usd:
    case RuleKind::meets_budget:
      return "USD";
    case RuleKind::max_days:
    case RuleKind::max_price_age_days:
    case RuleKind::meets_deadline:
      return "days";
    default:
      return nullptr;
  }
}

Json rule_json(CheckedRule const& checked) {
  return {{"tier", tier_name(checked.rule.tier)},
          {"rule", rule_name(checked.rule.kind)},
          {"kept", checked.kept},
          {"actual", documents::value_of(checked.actual)},
          {"limit", documents::value_of(checked.limit)},
          {"unit", unit_of(checked)},
          {"text", checked.text}};
}

std::vector<Json> objects_of(CheckAnswer const& answer) {
  std::vector<Json> objects;
  for (auto const& checked : answer.rules)
    objects.push_back(rule_json(checked));
  return objects;
}

Json summary(CheckAnswer const& answer) {
  int const broken = broken_rules(answer, GateTier::fail);
  return {{"sentence", sentence_of(answer)},
          {"kept", broken == 0},
          {"broken", broken},
          {"warned", broken_rules(answer, GateTier::warn)},
          {"rules", answer.rules.size()}};
}

}  // namespace

std::string document(CheckAnswer const& answer, std::vector<std::string> const& fields) {
  Json results = Json::object();
  results["result"] = {{"file", answer.file},
                       {"rank", answer.plan.rank},
                       {"risk", risk_name(answer.risk)},
                       {"plan", documents::brief(answer.plan)}};
  results["rules"] = documents::object_list(objects_of(answer), fields);
  return documents::written(documents::document_json(answer.frame, summary(answer), results));
}

std::vector<Row> rows(CheckAnswer const& answer, std::vector<std::string> const& fields) {
  return documents::object_rows(objects_of(answer), fields);
}

void sort_rows(CheckAnswer& answer, std::string const& field, bool descending) {
  documents::sort_records(answer.rules, objects_of(answer), field, descending);
}

}  // namespace ec2plan
