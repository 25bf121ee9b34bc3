#include "document/recommend_json.hpp"

#include <algorithm>

#include "document/contents.hpp"
#include "document/kept.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/remedy.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::documents {
namespace {

using namespace kinds;
using V = InputValue;
using R = Rejection const&;
using N = Nothing const&;

Json dollars(std::optional<Money> const& money) {
  return money ? number(*money / dollar) : Json(nullptr);
}

Json sooner_json(std::optional<SoonerPlan> const& sooner) {
  if (!sooner) return nullptr;
  return {{"plan", brief(sooner->plan)},
          {"days_gained", number(sooner->gained / day)},
          {"extra_usd", number(sooner->extra / dollar)}};
}

Json second_json(std::optional<RunnerUp> const& next) {
  if (!next) return nullptr;
  return {{"plan", brief(next->plan)},
          {"wins_at_usd_per_instance_hour",
           next->wins_at ? number(*next->wins_at / (dollar / hour)) : Json(nullptr)},
          {"wins_if_faster_by", number_or_null(next->wins_if_faster_by)}};
}

Json remedy_json(Remedy const& remedy) {
  return {{"change", change_name(remedy.change)},
          {"to", change_text(remedy)},
          {"plan", brief(remedy.plan)}};
}

Json quota_json(std::optional<Plan> const& chosen) {
  if (!chosen || chosen->type.quota.empty()) return nullptr;
  auto const quota = quota_of(*chosen);
  return {{"name", text_or_null(quota.name)},
          {"code", text_or_null(quota.code)},
          {"vcpus", vcpu_quota(*chosen)}};
}

Json counts_json(SearchCounts const& counts) {
  return {{"legal", counts.legal},
          {"evaluated", counts.evaluated},
          {"excluded_by_memory", counts.excluded_by_memory},
          {"excluded_by_time", counts.excluded_by_time}};
}

constexpr RejectionField rejection_table[] = {
    {"instance_type", text, [](R r, N) -> V { return r.instance_type; },
     "As the EC2 API spells it"},
    {"region", or_null(text), [](R r, N) { return value_in<plain>(r.region); }, "Region"},
    {"purchase", word(purchases), [](R r, N) { return value_in<of_purchase>(r.purchase); },
     "Kind of purchase"},
    {"reason_code",
     word(words<reason_name, ReasonCode::no_fit, ReasonCode::unpriced, ReasonCode::not_offered,
                ReasonCode::retired, ReasonCode::no_network, ReasonCode::no_legal_layout,
                ReasonCode::too_many_instances>),
     [](R r, N) -> V { return std::string(reason_name(r.code)); }, "Why it is no candidate"},
    {"reason", text, [](R r, N) -> V { return reason_text(r); },
     "The same in words, with the shortfall"},
    {"nearest", or_null(text), [](R r, N) { return value_in<plain>(nearest_text(r)); },
     "The nearest plan; null: nothing comes near"},
};

/// Of those fields that tell a plan, in the table's order.
template <typename Value>
Json brief_of(Value value) {
  Json json = Json::object();
  for (PlanField const& field : plan_fields()) {
    if (!is_brief(field.path) || field.kind.type == Kind::Type::object) continue;
    auto const [parent, key] = place_of(field.path);
    (parent.empty() ? json : json[parent])[key] = value_of(value(field));
  }
  return json;
}

}  // namespace

std::string estimate_sentence(Plan const& plan) {
  auto const& duration = plan.run.duration;
  std::string sentence = offer_text(plan) + ": " +
                         duration_range_words(duration.low, duration.likely, duration.high) + ", ";
  sentence += priced(plan) ? dollars_text(plan.cost.likely / dollar) : "no price known";
  if (plan.estimate.fit == Fit::no) sentence += "; it does not fit in memory";
  return sentence + ".";
}

std::span<RejectionField const> rejection_fields() { return rejection_table; }

Json rejection_json(Rejection const& rejection) {
  return json_of(rejection_table, rejection, Nothing{});
}

bool is_brief(std::string_view path) {
  constexpr std::string_view keys[] = {"instance_type", "instances",     "region",
                                       "purchase",      "duration_days", "cost_usd"};
  return std::ranges::find(keys, path.substr(0, path.find('.'))) != std::end(keys);
}

Json brief(Plan const& plan) {
  return brief_of([&](PlanField const& field) { return field.value(plan, {}); });
}

Json brief(SavedPlan const& plan) {
  return brief_of([&](PlanField const& field) { return field.kept.get(plan); });
}

Json brief(std::optional<Plan> const& plan) { return plan ? brief(*plan) : Json(nullptr); }

Json recommend_summary(Answer const& answer) {
  Verdict const v = verdict(answer);
  return {{"sentence", v.sentence},
          {"chosen_rank", v.chosen ? Json(v.chosen->rank) : Json(nullptr)},
          {"chosen", brief(v.chosen)},
          {"safe", brief(answer.result.safe)},
          {"even_odds", brief(answer.result.even_odds)},
          {"price_of_safety_usd", dollars(v.price_of_safety)},
          {"sooner", sooner_json(v.sooner)},
          {"second", second_json(v.second)},
          {"fastest", brief(v.fastest)},
          {"cheapest", brief(v.cheapest)},
          {"knee", brief(answer.result.knee)},
          {"beyond_knee", brief(answer.result.beyond)},
          {"by_purchase", each(answer.result.by_purchase, [](Plan const& p) { return brief(p); })},
          {"remedies", each(answer.remedies, remedy_json)},
          {"vcpu_quota", quota_json(v.chosen)},
          {"search", counts_json(answer.result.counts)}};
}

}  // namespace ec2plan::documents

namespace ec2plan {

using namespace documents;

namespace {

ContentsOf estimate_contents(Answer const& answer) {
  return shared({.frame = answer.frame,
                 .summary = sentence(estimate_sentence(answer.plan())),
                 .results = {{"estimate", nullptr}},
                 .rows = {plan_json(answer.plan(), context_of(answer.goal))},
                 .places = {{.path = "/estimate", .is_list = false}}});
}

}  // namespace

ContentsOf contents(Answer const& answer) {
  if (answer.question.kind == Question::Kind::afford) return afford_contents(answer);
  if (has_estimate(answer)) return estimate_contents(answer);
  auto const plan = [context = context_of(answer.goal)](Plan const& one) {
    return plan_json(one, context);
  };
  auto const& result = answer.result;
  return shared(
      {.frame = answer.frame,
       .summary = recommend_summary(answer),
       .results = {{"candidates", nullptr}, {"rejected", each(result.rejected, rejection_json)}},
       .rows = each(result.candidates, plan),
       .places = {{"/candidates"}}});
}

}  // namespace ec2plan
