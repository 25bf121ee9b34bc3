#include "document/plan_json.hpp"

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/names.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/pricing/capacity_block.hpp"
#include "ec2plan/search/cost.hpp"

namespace ec2plan::documents {
namespace {

Json job_json(Job const& job, Stack const& stack) {
  return {{"model", job.model.name},
          {"parameters", number(parameters(job.model).total())},
          {"tokens", number(job.tokens / token)},
          {"sequence_length", job.sequence_length},
          {"global_batch", job.global_batch},
          {"precision", precision_name(job.precision)},
          {"stack", stack_text(stack)}};
}

Json layout_json(Layout const& l) {
  return {{"tensor", l.tensor},
          {"pipeline", l.pipeline},
          {"data", l.data},
          {"context", l.context},
          {"expert", l.expert},
          {"virtual_stages", l.virtual_stages},
          {"micro_batch", l.micro_batch},
          {"recompute", recompute_name(l.recompute)},
          {"zero", l.zero},
          {"sequence_parallel", l.sequence_parallel}};
}

Json cost_parts_json(Plan const& plan) {
  auto const& parts = plan.cost_parts;
  auto const dollars = [&](Money money) {
    return priced(plan) ? number(money / dollar) : Json(nullptr);
  };
  return {{"training", dollars(parts.training)},
          {"evaluation", dollars(parts.evaluation)},
          {"failures", dollars(parts.failures)},
          {"idle_tail", dollars(parts.idle_tail)}};
}

void add_offer(Json& json, Plan const& plan) {
  Json per_hour, list;
  if (priced(plan)) {
    auto const& price = plan.price;
    per_hour = number(price.per_instance / (dollar / hour));
    list = number(price.list.value_or(price.per_instance) / (dollar / hour));
  }
  json["region"] = text_or_null(plan.price.region);
  json["purchase"] = purchase_name(plan.price.purchase);
  json["usd_per_instance_hour"] = per_hour;
  json["list_usd_per_instance_hour"] = list;
  json["price_as_of"] = text_or_null(plan.price.as_of);
  json["price_source"] = text_or_null(plan.price.source);
  bool const by_time = billed_by_time(plan.price);
  json["bought_days"] =
      by_time ? Json(nullptr) : number(likely_bill(plan.price, 1, plan.run).bought / day);
  json["capacity_blocks"] = plan.price.purchase == Purchase::capacity_block
                                ? Json(capacity_blocks(plan.instances * plan.type.ec2_instances))
                                : Json(nullptr);
}

/// Expected over the likely duration.
Json interruptions_json(Run const& run) {
  if (!run.reliability) return nullptr;
  Reliability const& likely = run.reliability->likely;
  double const days = run.duration.likely / day;
  return {{"failures", number(likely.failures_per_day * days)},
          {"reclaims", number(likely.reclaims_per_day * days)},
          {"lost_days", number((1 - run.goodput) * days)}};
}

void add_run(Json& json, Plan const& plan) {
  Run const& run = plan.run;
  double const millions = plan.job.tokens / (mega * token);
  json["steps"] = number(run.steps);
  json["step_time_s"] = range(run.step_time, second);
  json["duration_days"] = range(run.duration, day);
  json["cost_usd"] = range(plan.cost, dollar, priced(plan));
  json["usd_per_million_tokens"] =
      priced(plan) ? number(plan.cost.likely / dollar / millions) : Json(nullptr);
  json["tokens_per_s"] = number(run.tokens_per_second / (token / second));
  json["achieved_tflops_per_s_per_accelerator"] = number(run.achieved / (tera * flop / second));
  json["mfu"] = number_or_null(run.mfu);
  json["hfu"] = number_or_null(run.hfu);
  json["goodput"] = number(run.goodput);
  json["interruptions"] = interruptions_json(run);
  json["spare_instances"] = run.reliability ? Json(plan.spare_instances) : Json(nullptr);
}

void add_judgement(Json& json, Plan const& plan, PlanContext const& context) {
  auto const if_asked = [](bool asked, bool meets) { return asked ? Json(meets) : Json(nullptr); };
  json["vcpu_quota"] = plan.type.quota.empty() ? Json(nullptr) : Json(vcpu_quota(plan));
  json["fits"] = fit_name(plan.estimate.fit);
  json["meets_deadline"] = if_asked(context.deadline, plan.meets_deadline);
  json["meets_deadline_if_slow"] = if_asked(context.deadline, plan.meets_deadline_if_slow);
  json["meets_budget"] = if_asked(context.budget, plan.meets_budget);
  json["tie_with"] = plan.tie_with;
  json["confidence"] = confidence_name(plan.confidence);
}

}  // namespace

Json step_json(StepBreakdown const& s) {
  return {{"compute", number(s.compute / second)},
          {"tensor_comm", number(s.tensor_comm / second)},
          {"pipeline_comm", number(s.pipeline_comm / second)},
          {"expert_comm", number(s.expert_comm / second)},
          {"context_comm", number(s.context_comm / second)},
          {"data_comm", number(s.data_comm / second)},
          {"bubble", number(s.bubble / second)},
          {"optimizer", number(s.optimizer / second)},
          {"other", number(s.other / second)}};
}

Json memory_json(MemoryBreakdown const& m) {
  return {{"capacity", number(m.capacity / gibibyte)},
          {"total", number(m.total() / gibibyte)},
          {"weights", number(m.weights / gibibyte)},
          {"gradients", number(m.gradients / gibibyte)},
          {"optimizer", number(m.optimizer / gibibyte)},
          {"activations", number(m.activations / gibibyte)},
          {"other", number(m.other / gibibyte)}};
}

PlanContext context_of(Question const& question) {
  return {.deadline = question.deadline.has_value(), .budget = question.budget.has_value()};
}

Json plan_json(Plan const& plan, PlanContext const& context) {
  Json json = {{"rank", plan.rank},
               {"instance_type", plan.type.name},
               {"instances", plan.instances},
               {"accelerator", plan.type.accelerator.id},
               {"accelerators", plan.instances * plan.type.accelerators},
               {"devices", plan.instances * devices(plan.type)}};
  add_offer(json, plan);
  json["job"] = job_json(plan.job, plan.stack);
  json["layout"] = layout_json(plan.layout);
  add_run(json, plan);
  json["memory_gib"] = memory_json(plan.estimate.memory);
  json["step_breakdown_s"] = step_json(plan.run.step);
  json["cost_breakdown_usd"] = cost_parts_json(plan);
  add_judgement(json, plan, context);
  return json;
}

}  // namespace ec2plan::documents
