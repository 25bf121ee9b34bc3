#include <algorithm>
#include <cmath>

#include "document/catalog_json.hpp"
#include "document/contents.hpp"
#include "document/plan_fields.hpp"
#include "document/recommend_json.hpp"
#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using namespace documents;

Json time_json(Arithmetic const& a) {
  return {{"formula", "hardware FLOPs / (accelerators x achieved FLOP/s per accelerator)"},
          {"hardware_flops", number(a.flops / flop)},
          {"accelerators", number(a.accelerators)},
          {"achieved_tflops_per_s_per_accelerator", number(a.achieved / (tera * flop / second))},
          {"training_days", number(a.training / day)},
          {"evaluation_share", number(a.evaluation_share)},
          {"goodput", number(a.goodput)},
          {"startup_days", number(a.startup / day)},
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

Json cost_json(Answer const& answer, Arithmetic const& a) {
  Plan const& plan = answer.plan();
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

Json range_json(Answer const& answer) {
  Range<Time> const& step = answer.plan().run.step_time;
  return {{"confidence", confidence_name(answer.plan().confidence)},
          {"low_over_likely", number(step.low / step.likely)},
          {"high_over_likely", number(step.high / step.likely)},
          {"likely_over_raw",
           answer.setup->given.hardware || answer.setup->given.mfu ? Json(nullptr) : number(1)}};
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

Json explanation_json(ExplainAnswer const& answer) {
  Answer const& estimate = answer.estimate;
  Plan const& plan = estimate.plan();
  Arithmetic const a = arithmetic(estimate);
  MemoryBreakdown const& memory = plan.estimate.memory;
  Json json = {{"plan", plan_json(plan, context_of(estimate.goal))}};
  json["model"] = model_json(estimate.asked);
  json["time"] = time_json(a);
  json["micro_batches_per_step"] = micro_batches(plan.job, plan.layout);
  json["step"] = parts_json(parts_of(plan.run.step), second, "seconds", plan.run.step.total());
  json["startup"] =
      parts_json(parts_of(plan.run.startup), second, "seconds", plan.run.startup.total());
  json["memory"] = parts_json(parts_of(memory), gibibyte, "gib", memory.total());
  json["reliability"] = reliability_json(*estimate.setup, plan.run);
  json["cost"] = cost_json(estimate, a);
  json["range"] = range_json(estimate);
  json["beside"] = answer.beside ? recommend_summary(*answer.beside) : Json(nullptr);
  json["facts"] = facts_json(answer.facts);
  json["reproduce"] = command_line("explain", estimate.frame, estimate.price, plan);
  return json;
}

Json why_json(WhyAnswer const& answer, WhyFound const& found) {
  PlanContext const context = context_of(answer.recommend.goal);
  auto const plan_or_null = [&](std::optional<Plan> const& plan) {
    return plan ? plan_json(*plan, context) : Json(nullptr);
  };
  return {{"instance_type", answer.instance_type},
          {"reason", found.reason},
          {"plan", plan_or_null(found.plan)},
          {"chosen", plan_or_null(found.chosen)},
          {"difference", found.plan && found.chosen ? difference_json(*found.plan, *found.chosen)
                                                    : Json(nullptr)},
          {"rejections", each(found.rejections, rejection_json)}};
}

/// The plan of the type asked for, if it has one, and the plan that was chosen.
std::vector<Json> plans_of(WhyAnswer const& answer, WhyFound const& found) {
  std::vector<Json> plans;
  auto const context = context_of(answer.recommend.goal);
  bool const same = found.plan && found.chosen && found.plan->rank == found.chosen->rank;
  if (found.plan) plans.push_back(plan_json(*found.plan, context));
  if (found.chosen && !same) plans.push_back(plan_json(*found.chosen, context));
  return plans;
}

/// "$120k more (7.1%)"
std::string cost_difference(Plan const& plan, Plan const& chosen) {
  double const more = (plan.cost.likely - chosen.cost.likely) / dollar;
  double const share = more / (chosen.cost.likely / dollar);
  std::string const words = more >= 0 ? " more (" : " less (";
  return "costs " + dollars_text(std::abs(more)) + words + signed_percent_text(share) + ")";
}

std::string time_difference(Plan const& plan, Plan const& chosen) {
  double const days = (plan.run.duration.likely - chosen.run.duration.likely) / day;
  return "takes " + duration_text(std::abs(days)) + (days >= 0 ? " longer" : " less");
}

std::vector<std::string> faults(Goal const& goal, Plan const& plan) {
  std::vector<std::string> list;
  auto const& duration = plan.run.duration;
  bool const slow = goal.risk == Risk::slow;
  if (!plan.meets_deadline && goal.deadline)
    list.push_back(
        "misses the deadline by " +
        duration_text(((slow ? duration.high : duration.likely) - *goal.deadline) / day) +
        (slow ? " if it runs slow" : ""));
  if (!plan.meets_budget && goal.budget)
    list.push_back("is over the budget of " + dollars_text(*goal.budget / dollar));
  if (plan.estimate.fit == Fit::tight)
    list.push_back("fits only tightly in memory (" +
                   percent_text(plan.estimate.memory.total() / plan.estimate.memory.capacity) +
                   " full), and a tight plan never ranks above one with room");
  return list;
}

std::string lost(Goal const& goal, Plan const& plan, Plan const& chosen) {
  auto reasons = faults(goal, plan);
  if (priced(plan) && priced(chosen)) reasons.push_back(cost_difference(plan, chosen));
  reasons.push_back(time_difference(plan, chosen));
  return offer_text(plan) + " ranks " + integer_text(plan.rank) + ": " + joined(reasons, "; ") +
         ", beside " + offer_text(chosen) + ".";
}

std::string rejected(std::vector<Rejection> const& rejections) {
  Rejection const& first = rejections.front();
  std::string text = first.instance_type + " is no candidate: " + reason_text(first);
  if (auto const nearest = nearest_text(first); !nearest.empty()) text += ". Nearest: " + nearest;
  return text + ".";
}

std::string reason_of(Goal const& goal, WhyFound const& found, std::string const& type) {
  if (!found.plan)
    return found.rejections.empty() ? type + " was not among the types that the question allows."
                                    : rejected(found.rejections);
  if (found.chosen && found.plan->rank == found.chosen->rank)
    return type + " did not lose: " + offer_text(*found.plan) +
           (found.plan->satisfies() ? " is the plan recommended."
                                    : " ranks first, though no plan satisfies the question.");
  return lost(goal, *found.plan, *found.chosen);
}

}  // namespace

ContentsOf contents(ExplainAnswer const& answer) {
  auto const& estimate = answer.estimate;
  return shared({.frame = estimate.frame,
                 .summary = sentence(estimate_sentence(estimate.plan())),
                 .results = {{"explanation", explanation_json(answer)}},
                 .rows = {plan_json(estimate.plan(), context_of(estimate.goal))}});
}

ContentsOf contents(WhyAnswer const& answer) {
  auto const found = why(answer);
  return shared({.frame = answer.recommend.frame,
                 .summary = sentence(found.reason),
                 .results = {{"explanation", {{"why", why_json(answer, found)}}}},
                 .rows = plans_of(answer, found)});
}

WhyFound why(WhyAnswer const& answer) {
  Recommendation const& result = answer.recommend.result;
  WhyFound found;
  auto const of_type = [&](Plan const& plan) { return plan.type.name == answer.instance_type; };
  auto const plan = std::find_if(result.candidates.begin(), result.candidates.end(), of_type);
  if (plan != result.candidates.end()) found.plan = *plan;
  if (auto const* chosen = result.chosen())
    found.chosen = *chosen;
  else if (!result.candidates.empty())
    found.chosen = result.candidates.front();
  for (auto const& rejection : result.rejected)
    if (rejection.instance_type == answer.instance_type) found.rejections.push_back(rejection);
  found.reason = reason_of(answer.recommend.goal, found, answer.instance_type);
  return found;
}

}  // namespace ec2plan
