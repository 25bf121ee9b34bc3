#include "report/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/energy.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/job_words.hpp"
#include "report/low_rate.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string understood(AskedJob const& asked) {
  Transformer const& model = asked.model.shape;
  if (asked.spec == model.name) return fmt::format("{}: {}", model.name, shape(model));
  return fmt::format("{} → {}: {} ({})", asked.spec, model.name, shape(model),
                     origin_text(asked.model.origin));
}

std::string purchases_text(std::vector<Purchase> const& purchases) {
  std::vector<std::string> names;
  for (auto const purchase : purchases)
    names.emplace_back(purchase_name(purchase));
  return joined(names);
}

std::string rule(Risk risk) {
  return risk == Risk::slow ? "even if slow (1 run in 10 may miss)" : "at even odds";
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
}

std::string cost_text(Plan const& plan) {
  if (!priced(plan)) return "no price is known for this purchase, region and date";
  return fmt::format("{}, {} per million tokens; {} an instance hour, {}", usd_range(plan),
                     per_million_tokens(plan), hourly_text(plan.price.per_instance),
                     seen_text(plan.price));
}

std::string memory_text(Plan const& plan) {
  MemoryBreakdown const& m = plan.estimate.memory;
  std::string const text = fmt::format("{} of {} on the fullest device", gib_text(m.total() / byte),
                                       gib_text(m.capacity / byte)) +
                           host_words(m);
  if (plan.estimate.fit == Fit::no) return text + ": it does not fit";
  return plan.estimate.fit == Fit::tight ? text + ": tight, it may not run" : text;
}

Style memory_style(Fit fit) {
  if (fit == Fit::yes) return Style::plain;
  return fit == Fit::tight ? Style::warn : Style::bad;
}

std::string rate_words(Plan const& plan) {
  Run const& run = plan.run;
  std::string text = fmt::format("{} tokens/s, {} an accelerator",
                                 integer_text(run.tokens_per_second / (token / second)),
                                 rate_text(run.achieved / (flop / second), "FLOP"));
  if (!run.mfu) return text + "; no dense peak is published, so no MFU";
  return text + fmt::format(", MFU {}, HFU {}", percent_text(*run.mfu), percent_text(*run.hfu));
}

/// The table's words, and which end of the range they are of.
std::string verdict_text(Plan const& plan, Goal const& goal) {
  std::string const words = judgement(plan, goal).words;
  bool const slow = goal.risk == Risk::slow;
  std::string end = duration_text(slow ? plan.run.duration.high : plan.run.duration.likely);
  if (priced(plan))
    end += " and " + dollars_text((slow ? plan.cost.high : plan.cost.likely) / dollar);
  return fmt::format("{}; counted from the {} of the range, {}", words,
                     slow ? "slow end" : "likely value", end);
}

/// "; 8 minutes of it before the first step", where that counts.
std::string startup_text(Plan const& plan) {
  Time const before = plan.run.startup.total();
  if (before <= 0.01 * plan.run.duration.likely) return {};  // hardly any
  return fmt::format("; {} of it before the first step", duration_text(before));
}

bool given(Setup const& setup) { return setup.given.hardware || setup.given.mfu; }

template <typename Value, typename Shown>
Table parts_table(std::vector<Part<Value>> const& parts, Value total, Shown shown) {
  Table table{.columns = {texts(), numbers(), numbers(), texts()}};
  for (auto const& part : parts)
    if (part.value > Value{})
      add_row(table, faint(part.name), shown(part.value), percent_text(part.value / total),
              part.meaning);
  add_row(table, "total", strong(shown(total)), "100.0%", "");
  return table;
}

void add_part(Table& table, std::string name, double value, double total) {
  if (value <= 0) return;
  add_row(table, faint(std::move(name)), integer_text(value), percent_text(value / total));
}

Table three_columns() { return {.columns = {texts(), numbers(), numbers()}}; }

