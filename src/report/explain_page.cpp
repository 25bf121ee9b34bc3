#include <fmt/format.h>

#include "ec2plan/document/names.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/units/format.hpp"
#include "report/model_split.hpp"
#include "report/pages.hpp"
#include "report/plan_parts.hpp"
#include "report/provenance.hpp"
#include "report/question.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// time = hardware FLOPs / (accelerators × achieved FLOP/s per accelerator), filled in.
void add_spine(Page& page, Arithmetic const& a) {
  page.push_back(
      Heading{"time = hardware FLOPs / (accelerators × achieved FLOP/s per accelerator)"});
  page.push_back(Paragraph{
      {fmt::format("{} days = {:.4g} FLOP / ({} × {})", days(a.training), a.flops / flop,
                   integer_text(a.accelerators), rate_text(a.achieved / (flop / second), "FLOP")),
       Style::strong}});
  if (a.evaluation_share > 1e-12 || a.goodput < 1)
    page.push_back(Paragraph{{fmt::format("× (1 + {} evaluation) / {} goodput = {} days",
                                          percent_text(a.evaluation_share),
                                          fixed_text(a.goodput, 4), days(a.duration))}});
}

void add_bill(Page& page, EstimateAnswer const& answer) {
  Plan const& plan = answer.plan;
  if (!priced(plan)) return;
  page.push_back(Paragraph{{fmt::format(
      "cost = {} × {} hours × {} = {}", counted(plan.instances, "instance"), bill_hours(plan),
      exact_hourly(plan.price.per_instance), exact_dollars(plan.cost.likely / dollar))}});
}

std::string micro_batch_count(std::int64_t count) {
  return integer_text(count) + (count == 1 ? " micro-batch" : " micro-batches");
}

void add_schedule(Page& page, Plan const& plan) {
  page.push_back(Paragraph{
      {fmt::format("in a step, {} of {} × {} tokens go through each of {}",
                   micro_batch_count(micro_batches(plan.job, plan.layout)), plan.layout.micro_batch,
                   plan.job.sequence_length, counted(plan.layout.data, "pipeline")),
       Style::faint}});
}

void add_failures(Page& page, Setup const& setup, Arithmetic const& a) {
  if (a.failures_per_day <= 0) return;
  page.push_back(Heading{"Failures"});
  page.push_back(Paragraph{{fmt::format(
      "{} failures a day of all instances ({} of each); a checkpoint every {} costs {}, a restart "
      "{}: goodput {}",
      fmt::format("{:.3g}", a.failures_per_day),
      number_text(setup.assumptions.failures_per_node_day),
      duration_text(a.checkpoint_interval / day),
      duration_text(setup.assumptions.checkpoint_write / day),
      duration_text(setup.assumptions.restart / day), fixed_text(a.goodput, 4))}});
}

void add_range(Page& page, EstimateAnswer const& answer) {
  if (answer.setup.given.hardware || answer.setup.given.mfu) return;
  auto const factors = range_factors(answer.setup);
  page.push_back(Heading{"Range"});
  page.push_back(Paragraph{
      {fmt::format("low, likely and high are {}, {} and {} times the raw prediction. {}",
                   number_text(factors.low), number_text(factors.likely), number_text(factors.high),
                   confidence_words(answer.plan.confidence))}});
}

}  // namespace

Page page_of(ExplainAnswer const& answer) {
  Page page;
  EstimateAnswer const& estimate = answer.estimate;
  Arithmetic const a = arithmetic(estimate);
  add_job(page, estimate.asked);
  add_market(page, estimate.price, estimate.frame);
  add_spine(page, a);
  add_bill(page, estimate);
  page.push_back(Heading{"Plan"});
  add_plan(page, estimate);
  add_split(page, estimate.plan.job.model, estimate.plan.job.sequence_length,
            estimate.plan.layout.recompute);
  add_step(page, estimate.plan);
  add_schedule(page, estimate.plan);
  add_memory(page, estimate.plan);
  add_failures(page, estimate.setup, a);
  add_cost(page, estimate.plan);
  add_range(page, estimate);
  add_facts(page, answer.facts);
  add_assumptions(page, estimate);
  add_sources(page, answer);
  page.push_back(
      Command{"Again", command_line("explain", estimate.frame, estimate.price, estimate.plan)});
  return page;
}

}  // namespace ec2plan::pages
