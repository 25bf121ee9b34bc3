#include "document/plan_fields.hpp"

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/pricing/capacity_block.hpp"
#include "ec2plan/search/cost.hpp"

namespace ec2plan::documents {
namespace {

using V = InputValue;
using P = Plan const&;
using C = PlanContext const&;

V text(std::string_view words) { return std::string(words); }

V text_if_known(std::string const& words) { return words.empty() ? V(nullptr) : V(words); }

V if_known(std::optional<double> const& value) { return value ? V(*value) : V(nullptr); }

V in_seconds(Time time) { return time / second; }

V in_days(Time time) { return time / day; }

V in_gib(Bytes bytes) { return bytes / gibibyte; }

V in_usd(P p, Money money) { return priced(p) ? V(money / dollar) : V(nullptr); }

V usd_per_hour(P p, HourlyPrice price) {
  return priced(p) ? V(price / (dollar / hour)) : V(nullptr);
}

V bought_days(P p) {
  return billed_by_time(p.price) ? V(nullptr) : in_days(likely_bill(p.price, 1, p.run).bought);
}

V blocks(P p) {
  if (p.price.purchase != Purchase::capacity_block) return nullptr;
  return capacity_blocks(p.instances * p.type.ec2_instances);
}

V if_asked(bool asked, bool meets) { return asked ? V(meets) : V(nullptr); }

bool can_fail(P p) { return p.run.reliability.has_value(); }

/// Of a rate of the likely run, over its duration.
V over_the_run(P p, double Reliability::*per_day) {
  if (!p.run.reliability) return nullptr;
  return p.run.reliability->likely.*per_day * (p.run.duration.likely / day);
}

V lost_days(P p) {
  return can_fail(p) ? V((1 - p.run.goodput) * (p.run.duration.likely / day)) : V(nullptr);
}

V usd_per_million_tokens(P p) { return in_usd(p, p.cost.likely / (p.job.tokens / (mega * token))); }

constexpr PlanField fields[] = {
    {"rank", [](P p, C) -> V { return p.rank; }},
    {"instance_type", [](P p, C) { return text(p.type.name); }},
    {"instances", [](P p, C) -> V { return p.instances; }},
    {"accelerator", [](P p, C) { return text(p.type.accelerator.id); }},
    {"accelerators", [](P p, C) -> V { return p.instances * p.type.accelerators; }},
    {"devices", [](P p, C) -> V { return p.instances * devices(p.type); }},
    {"region", [](P p, C) { return text_if_known(p.price.region); }},
    {"purchase", [](P p, C) { return text(purchase_name(p.price.purchase)); }},
    {"usd_per_instance_hour", [](P p, C) { return usd_per_hour(p, p.price.per_instance); }},
    {"list_usd_per_instance_hour",
     [](P p, C) { return usd_per_hour(p, p.price.list.value_or(p.price.per_instance)); }},
    {"price_as_of", [](P p, C) { return text_if_known(p.price.as_of); }},
    {"price_source", [](P p, C) { return text_if_known(p.price.source); }},
    {"bought_days", [](P p, C) { return bought_days(p); }},
    {"capacity_blocks", [](P p, C) { return blocks(p); }},

    {"job.model", [](P p, C) { return text(p.job.model.name); }},
    {"job.parameters", [](P p, C) -> V { return parameters(p.job.model).total(); }},
    {"job.tokens", [](P p, C) -> V { return p.job.tokens / token; }},
    {"job.sequence_length", [](P p, C) -> V { return p.job.sequence_length; }},
    {"job.global_batch", [](P p, C) -> V { return p.job.global_batch; }},
    {"job.precision", [](P p, C) { return text(precision_name(p.job.precision)); }},
    {"job.stack", [](P p, C) { return text(stack_text(p.stack)); }},

    {"layout.tensor", [](P p, C) -> V { return p.layout.tensor; }},
    {"layout.pipeline", [](P p, C) -> V { return p.layout.pipeline; }},
    {"layout.data", [](P p, C) -> V { return p.layout.data; }},
    {"layout.context", [](P p, C) -> V { return p.layout.context; }},
    {"layout.expert", [](P p, C) -> V { return p.layout.expert; }},
    {"layout.virtual_stages", [](P p, C) -> V { return p.layout.virtual_stages; }},
    {"layout.micro_batch", [](P p, C) -> V { return p.layout.micro_batch; }},
    {"layout.recompute", [](P p, C) { return text(recompute_name(p.layout.recompute)); }},
    {"layout.zero", [](P p, C) -> V { return p.layout.zero; }},
    {"layout.sequence_parallel", [](P p, C) -> V { return p.layout.sequence_parallel; }},

    {"steps", [](P p, C) -> V { return p.run.steps; }},
    {"step_time_s.low", [](P p, C) { return in_seconds(p.run.step_time.low); }},
    {"step_time_s.likely", [](P p, C) { return in_seconds(p.run.step_time.likely); }},
    {"step_time_s.high", [](P p, C) { return in_seconds(p.run.step_time.high); }},
    {"duration_days.low", [](P p, C) { return in_days(p.run.duration.low); }},
    {"duration_days.likely", [](P p, C) { return in_days(p.run.duration.likely); }},
    {"duration_days.high", [](P p, C) { return in_days(p.run.duration.high); }},
    {"cost_usd.low", [](P p, C) { return in_usd(p, p.cost.low); }},
    {"cost_usd.likely", [](P p, C) { return in_usd(p, p.cost.likely); }},
    {"cost_usd.high", [](P p, C) { return in_usd(p, p.cost.high); }},
    {"usd_per_million_tokens", [](P p, C) { return usd_per_million_tokens(p); }},
    {"tokens_per_s", [](P p, C) -> V { return p.run.tokens_per_second / (token / second); }},
    {"achieved_tflops_per_s_per_accelerator",
     [](P p, C) -> V { return p.run.achieved / (tera * flop / second); }},
    {"mfu", [](P p, C) { return if_known(p.run.mfu); }},
    {"hfu", [](P p, C) { return if_known(p.run.hfu); }},
    {"goodput", [](P p, C) -> V { return p.run.goodput; }},
    {"interruptions.failures",
     [](P p, C) { return over_the_run(p, &Reliability::failures_per_day); }, can_fail},
    {"interruptions.reclaims",
     [](P p, C) { return over_the_run(p, &Reliability::reclaims_per_day); }, can_fail},
    {"interruptions.lost_days", [](P p, C) { return lost_days(p); }, can_fail},
    {"spare_instances", [](P p, C) { return can_fail(p) ? V(p.spare_instances) : V(nullptr); }},

    {"memory_gib.capacity", [](P p, C) { return in_gib(p.estimate.memory.capacity); }},
    {"memory_gib.total", [](P p, C) { return in_gib(p.estimate.memory.total()); }},
    {"memory_gib.weights", [](P p, C) { return in_gib(p.estimate.memory.weights); }},
    {"memory_gib.gradients", [](P p, C) { return in_gib(p.estimate.memory.gradients); }},
    {"memory_gib.optimizer", [](P p, C) { return in_gib(p.estimate.memory.optimizer); }},
    {"memory_gib.activations", [](P p, C) { return in_gib(p.estimate.memory.activations); }},
    {"memory_gib.other", [](P p, C) { return in_gib(p.estimate.memory.other); }},
    {"step_breakdown_s.compute", [](P p, C) { return in_seconds(p.run.step.compute); }},
    {"step_breakdown_s.tensor_comm", [](P p, C) { return in_seconds(p.run.step.tensor_comm); }},
    {"step_breakdown_s.pipeline_comm", [](P p, C) { return in_seconds(p.run.step.pipeline_comm); }},
    {"step_breakdown_s.expert_comm", [](P p, C) { return in_seconds(p.run.step.expert_comm); }},
    {"step_breakdown_s.context_comm", [](P p, C) { return in_seconds(p.run.step.context_comm); }},
    {"step_breakdown_s.data_comm", [](P p, C) { return in_seconds(p.run.step.data_comm); }},
    {"step_breakdown_s.bubble", [](P p, C) { return in_seconds(p.run.step.bubble); }},
    {"step_breakdown_s.optimizer", [](P p, C) { return in_seconds(p.run.step.optimizer); }},
    {"step_breakdown_s.other", [](P p, C) { return in_seconds(p.run.step.other); }},
    {"cost_breakdown_usd.training", [](P p, C) { return in_usd(p, p.cost_parts.training); }},
    {"cost_breakdown_usd.evaluation", [](P p, C) { return in_usd(p, p.cost_parts.evaluation); }},
    {"cost_breakdown_usd.failures", [](P p, C) { return in_usd(p, p.cost_parts.failures); }},
    {"cost_breakdown_usd.idle_tail", [](P p, C) { return in_usd(p, p.cost_parts.idle_tail); }},

    {"vcpu_quota", [](P p, C) { return p.type.quota.empty() ? V(nullptr) : V(vcpu_quota(p)); }},
    {"fits", [](P p, C) { return text(fit_name(p.estimate.fit)); }},
    {"meets_deadline", [](P p, C c) { return if_asked(c.deadline, p.meets_deadline); }},
    {"meets_deadline_if_slow",
     [](P p, C c) { return if_asked(c.deadline, p.meets_deadline_if_slow); }},
    {"meets_budget", [](P p, C c) { return if_asked(c.budget, p.meets_budget); }},
    {"tie_with", [](P p, C) -> V { return p.tie_with; }},
    {"confidence", [](P p, C) { return text(confidence_name(p.confidence)); }}};

}  // namespace

PlanContext context_of(Goal const& goal) {
  return {.deadline = goal.deadline.has_value(), .budget = goal.budget.has_value()};
}

std::span<PlanField const> plan_fields() { return fields; }

}  // namespace ec2plan::documents
