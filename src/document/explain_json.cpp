#include "document/explain_json.hpp"

#include <algorithm>

#include "document/catalog_json.hpp"
#include "document/frame_json.hpp"
#include "document/plan_fields.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/document/why.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/names.hpp"

namespace ec2plan::documents {
namespace {

Json time_json(Arithmetic const& a) {
  return {{"formula", "hardware FLOPs / (accelerators x achieved FLOP/s per accelerator)"},
          {"hardware_flops", number(a.flops / flop)},
          {"accelerators", number(a.accelerators)},
          {"achieved_tflops_per_s_per_accelerator", number(a.achieved / (tera * flop / second))},
          {"training_days", number(a.training / day)},
          {"evaluation_share", number(a.evaluation_share)},
          {"goodput", number(a.goodput)},
          {"duration_days", number(a.duration / day)}};
}

template <typename Value>
Json parts_json(std::vector<Part<Value>> const& parts, Value unit, std::string const& key,
                Value total) {
  Json json = Json::array();
  for (auto const& part : parts)
    json.push_back({{"part", part.name},
                    {key, number(part.value / unit)},
                    {"share", total > Value{} ? number(part.value / total) : Json(nullptr)},
                    {"meaning", part.meaning}});
  return json;
}

Json cost_json(EstimateAnswer const& answer, Arithmetic const& a) {
  Plan const& plan = answer.plan;
  if (!priced(plan)) return nullptr;
  return {{"instance_hours", number(a.instance_hours)},
          {"usd_per_instance_hour", number(plan.price.per_instance / (dollar / hour))},
          {"cost_usd", number(plan.cost.likely / dollar)},
          {"parts", parts_json(parts_of(plan.cost_parts), dollar, "usd", plan.cost.likely)}};
}

/// Null where the goodput, or the whole rate, was given.
Json reliability_json(Setup const& setup, Run const& run) {
  if (!run.reliability) return nullptr;
  auto const& all = *run.reliability;
  Reliability const& r = all.likely;
  auto const ends = [&](double Reliability::*part) {
    auto const [low, high] = std::minmax(all.low.*part, all.high.*part);
    return range(Range<double>{low, r.*part, high}, 1.0);
  };
  return {
      {"failures_per_instance_day", number(setup.assumptions.failures_per_node_day)},
      {"failures_per_day", ends(&Reliability::failures_per_day)},
      {"reclaims_per_day", ends(&Reliability::reclaims_per_day)},
      {"checkpoint_gib", number(r.checkpoint.state / gibibyte)},
      {"checkpoint_interval_s", r.interval > Time{} ? number(r.interval / second) : Json(nullptr)},
      {"checkpoint_stall_s", number(r.checkpoint.blocked / second)},
      {"checkpoint_write_s", number(r.checkpoint.written / second)},
      {"restart_s", number(r.restart / second)},
      {"goodput", ends(&Reliability::goodput)}};
}

Json range_json(EstimateAnswer const& answer) {
  Range<Time> const& step = answer.plan.run.step_time;
  return {{"confidence", confidence_name(answer.plan.confidence)},
          {"low_over_likely", number(step.low / step.likely)},
          {"high_over_likely", number(step.high / step.likely)},
          {"likely_over_raw",
           answer.setup.given.hardware || answer.setup.given.mfu ? Json(nullptr) : number(1)}};
}

Json facts_json(std::vector<Fact> const& facts) {
  Json json = Json::array();
  for (auto const& fact : facts)
    json.push_back(
        {{"what", fact.what}, {"value", fact.value}, {"sources", sources_json(fact.sources)}});
  return json;
}

Json difference_json(Plan const& plan, Plan const& chosen) {
  bool const both = priced(plan) && priced(chosen);
  return {
      {"cost_usd", both ? number((plan.cost.likely - chosen.cost.likely) / dollar) : Json(nullptr)},
      {"duration_days", number((plan.run.duration.likely - chosen.run.duration.likely) / day)}};
}

}  // namespace

Json explanation_json(ExplainAnswer const& answer) {
  EstimateAnswer const& estimate = answer.estimate;
  Plan const& plan = estimate.plan;
  Arithmetic const a = arithmetic(estimate);
  MemoryBreakdown const& memory = plan.estimate.memory;
  Json json = {{"plan", plan_json(plan, context_of(estimate.goal))}};
  json["model"] = model_json(estimate.asked);
  json["time"] = time_json(a);
  json["micro_batches_per_step"] = micro_batches(plan.job, plan.layout);
  json["step"] = parts_json(parts_of(plan.run.step), second, "seconds", plan.run.step.total());
  json["memory"] = parts_json(parts_of(memory), gibibyte, "gib", memory.total());
  json["reliability"] = reliability_json(estimate.setup, plan.run);
  json["cost"] = cost_json(estimate, a);
  json["range"] = range_json(estimate);
  json["beside"] = answer.beside ? recommend_summary(*answer.beside) : Json(nullptr);
  json["facts"] = facts_json(answer.facts);
  json["reproduce"] = command_line("explain", estimate.frame, estimate.price, plan);
  return json;
}

Json why_json(WhyAnswer const& answer) {
  Answer const& all = answer.recommend;
  WhyFound const found = why(answer);
  PlanContext const context = context_of(all.goal);
  Json rejections = Json::array();
  for (auto const& rejection : found.rejections)
    rejections.push_back(rejection_json(rejection));
  auto const plan_or_null = [&](std::optional<Plan> const& plan) {
    return plan ? plan_json(*plan, context) : Json(nullptr);
  };
  return {{"instance_type", answer.instance_type},
          {"reason", found.reason},
          {"plan", plan_or_null(found.plan)},
          {"chosen", plan_or_null(found.chosen)},
          {"difference", found.plan && found.chosen ? difference_json(*found.plan, *found.chosen)
                                                    : Json(nullptr)},
          {"rejections", std::move(rejections)}};
}

}  // namespace ec2plan::documents
