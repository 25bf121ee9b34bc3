#include "report/explain_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/beside.hpp"
#include "report/choice.hpp"
#include "report/energy.hpp"
#include "report/pages.hpp"
#include "report/parts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string note_text(AssumptionEntry const& entry) {
  if (entry.source.empty()) return entry.note;
  return fmt::format("{} [{}]", entry.note, entry.source);
}

std::string source_text(Source const& source, bool with_links) {
  std::string const text = fmt::format("{} ({}, {})", source.text, source.kind, source.date);
  return source.url.empty() || !with_links ? text : text + " " + source.url;
}

std::set<std::string> named(ExplainAnswer const& answer) {
  std::set<std::string> keys;
  for (auto const& fact : answer.facts)
    for (auto const& source : fact.sources)
      keys.insert(source.key);
  for (auto const& entry : answer.estimate.frame.assumptions)
    for (auto const& source : answer.estimate.frame.sources)
      if (entry.source.find(source.key) != std::string::npos) keys.insert(source.key);
  return keys;
}

/// "[EC2API] 2026-08-02, [LOCK] 2026-11"
std::string origin(std::vector<Source> const& sources) {
  if (sources.empty()) return "no source is recorded";
  std::vector<std::string> texts;
  for (auto const& source : sources)
    texts.push_back(fmt::format("[{}] {}", source.key, source.date));
  return joined(texts);
}

/// Each fact with the key and the date of its first source.
void add_facts(Page& page, std::vector<Fact> const& facts) {
  Table table{.columns = {texts(), texts(), texts()}};
  for (auto const& fact : facts)
    add_row(table, faint(fact.what), fact.value, origin(fact.sources));
  add_section(page, "Facts", std::move(table));
}

/// Each constant that the plan used, with its basis.
void add_assumptions(Page& page, Answer const& answer) {
  auto const& entries = answer.frame.assumptions;
  if (entries.empty()) return;
  Table table{.columns = {texts(), numbers(), texts(), texts(), texts()}};
  std::string last;
  for (auto const& entry : entries) {
    std::string const note = note_text(entry);
    add_row(table, faint(entry.key), number_text(entry.value), entry.unit == "1" ? "" : entry.unit,
            Text{entry.basis, entry.basis == "guess" ? Style::warn : Style::plain},
            note == last && !note.empty() ? "as above" : note);
    last = note;
  }
  add_section(page, "Assumptions; change one with --set KEY=VALUE", std::move(table));
}

/// The sources that those two name, in full; with or without their addresses.
void add_sources(Page& page, ExplainAnswer const& answer, bool with_links) {
  auto const keys = named(answer);
  std::vector<Source> all = answer.estimate.frame.sources;
  for (auto const& fact : answer.facts)
    all.insert(all.end(), fact.sources.begin(), fact.sources.end());
  Table table = pairs();
  std::set<std::string> told;
  for (auto const& source : all)
    if (keys.contains(source.key) && told.insert(source.key).second)
      add_pair(table, source.key, source_text(source, with_links));
  add_section(page, "Sources", std::move(table));
}

/// time = hardware FLOPs / (accelerators × achieved FLOP/s per accelerator), filled in.
void add_spine(Page& page, Arithmetic const& a) {
  page.push_back(
      Heading{"time = hardware FLOPs / (accelerators × achieved FLOP/s per accelerator)"});
  add_text(
      page,
      fmt::format("{} = {:.4g} FLOP / ({} × {})", duration_text(a.training), a.flops / flop,
                  integer_text(a.accelerators), rate_text(a.achieved / (flop / second), "FLOP")),
      Style::strong);
  if (a.evaluation_share > 1e-12 || a.goodput < 1)
    add_text(page, fmt::format("× (1 + {} evaluation) / {} goodput = {}",
                               percent_text(a.evaluation_share), fixed_text(a.goodput, 4),
                               duration_text(a.duration - a.startup)));
  if (a.startup > Time{})
    add_text(page, fmt::format("+ {} before the first step = {}", duration_text(a.startup),
                               duration_text(a.duration)));
}

std::string micro_batch_count(std::int64_t count) {
  return integer_text(count) + (count == 1 ? " micro-batch" : " micro-batches");
}

