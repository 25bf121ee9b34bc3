#include <fmt/format.h>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/beside.hpp"
#include "report/bill_text.hpp"
#include "report/explain_page.hpp"
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
  page.push_back(Paragraph{{"cost = " + bill_text(plan)}});
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

/// "0.832 (0.294–1.92)"
std::string rate_range(Range<Reliability> const& all, double Reliability::*rate) {
  return fmt::format("{:.3g} ({:.3g}–{:.3g})", all.likely.*rate, all.low.*rate, all.high.*rate);
}

std::string reclaims_text(Range<Reliability> const& all) {
  if (all.likely.reclaims_per_day <= 0) return {};
  return fmt::format(
      "; {} reclaims a day, {}", rate_range(all, &Reliability::reclaims_per_day),
      all.likely.notice ? "each with time for a checkpoint" : "too sudden for a checkpoint");
}

std::string checkpoints_text(Reliability const& r) {
  if (r.interval <= Time{}) return "no checkpoints are needed";
  Checkpoint const& c = r.checkpoint;
  return fmt::format("a checkpoint of {} every {} holds training up for {} and is written in {}",
                     gib_text(c.state / byte), duration_text(r.interval / day),
                     duration_text(c.blocked / day), duration_text(c.written / day));
}

void add_failures(Page& page, Plan const& plan) {
  if (!plan.run.reliability) return;
  auto const& all = *plan.run.reliability;
  page.push_back(Heading{"Failures"});
  page.push_back(Paragraph{
      {fmt::format("{} failures a day of all instances{}; {}; a restart takes {}",
                   rate_range(all, &Reliability::failures_per_day), reclaims_text(all),
                   checkpoints_text(all.likely), duration_text(all.likely.restart / day))}});
  page.push_back(
      Paragraph{{fmt::format("goodput {}, from {} at the highest rates to {} at the lowest",
                             fixed_text(all.likely.goodput, 4), fixed_text(all.high.goodput, 4),
                             fixed_text(all.low.goodput, 4))}});
}

void add_range(Page& page, EstimateAnswer const& answer) {
  if (answer.setup.given.hardware || answer.setup.given.mfu) return;
  auto const factors = range_factors(answer.setup);
  page.push_back(Heading{"Range"});
  page.push_back(Paragraph{{fmt::format(
      "low and high are {} and {} times the likely prediction. {}", number_text(factors.low),
      number_text(factors.high), confidence_words(answer.plan.confidence))}});
}

}  // namespace

void add_arithmetic(Page& page, ExplainAnswer const& answer) {
  EstimateAnswer const& estimate = answer.estimate;
  Arithmetic const a = arithmetic(estimate);
  add_spine(page, a);
  add_bill(page, estimate);
  page.push_back(Heading{"Plan"});
  add_plan(page, estimate);
  add_split(page, estimate.plan.job.model, estimate.plan.job.sequence_length,
            estimate.plan.layout.recompute);
  add_step(page, estimate.plan);
  add_schedule(page, estimate.plan);
  add_memory(page, estimate.plan);
  add_failures(page, estimate.plan);
  add_cost(page, estimate.plan);
  add_range(page, estimate);
  add_facts(page, answer.facts);
}

void add_grounds(Page& page, ExplainAnswer const& answer, bool with_links) {
  add_assumptions(page, answer.estimate);
  add_sources(page, answer, with_links);
}

Page page_of(ExplainAnswer const& answer) {
  Page page;
  EstimateAnswer const& estimate = answer.estimate;
  add_job(page, estimate.asked);
  add_market(page, estimate.price, estimate.frame);
  add_arithmetic(page, answer);
  add_grounds(page, answer, true);
  add_beside(page, answer);
  page.push_back(
      Command{"Again", command_line("explain", estimate.frame, estimate.price, estimate.plan)});
  return page;
}

}  // namespace ec2plan::pages
