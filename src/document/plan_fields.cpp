#include "document/plan_fields.hpp"

#include "document/kept.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/cost.hpp"
#include "ec2plan/plan/names.hpp"

namespace ec2plan::documents {
namespace {

using namespace kinds;
using V = InputValue;
using P = Plan const&;
using C = PlanContext const&;
using S = SavedPlan;

template <auto const& unit, auto... members>
constexpr Kept<S> kept() {
  return kept_in<S, unit, members...>();
}

V told(std::string_view words) { return value_in<plain>(std::string(words)); }
V in_usd(P p, Money money) { return priced(p) ? V(money / dollar) : V(nullptr); }
V hourly(P p, HourlyPrice price) { return priced(p) ? V(price / usd_per_hour) : V(nullptr); }

V bought_days(P p, C) {
  return billed_by_time(p.price) ? V(nullptr) : V(likely_bill(p.price, 1, p.run).bought / day);
}

V blocks(P p, C) {
  if (p.price.purchase != Purchase::capacity_block) return nullptr;
  return capacity_blocks(p.price.blocks, p.instances * p.type.ec2_instances);
}

V if_asked(bool asked, bool meets) { return asked ? V(meets) : V(nullptr); }
V can_fail(P p, C) { return p.run.reliability ? V(true) : V(nullptr); }

/// Of a rate of the likely run, over its duration.
template <double Reliability::*per_day>
V over_the_run(P p, C) {
  if (!p.run.reliability) return nullptr;
  return p.run.reliability->likely.*per_day * (p.run.duration.likely / day);
}

V lost_days(P p, C) {
  return p.run.reliability ? V((1 - p.run.goodput) * (p.run.duration.likely / day)) : V(nullptr);
}

template <int Layout::*member>
constexpr PlanField degree(std::string_view path, std::string_view meaning, Kind kind = whole(1)) {
  return {path,
          kind,
          [](P p, C) -> V { return p.layout.*member; },
          meaning,
          kept<plain, &S::layout, member>(),
          ""};
}

template <Time Range<Time>::*end>
constexpr PlanField step_time(std::string_view path, std::string_view meaning,
                              char const* unit = nullptr) {
  return {path,
          not_negative,
          [](P p, C) -> V { return p.run.step_time.*end / second; },
          meaning,
          kept<second, &S::step_time, end>(),
          unit,
          "step"};
}

template <Time Range<Time>::*end>
constexpr PlanField duration(std::string_view path, std::string_view meaning) {
  return {path,
          not_negative,
          [](P p, C) -> V { return p.run.duration.*end / day; },
          meaning,
          kept<day, &S::duration, end>(),
          "days"};
}

template <Money Range<Money>::*end>
constexpr PlanField cost(std::string_view path, std::string_view meaning) {
  return {path,    or_null(not_negative),         [](P p, C) { return in_usd(p, p.cost.*end); },
          meaning, kept<dollar, &S::cost, end>(), "USD"};
}

template <Bytes MemoryBreakdown::*part>
constexpr PlanField memory(std::string_view path, std::string_view meaning,
                           char const* unit = nullptr) {
  return {path,
          not_negative,
          [](P p, C) -> V { return p.estimate.memory.*part / gibibyte; },
          meaning,
          kept<gibibyte, &S::memory, part>(),
          unit};
}

template <Time StepBreakdown::*part>
constexpr PlanField of_step(std::string_view path, std::string_view meaning) {
  return {path, rounded_time, [](P p, C) -> V { return p.run.step.*part / second; }, meaning,
          kept<second, &S::step, part>()};
}

template <Money CostBreakdown::*part>
constexpr PlanField of_cost(std::string_view path, std::string_view meaning) {
  return {path, or_null(any_number), [](P p, C) { return in_usd(p, p.cost_parts.*part); }, meaning,
          kept<dollar, &S::cost_parts, part>()};
}

constexpr char low[] = "One chance in ten of less", likely[] = "Even odds",
               high[] = "One chance in ten of more";

constexpr PlanField plan_table[] = {
    {"rank", whole(1), [](P p, C) -> V { return p.rank; }, "Place in the answer, from 1",
     kept<plain, &S::rank>()},
    {"instance_type", text, [](P p, C) { return told(p.type.name); }, "As the EC2 API spells it",
     kept<plain, &S::instance_type>(), ""},
    {"instances", whole(1), [](P p, C) -> V { return p.instances; }, "How many",
     kept<plain, &S::instances>(), ""},
    {"accelerator", text, [](P p, C) { return told(p.type.accelerator.id); },
     "Id of the accelerator", kept<plain, &S::accelerator>(), ""},
    {"accelerators", whole(1), [](P p, C) -> V { return p.instances * p.type.accelerators; },
     "In all instances", kept<plain, &S::accelerators>(), ""},
    {"devices", whole(1), [](P p, C) -> V { return p.instances * devices(p.type); },
     "What frameworks count, in all instances", kept<plain, &S::devices>()},
    {"region", or_null(text), [](P p, C) { return told(p.price.region); }, "Region or Local Zone",
     kept<plain, &S::region>(), ""},
    {"purchase", word(purchases), [](P p, C) { return told(purchase_name(p.price.purchase)); },
     "Kind of purchase", kept<of_purchase, &S::purchase>(), ""},
    {"usd_per_instance_hour", or_null(positive),
     [](P p, C) { return hourly(p, p.price.per_instance); },
     "Price used, USD; null: no price known", kept<usd_per_hour, &S::price>(), "USD/h"},
    {"list_usd_per_instance_hour", or_null(positive),
     [](P p, C) { return hourly(p, p.price.list.value_or(p.price.per_instance)); },
     "Before any discount, USD", kept<usd_per_hour, &S::list_price>(), "USD/h", "list price"},
    {"price_as_of", or_null(text), [](P p, C) { return told(p.price.as_of); },
     "Day on which the price was last seen", kept<plain, &S::price_as_of>(), "", "price seen"},
    {"price_source", or_null(text), [](P p, C) { return told(p.price.source); },
     "Keys of sources, separated by \"; \"; --rate: the user's own",
     kept<plain, &S::price_source>()},
    {"bought_days", or_null(positive), bought_days,
     "Days of each instance that are paid: the block, or the terms of the commitment; null: only "
     "the time of the run is",
     kept<day, &S::bought>(), "days", "bought for"},
    {"capacity_blocks", or_null(whole(1)), blocks,
     "Blocks of at most 64 instances, side by side, that end at the same hour; null: no Capacity "
     "Block"},
    {"job", object, nullptr, "What is trained"},
    {"job.model", text, [](P p, C) { return told(p.job.model.name); }, "Name of the shape",
     kept<plain, &S::model>(), ""},
    {"job.parameters", whole(1, 1e18), [](P p, C) -> V { return parameters(p.job.model).total(); },
     "Count of the shape's parameters", kept<plain, &S::parameters>(), "parameters"},
    {"job.tokens", positive, [](P p, C) -> V { return p.job.tokens / token; }, "Tokens trained on",
     kept<token, &S::tokens>(), "tokens"},
    {"job.sequence_length", whole(1), [](P p, C) -> V { return p.job.sequence_length; },
     "Tokens of a sequence", kept<plain, &S::sequence_length>(), ""},
    {"job.global_batch", whole(1), [](P p, C) -> V { return p.job.global_batch; },
     "Sequences of a step", kept<plain, &S::global_batch>(), ""},
    {"job.precision", precision, [](P p, C) { return told(precision_name(p.job.precision)); },
     "Of the matrix products", kept<of_precision, &S::precision>(), ""},
    {"job.stack", or_null(text), [](P p, C) { return told(stack_text(p.stack)); },
     "Software, such as megatron-lm@2022, as --stack takes it; today where none was named",
     kept<plain, &S::stack>(), ""},
    {"layout", object, nullptr, "Degrees in devices, as frameworks count them"},
    degree<&Layout::tensor>("layout.tensor", "Tensor-parallel devices"),
    degree<&Layout::pipeline>("layout.pipeline", "Pipeline stages"),
    degree<&Layout::data>("layout.data", "Data-parallel replicas"),
    degree<&Layout::context>("layout.context", "Context-parallel devices"),
    degree<&Layout::expert>("layout.expert", "Expert-parallel devices"),
    degree<&Layout::virtual_stages>("layout.virtual_stages",
                                    "Interleaved model chunks on each stage"),
    degree<&Layout::micro_batch>("layout.micro_batch", "Sequences of a micro-batch"),
    {"layout.recompute", recompute, [](P p, C) { return told(recompute_name(p.layout.recompute)); },
     "Activations computed again in the backward pass",
     kept<of_recompute, &S::layout, &Layout::recompute>(), ""},
    degree<&Layout::zero>("layout.zero", "ZeRO stage", whole(0, 3)),
    {"layout.sequence_parallel", truth, [](P p, C) -> V { return p.layout.sequence_parallel; },
     "Norms and dropout split over the tensor-parallel devices",
     kept<plain, &S::layout, &Layout::sequence_parallel>(), ""},
    {"steps", positive, [](P p, C) -> V { return p.run.steps; }, "Training steps",
     kept<plain, &S::steps>(), ""},
    {"step_time_s", object, nullptr, "Seconds of a step"},
    step_time<&Range<Time>::low>("step_time_s.low", low),
    step_time<&Range<Time>::likely>("step_time_s.likely", likely, "s"),
    step_time<&Range<Time>::high>("step_time_s.high", high),
    {"duration_days", object, nullptr, "Days of the whole run"},
    duration<&Range<Time>::low>("duration_days.low", low),
    duration<&Range<Time>::likely>("duration_days.likely", likely),
    duration<&Range<Time>::high>("duration_days.high", high),
    {"cost_usd", object, nullptr, "USD of the whole run; all null where no price is known"},
    cost<&Range<Money>::low>("cost_usd.low", low),
    cost<&Range<Money>::likely>("cost_usd.likely", likely),
    cost<&Range<Money>::high>("cost_usd.high", high),
    {"usd_per_million_tokens", or_null(any_number),
     [](P p, C) { return in_usd(p, p.cost.likely / (p.job.tokens / (mega * token))); },
     "USD, likely"},
    {"tokens_per_s", positive,
     [](P p, C) -> V { return p.run.tokens_per_second / token_per_second; },
     "Likely, while training", kept<token_per_second, &S::tokens_per_second>(), "tokens/s",
     "tokens per second"},
    {"achieved_tflops_per_s_per_accelerator", positive,
     [](P p, C) -> V { return p.run.achieved / teraflop_per_second; },
     "Hardware TFLOP/s of one accelerator, recomputation included",
     kept<teraflop_per_second, &S::achieved>(), "TFLOP/s", "achieved by an accelerator"},
    {"mfu", or_null(positive), [](P p, C) { return value_in<plain>(p.run.mfu); },
     "Model FLOPs over the dense peak; null where no peak is published", kept<plain, &S::mfu>(),
     "share", "MFU"},
    {"hfu", or_null(positive), [](P p, C) { return value_in<plain>(p.run.hfu); },
     "Hardware FLOPs over the dense peak; null where no peak is published", kept<plain, &S::hfu>(),
     "share", "HFU"},
    {"goodput", share, [](P p, C) -> V { return p.run.goodput; },
     "Share of wall time in steps that are kept", kept<plain, &S::goodput>(), "share"},
    {"interruptions", or_null(object), can_fail,
     "Expected over the likely duration; null: the goodput or the rate was given"},
    {"interruptions.failures", not_negative, over_the_run<&Reliability::failures_per_day>,
     "Of instances or software"},
    {"interruptions.reclaims", not_negative, over_the_run<&Reliability::reclaims_per_day>,
     "Spot instances taken back"},
    {"interruptions.lost_days", not_negative, lost_days,
     "Of the likely duration: checkpoints, restarts, work done again"},
    {"spare_instances", or_null(whole(0)),
     [](P p, C) { return p.run.reliability ? V(p.spare_instances) : V(nullptr); },
     "Instances to keep beside the job so that one is there for 99 % of failures; not in the "
     "cost; null: the goodput or the rate was given"},
    {"memory_gib", object, nullptr, "The fullest device; the parts sum to the total"},
    memory<&MemoryBreakdown::capacity>("memory_gib.capacity", "What the device has, GiB", "GiB"),
    {"memory_gib.total",
     not_negative,
     [](P p, C) -> V { return p.estimate.memory.total() / gibibyte; },
     "Sum of the parts, GiB",
     {[](S const& s) -> V { return s.memory.total() / gibibyte; }},
     "GiB",
     "memory of a device"},
    memory<&MemoryBreakdown::weights>("memory_gib.weights", "Weights, GiB"),
    memory<&MemoryBreakdown::gradients>("memory_gib.gradients", "Gradients, GiB"),
    memory<&MemoryBreakdown::optimizer>("memory_gib.optimizer", "Optimizer states, GiB"),
    memory<&MemoryBreakdown::activations>("memory_gib.activations", "Activations in flight, GiB"),
    memory<&MemoryBreakdown::other>("memory_gib.other", "Fragmentation, driver, libraries, GiB"),
    {"step_breakdown_s", object, nullptr, "The likely step; the parts sum to step_time_s.likely"},
    of_step<&StepBreakdown::compute>("step_breakdown_s.compute", "Computation"),
    of_step<&StepBreakdown::tensor_comm>("step_breakdown_s.tensor_comm",
                                         "Tensor-parallel communication not hidden"),
    of_step<&StepBreakdown::pipeline_comm>("step_breakdown_s.pipeline_comm",
                                           "Communication between stages not hidden"),
    of_step<&StepBreakdown::expert_comm>("step_breakdown_s.expert_comm",
                                         "Communication between experts not hidden"),
    of_step<&StepBreakdown::context_comm>("step_breakdown_s.context_comm",
                                          "Context-parallel communication not hidden"),
    of_step<&StepBreakdown::data_comm>("step_breakdown_s.data_comm",
                                       "Data-parallel communication not hidden"),
    of_step<&StepBreakdown::bubble>("step_breakdown_s.bubble", "Stages that wait"),
    of_step<&StepBreakdown::optimizer>("step_breakdown_s.optimizer", "Update of the weights"),
    of_step<&StepBreakdown::other>("step_breakdown_s.other", "Jitter, overhead, allowance"),
    {"cost_breakdown_usd", object, nullptr,
     "The likely cost; the parts sum to cost_usd.likely; null without a price"},
    of_cost<&CostBreakdown::training>("cost_breakdown_usd.training", "Steps that are kept"),
    of_cost<&CostBreakdown::evaluation>("cost_breakdown_usd.evaluation", "Validation"),
    of_cost<&CostBreakdown::failures>("cost_breakdown_usd.failures",
                                      "Lost work, restarts and checkpoints"),
    of_cost<&CostBreakdown::idle_tail>("cost_breakdown_usd.idle_tail",
                                       "Bought beyond the end of the run"),
    {"vcpu_quota", or_null(whole(0)),
     [](P p, C) { return p.type.quota.empty() ? V(nullptr) : V(vcpu_quota(p)); },
     "vCPUs that the account's quota must allow; null: no such quota is known for the type",
     kept<plain, &S::vcpu_quota>(), "", "vCPU quota"},
    {"fits", fit, [](P p, C) { return told(fit_name(p.estimate.fit)); },
     "Whether it fits in memory; tight: it may not run; no: only estimate shows one",
     kept<of_fit, &S::fit>(), ""},
    {"meets_deadline", or_null(truth),
     [](P p, C c) { return if_asked(c.deadline, p.meets_deadline); },
     "By the risk rule; null: no deadline was asked for", kept<plain, &S::meets_deadline>(), ""},
    {"meets_deadline_if_slow", or_null(truth),
     [](P p, C c) { return if_asked(c.deadline, p.meets_deadline_if_slow); },
     "At the high end of the range; null: no deadline", kept<plain, &S::meets_deadline_if_slow>(),
     ""},
    {"meets_budget", or_null(truth), [](P p, C c) { return if_asked(c.budget, p.meets_budget); },
     "By the risk rule; null: no budget was asked for", kept<plain, &S::meets_budget>(), ""},
    {"tie_with", texts, [](P p, C) -> V { return p.tie_with; },
     "Offers that the model cannot tell apart from this one", kept<plain, &S::tie_with>()},
    {"confidence", confidence, [](P p, C) { return told(confidence_name(p.confidence)); },
     "How far measured runs stand from this estimate", kept<of_confidence, &S::confidence>(), ""},
    {"own_constants", or_null(texts), [](P p, C) { return value_in<plain>(p.own_constants); },
     "The user's own constants that favour it", kept<plain, &S::own_constants>()},
};

}  // namespace

PlanContext context_of(Goal const& goal) {
  return {.deadline = goal.deadline.has_value(), .budget = goal.budget.has_value()};
}

std::span<PlanField const> plan_fields() { return plan_table; }

Json plan_json(Plan const& plan, PlanContext const& context) {
  return json_of(plan_fields(), plan, context);
}

}  // namespace ec2plan::documents