void add_schedule(Page& page, Plan const& plan) {
  add_text(
      page,
      fmt::format("in a step, {} of {} × {} tokens go through each of {}",
                  micro_batch_count(micro_batches(plan.job, plan.layout)), plan.layout.micro_batch,
                  padded_length(plan.job, plan.layout.micro_batch),
                  counted(plan.layout.data, "pipeline")),
      Style::faint);
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
  add_text(page,
           fmt::format("{} failures a day of all instances{}; {}; a restart takes {}",
                       rate_range(all, &Reliability::failures_per_day), reclaims_text(all),
                       checkpoints_text(all.likely), duration_text(all.likely.restart / day)));
  add_text(page, fmt::format("goodput {}, from {} at the highest rates to {} at the lowest",
                             fixed_text(all.likely.goodput, 4), fixed_text(all.high.goodput, 4),
                             fixed_text(all.low.goodput, 4)));
}

/// Where the fast end stops short of its factor.
std::string limit_words(double low, double factor) {
  if (low <= factor * (1 + 1e-9)) return {};
  return fmt::format(", but the low one stops at {}: no matrix product was faster on the part",
                     fixed_text(low, 2));
}

void add_range(Page& page, Answer const& answer) {
  if (answer.setup->given.hardware || answer.setup->given.mfu) return;
  auto factors = range_factors(*answer.setup);
  Range<Time> const& step = answer.plan().run.step_time;
  factors.high = step.high / step.likely;  // near the edge of the memory it is higher
  page.push_back(Heading{"Range"});
  add_text(page, fmt::format("low and high are {} and {} times the likely prediction{}. {}",
                             number_text(factors.low), number_text(factors.high),
                             limit_words(step.low / step.likely, factors.low),
                             confidence_words(answer.plan().confidence)));
  if (answer.plan().run.startup.total() <= Time{}) return;
  RangeFactors const& before = answer.setup->assumptions.startup;
  add_text(page, fmt::format("what passes before the first step takes {} to {} times the likely",
                             number_text(before.low), number_text(before.high)));
}

}  // namespace

void add_arithmetic(Page& page, ExplainAnswer const& answer) {
  Answer const& estimate = answer.estimate;
  add_spine(page, arithmetic(estimate));
  if (priced(estimate.plan())) add_text(page, "cost = " + bill_text(estimate.plan()));
  page.push_back(Heading{"Plan"});
  add_plan(page, estimate);
  Plan const& plan = estimate.plan();
  add_split(page, plan.job.model, padded_length(plan.job, plan.layout.micro_batch),
            plan.layout.recompute, plan.job.tuning);
  add_step(page, estimate.plan());
  add_schedule(page, estimate.plan());
  add_startup(page, estimate.plan());
  add_memory(page, estimate.plan());
  add_failures(page, estimate.plan());
  add_cost(page, estimate.plan());
  add_energy(page, estimate);
  add_range(page, estimate);
  add_facts(page, answer.facts);
}

void add_grounds(Page& page, ExplainAnswer const& answer, bool with_links) {
  add_assumptions(page, answer.estimate);
  add_sources(page, answer, with_links);
}

Page page_of(ExplainAnswer const& answer, Extent const&) {
  Page page;
  Answer const& estimate = answer.estimate;
  add_job(page, estimate.asked);
  add_market(page, estimate.price, estimate.frame);
  add_arithmetic(page, answer);
  add_grounds(page, answer, true);
  add_beside(page, answer);
  page.push_back(
      Command{"Again", command_line("explain", estimate.frame, estimate.price, estimate.plan())});
  return page;
}

Page estimate_page(Answer const& answer) {
  Page page;
  add_job(page, answer.asked);
  add_market(page, answer.price, answer.frame);
  page.push_back(Heading{"Estimate"});
  add_plan(page, answer);
  add_step(page, answer.plan());
  add_memory(page, answer.plan());
  add_cost(page, answer.plan());
  page.push_back(
      Command{"Next", command_line("explain", answer.frame, answer.price, answer.plan())});
  return page;
}

}  // namespace ec2plan::pages