void add_parameters(Page& page, Transformer const& model) {
  ParameterCount const count = parameters(model);
  double const all = count.total();
  Table table = three_columns();
  add_part(table, "attention", count.attention, all);
  add_part(table, "state space, linear attention", count.recurrent, all);
  add_part(table, model.experts ? "feed-forward and routers" : "feed-forward", count.feed_forward,
           all);
  add_part(table, "routed experts", count.experts, all);
  add_part(table, "norms", count.norms, all);
  add_part(table, "embeddings", count.embeddings, all);
  add_part(table, "output", count.output, all);
  add_row(table, "total", strong(integer_text(all)), "100.0%");
  if (count.experts > 0) add_part(table, "active for a token", count.active(), all);
  add_section(page, "Parameters", std::move(table));
}

std::string recomputed(Recompute recompute) {
  if (recompute == Recompute::none) return "no recomputation";
  return fmt::format("{} recomputation", recompute_name(recompute));
}

}  // namespace

std::string regions_text(AskedPrice const& price) {
  constexpr std::size_t most = 4;
  auto const& all = price.regions;
  std::string text = all.size() > most ? fmt::format("{} regions", all.size()) : joined(all);
  if (!price.region_from.empty()) text += fmt::format(" ({})", price.region_from);
  return text;
}

std::string limits_text(Goal const& goal) {
  std::string text;
  if (goal.deadline)
    text = fmt::format("within {} {}", duration_text(*goal.deadline), rule(goal.risk));
  if (goal.budget)
    text += fmt::format("{}for at most {}{}", text.empty() ? "" : "; ",
                        exact_dollars(*goal.budget / dollar),
                        goal.deadline ? "" : ", " + rule(goal.risk));
  return text.empty() ? "no deadline and no budget" : text;
}

std::string counts_text(SearchLimits const& limits) {
  int const least = limits.min_instances, most = limits.max_instances;
  std::string const from = least == most ? "" : fmt::format("{} to ", integer_text(least));
  return from + counted(most, "instance");
}

std::string catalog_text(Frame const& frame) {
  std::string text = "catalog " + frame.catalog_version;
  if (!frame.catalog_as_of.empty()) text += fmt::format(" (newest price {})", frame.catalog_as_of);
  for (std::string_view const file : frame.catalog_overlays)
    text += fmt::format(" + {}", file_name(file));
  return text;
}

std::string software_text(Stack const& stack) {
  return stack == Stack{} ? "today's software" : "software: " + stack_text(stack);
}

void add_understood(Page& page, AskedJob const& asked) {
  add_text(page, understood(asked), Style::strong);
}

void add_job(Page& page, AskedJob const& asked) {
  add_understood(page, asked);
  if (!asked.job.tuning.pretrains()) add_text(page, tuning_words(asked.job.tuning));
  add_text(page, work_words(asked.job, asked.stack));
}

std::string market_text(AskedPrice const& price, Frame const& frame,
                        std::vector<std::string> const& told) {
  auto const tells = [&](std::string_view key) {
    return std::ranges::find(told, key) == told.end();
  };
  std::vector<std::string> parts;
  if (tells("region")) parts.push_back(regions_text(price));
  if (tells("purchase")) parts.push_back(purchases_text(price.purchases));
  if (price.discount > 0 && tells("discount"))
    parts.push_back("less " + percent_text(price.discount));
  if (price.as_of && tells("as_of")) parts.push_back("prices as of " + date_text(*price.as_of));
  return joined(parts) + (parts.empty() ? "" : "; ") + catalog_text(frame);
}

void add_market(Page& page, AskedPrice const& price, Frame const& frame) {
  add_text(page, market_text(price, frame));
}

/// Of instances that the layout does not use: ", 1 instance idle: no layout splits all as well".
std::string idle_text(Plan const& plan) {
  std::int64_t const each = plan.type.accelerators * plan.type.accelerator.devices;
  auto const idle = plan.instances - devices(plan.layout) / each;
  return idle > 0
             ? fmt::format("; {} idle: no layout splits all as well", counted(idle, "instance"))
             : "";
}

