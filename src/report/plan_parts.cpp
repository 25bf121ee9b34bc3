#include "report/plan_parts.hpp"

#include <fmt/format.h>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/bill_text.hpp"
#include "report/choice.hpp"
#include "report/question.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

std::string cost_text(Plan const& plan) {
  if (!priced(plan)) return "no price is known for this purchase, region and date";
  return fmt::format("{}, {} per million tokens; {} an instance hour, {}", usd_range(plan),
                     per_million_tokens(plan), hourly_text(plan.price.per_instance),
                     seen_text(plan.price));
}

std::string memory_text(Plan const& plan) {
  MemoryBreakdown const& m = plan.estimate.memory;
  std::string const text = fmt::format("{} of {} on the fullest device", gib_text(m.total() / byte),
                                       gib_text(m.capacity / byte));
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
  std::string end =
      (slow ? days(plan.run.duration.high) : days(plan.run.duration.likely)) + " days";
  if (priced(plan))
    end += " and " + dollars_text((slow ? plan.cost.high : plan.cost.likely) / dollar);
  return fmt::format("{}; counted from the {} of the range, {}", words,
                     slow ? "slow end" : "likely value", end);
}

bool given(Setup const& setup) { return setup.given.hardware || setup.given.mfu; }

template <typename Value, typename Shown>
Table parts_table(std::vector<Part<Value>> const& parts, Value total, Shown shown) {
  Table table{.columns = {{}, {.right = true}, {.right = true}, {}}};
  for (auto const& part : parts)
    if (part.value > Value{})
      table.rows.push_back({{std::string(part.name), Style::faint},
                            {shown(part.value)},
                            {percent_text(part.value / total)},
                            {std::string(part.meaning)}});
  table.rows.push_back({{"total"}, {shown(total), Style::strong}, {"100.0%"}, {}});
  return table;
}

}  // namespace

void add_plan(Page& page, EstimateAnswer const& answer) {
  Plan const& plan = answer.plan;
  Judgement const judged = judgement(plan, answer.goal);
  Table table = pairs();
  add_pair(
      table, "plan",
      fmt::format("{}: {} × {}", long_offer(plan),
                  integer_text(plan.instances * plan.type.accelerators), plan.type.accelerator.id),
      Style::strong);
  add_pair(table, "time",
           fmt::format("{} days; a step {} s", days_range(plan.run.duration),
                       fixed_text(plan.run.step_time.likely / second, 2)));
  add_pair(table, "cost", cost_text(plan), priced(plan) ? Style::plain : Style::warn);
  add_pair(table, "memory", memory_text(plan), memory_style(plan.estimate.fit));
  add_pair(table, "layout", long_layout(plan.layout));
  add_pair(table, "rate", rate_words(plan));
  if (answer.goal.deadline || answer.goal.budget) {
    add_pair(table, "asked", limits_text(answer.goal));
    add_pair(table, "verdict", verdict_text(plan, answer.goal),
             judged.meets ? Style::good : Style::bad);
  }
  add_pair(table, "ask for", quota_text(plan));
  add_pair(table, "bought", bought_text(plan));
  add_pair(table, "interruptions", interruptions_text(plan));
  add_pair(table, "spares", spares_text(plan));
  add_pair(table, "confidence",
           given(answer.setup) ? own_rate_words : confidence_words(plan.confidence));
  page.push_back(std::move(table));
}

void add_step(Page& page, Plan const& plan) {
  page.push_back(Heading{"One step"});
  page.push_back(parts_table(
      parts_of(plan.run.step), plan.run.step.total(),
      [total = plan.run.step.total()](Time time) { return seconds_text(time, total); }));
}

void add_memory(Page& page, Plan const& plan) {
  MemoryBreakdown const& memory = plan.estimate.memory;
  page.push_back(Heading{"Memory of the fullest device, of " + gib_text(memory.capacity / byte)});
  page.push_back(parts_table(parts_of(memory), memory.total(),
                             [](Bytes bytes) { return gib_text(bytes / byte); }));
}

void add_cost(Page& page, Plan const& plan) {
  if (!priced(plan)) return;
  page.push_back(Heading{"Where the money goes"});
  page.push_back(parts_table(parts_of(plan.cost_parts), plan.cost.likely,
                             [](Money money) { return exact_dollars(money / dollar); }));
}

}  // namespace ec2plan::pages
