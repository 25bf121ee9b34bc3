#include "document/recommend_json.hpp"

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/names.hpp"

namespace ec2plan::documents {
namespace {

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

Json quota_json(std::optional<Plan> const& chosen) {
  if (!chosen || chosen->type.quota.empty()) return nullptr;
  return {{"name", text_or_null(quota_name(*chosen))}, {"vcpus", vcpu_quota(*chosen)}};
}

Json counts_json(SearchCounts const& counts) {
  return {{"legal", counts.legal},
          {"evaluated", counts.evaluated},
          {"excluded_by_memory", counts.excluded_by_memory},
          {"excluded_by_time", counts.excluded_by_time}};
}

}  // namespace

Json brief(std::optional<Plan> const& plan) {
  if (!plan) return nullptr;
  return {{"instance_type", plan->type.name},
          {"instances", plan->instances},
          {"region", text_or_null(plan->price.region)},
          {"purchase", purchase_name(plan->price.purchase)},
          {"duration_days", range(plan->run.duration, day)},
          {"cost_usd", range(plan->cost, dollar, priced(*plan))}};
}

Json rejection_json(Rejection const& r) {
  return {{"instance_type", r.instance_type},
          {"region", text_or_null(r.region)},
          {"purchase", purchase_name(r.purchase)},
          {"reason_code", reason_name(r.code)},
          {"reason", r.reason},
          {"nearest", text_or_null(r.nearest)}};
}

Json recommend_summary(Answer const& answer) {
  Verdict const v = verdict(answer);
  Json by_purchase = Json::array();
  for (Plan const& plan : answer.result.by_purchase)
    by_purchase.push_back(brief(plan));
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
          {"by_purchase", by_purchase},
          {"vcpu_quota", quota_json(v.chosen)},
          {"search", counts_json(answer.result.counts)}};
}

}  // namespace ec2plan::documents
