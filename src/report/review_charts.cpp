#include "report/review_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/plan_points.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// Of another layout, the bar is the same but for its length.
bool same_but_for_layout(Plan const& a, Plan const& b) {
  return same_offer(a, b) && a.instances == b.instances;
}

/// "idle_tail" as people read it.
std::string words_of(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

template <typename Value>
std::vector<std::string> names_of(std::vector<Part<Value>> const& parts) {
  std::vector<std::string> names;
  for (auto const& part : parts)
    names.push_back(words_of(part.name));
  return names;
}

template <typename Value>
std::vector<double> values_of(std::vector<Part<Value>> const& parts, Value unit) {
  std::vector<double> values;
  for (auto const& part : parts)
    values.push_back(part.value / unit);
  return values;
}

Bar cost_bar(Plan const& plan, std::string role) {
  return {.label = fmt::format("{}: {}", role, offer(plan)),
          .detail = fmt::format("{}, {} days, {}", long_offer(plan), days_range(plan.run.duration),
                                usd_range(plan)),
          .parts = values_of(parts_of(plan.cost_parts), dollar)};
}

/// "spot (2025-12-21)": with the day of its price.
std::string dated_purchase(Price const& price) {
  std::string const name{purchase_name(price.purchase)};
  return price.as_of.empty() ? name : fmt::format("{} ({})", name, price.as_of);
}

constexpr double dearest_bar = 4;  // times the plan's own cost: beyond it the others shrink away

/// The plans that a reviewer weighs against this one, each once.
std::vector<Bar> weighed(ReviewedPlan const& reviewed) {
  Plan const& own = reviewed.explained.estimate.plan;
  std::vector<Plan> told{own};
  std::vector<Bar> bars{cost_bar(own, "this plan")};
  auto const add = [&](std::optional<Plan> const& plan, std::string const& role) {
    auto const known = [&](Plan const& one) { return same_but_for_layout(one, *plan); };
    if (!plan || !priced(*plan) || std::any_of(told.begin(), told.end(), known)) return;
    if (plan->cost.likely > dearest_bar * own.cost.likely) return;
    told.push_back(*plan);
    bars.push_back(cost_bar(*plan, role));
  };
  if (!reviewed.explained.beside) return bars;
  auto const& beside = *reviewed.explained.beside;
  Verdict const v = verdict(beside);
  add(v.chosen, name_of_chosen(beside.goal));
  if (v.second) add(v.second->plan, "second");
  if (v.sooner) add(v.sooner->plan, "sooner");
  add(beside.result.safe, "safe");
  add(beside.result.even_odds, "even odds");
  for (Plan const& plan : beside.result.by_purchase)
    add(plan, dated_purchase(plan.price));
  return bars;
}

std::string share_sentence(Plan const& plan) {
  std::string text;
  for (auto const& part : parts_of(plan.cost_parts))
    if (part.value > Money{})
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", words_of(part.name),
                          percent_text(part.value / plan.cost.likely));
  return text;
}

}  // namespace

StackedBars cost_bars(ReviewedPlan const& reviewed) {
  Plan const& plan = reviewed.explained.estimate.plan;
  return {.title = "Where the likely cost goes",
          .description = "Of this plan: " + share_sentence(plan) + ".",
          .value = {.title = "likely cost", .unit = Unit::dollars},
          .parts = names_of(parts_of(plan.cost_parts)),
          .bars = weighed(reviewed)};
}

StackedBars memory_bars(Plan const& plan) {
  MemoryBreakdown const& m = plan.estimate.memory;
  auto const parts = parts_of(m);
  return {.title = "Memory of the fullest device",
          .description =
              fmt::format("{} of {} are used: {} of the capacity.", gib_text(m.total() / byte),
                          gib_text(m.capacity / byte), percent_text(m.total() / m.capacity)),
          .value = {.title = "GiB", .unit = Unit::gib},
          .parts = names_of(parts),
          .bars = {{.label = plan.type.accelerator.id,
                    .detail = fmt::format("{} of {}", gib_text(m.total() / byte),
                                          gib_text(m.capacity / byte)),
                    .parts = values_of(parts, gibibyte)}},
          .guides = {{.at = m.capacity / gibibyte,
                      .vertical = true,
                      .label = "capacity " + gib_text(m.capacity / byte)}}};
}

Tornado cost_tornado(ReviewedPlan const& reviewed) {
  Plan const& plan = reviewed.explained.estimate.plan;
  Tornado chart{.title = "What moves the cost",
                .value = {.title = "likely cost", .unit = Unit::dollars},
                .middle = plan.cost.likely / dollar};
  for (Sensitivity const& one : reviewed.sensitivities)
    chart.swings.push_back({.label = one.input,
                            .low_label = one.low_at,
                            .high_label = one.high_at,
                            .low = one.low / dollar,
                            .high = one.high / dollar});
  if (chart.swings.empty()) return chart;
  auto const& widest = reviewed.sensitivities.front();
  chart.description =
      fmt::format("{} moves it most: from {} to {}, around {}. One input at a time.", widest.input,
                  dollars_text(std::min(widest.low, widest.high) / dollar),
                  dollars_text(std::max(widest.low, widest.high) / dollar),
                  dollars_text(plan.cost.likely / dollar));
  chart.description.front() = static_cast<char>(std::toupper(chart.description.front()));
  return chart;
}

}  // namespace ec2plan::pages