void add_plan(Page& page, Answer const& answer) {
  Plan const& plan = answer.plan();
  Judgement const judged = judgement(plan, answer.goal);
  Table table = pairs();
  add_pair(
      table, "plan",
      fmt::format("{}: {} × {}", long_offer(plan),
                  integer_text(plan.instances * plan.type.accelerators), plan.type.accelerator.id),
      Style::strong);
  add_pair(table, "time",
           fmt::format("{}; a step {} s{}", time_range(plan.run.duration),
                       fixed_text(plan.run.step_time.likely / second, 2), startup_text(plan)));
  add_pair(table, "cost", cost_text(plan), priced(plan) ? Style::plain : Style::warn);
  add_pair(table, "energy", energy_sentence(plan));
  add_pair(table, "memory", memory_text(plan), memory_style(plan.estimate.fit));
  add_pair(table, "layout", long_layout(plan.layout) + idle_text(plan));
  add_pair(table, "rate", rate_words(plan));
  add_pair(table, "low rate", low_rate_text(plan), Style::warn);
  if (answer.goal.deadline || answer.goal.budget) {
    add_pair(table, "asked", limits_text(answer.goal));
    add_pair(table, "verdict", verdict_text(plan, answer.goal),
             judged.meets ? Style::good : Style::bad);
  }
  add_pair(table, "quota", quota_text(plan));
  add_pair(table, "bought", bought_text(plan));
  add_pair(table, "interruptions", interruptions_text(plan));
  add_pair(table, "spares", spares_text(plan));
  add_pair(table, "confidence",
           given(*answer.setup) ? own_rate_words : confidence_words(plan.confidence));
  page.push_back(std::move(table));
}

void add_step(Page& page, Plan const& plan) {
  add_section(page, "One step",
              parts_table(parts_of(plan.run.step), plan.run.step.total(),
                          [total = plan.run.step.total()](Time time) {
                            return seconds_text(time, total);
                          }));
}

void add_startup(Page& page, Plan const& plan) {
  Time const all = plan.run.startup.total();
  if (all <= Time{}) return;
  add_section(
      page, "Before the first step",
      parts_table(parts_of(plan.run.startup), all, [](Time time) { return duration_text(time); }));
}

void add_memory(Page& page, Plan const& plan) {
  MemoryBreakdown const& memory = plan.estimate.memory;
  add_section(page, "Memory of the fullest device, of " + gib_text(memory.capacity / byte),
              parts_table(parts_of(memory), memory.total(),
                          [](Bytes bytes) { return gib_text(bytes / byte); }));
}

void add_cost(Page& page, Plan const& plan) {
  if (!priced(plan)) return;
  add_section(page, "Where the money goes",
              parts_table(parts_of(plan.cost_parts), plan.cost.likely,
                          [](Money money) { return exact_dollars(money / dollar); }));
}

void add_split(Page& page, Transformer const& model, int sequence_length, Recompute recompute) {
  add_parameters(page, model);
  auto const per_token = [](FlopsPerToken flops) { return flops / (flop / token); };
  auto const forward = forward_flops(model, sequence_length);
  double const all = per_token(forward.total());
  double const needed = per_token(model_flops(model, sequence_length));
  double const executed = per_token(hardware_flops(model, sequence_length, recompute));
  Table table = three_columns();
  add_part(table, "forward, linear layers", per_token(forward.linear), all);
  add_part(table, "forward, attention", per_token(forward.attention), all);
  add_part(table, "forward, logits", per_token(forward.logits), all);
  add_part(table, "forward, states", per_token(forward.recurrence), all);
  add_row(table, "forward", strong(integer_text(all)), "100.0%");
  add_part(table, "model: forward once, backward twice", needed, all);
  add_part(table, "hardware: with " + recomputed(recompute), executed, all);
  add_section(
      page, fmt::format("FLOPs of a token, at {} tokens a sequence", integer_text(sequence_length)),
      std::move(table));
}

}  // namespace ec2plan::pages
