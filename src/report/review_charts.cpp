#include "report/review_charts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "ec2plan/accuracy/left_out.hpp"
#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/doubts.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/choice.hpp"
#include "report/plan_points.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

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
          .detail = fmt::format("{}, {}, {}", long_offer(plan), time_range(plan.run.duration),
                                usd_range(plan)),
          .parts = values_of(parts_of(plan.cost_parts), dollar)};
}

/// "spot (2025-12-21)": with the day of its price.
std::string purchase_and_day(Price const& price) {
  std::string const name{purchase_name(price.purchase)};
  return price.as_of.empty() ? name : fmt::format("{} ({})", name, price_day_text(price));
}

constexpr double dearest_bar = 4;  // times the plan's own cost: beyond it the others shrink away

/// The plans that a reviewer weighs against this one, each once.
std::vector<Bar> weighed(ReviewedPlan const& reviewed) {
  Plan const& own = reviewed.explained.estimate.plan();
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
  add(beside.result.safe, "even if slow");
  add(beside.result.even_odds, "at even odds");
  for (Plan const& plan : beside.result.by_purchase)
    add(plan, purchase_and_day(plan.price));
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

/// What a colour and a shape stand for: six generations, which are told apart.
std::string_view generation_of(std::string_view accelerator) {
  auto const starts = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(names, [&](auto name) { return accelerator.starts_with(name); });
  };
  if (starts({"a100", "a800"})) return "A100";
  if (starts({"h100", "h200", "h800"})) return "H100, H200";
  if (starts({"b200", "b300", "gb"})) return "Blackwell";
  if (starts({"trainium"})) return "Trainium";
  return starts({"gaudi"}) ? "Gaudi" : "others";
}

/// Predicted without its source, where that was done.
ChartPoint run_point(ScoredRow const& row, Emphasis emphasis) {
  auto const& p = row.left_out ? *row.left_out : *row.predicted;
  return {.x = *row.measured,
          .y = p.likely,
          .y_range = p,
          .detail =
              fmt::format("{}: measured {} s, predicted {} s ({} to {}), {}", row.id,
                          short_number(*row.measured), short_number(p.likely), short_number(p.low),
                          short_number(p.high), signed_percent_text(p.likely / *row.measured - 1)),
          .emphasis = emphasis,
          .family = std::string(generation_of(row.accelerator))};
}

Series runs_of(std::vector<ScoredRow> const& rows, Use use) {
  Series series{.name = use == Use::fit ? "runs that constants were fitted to"
                                        : "runs that were only checked",
                .emphasis = use == Use::fit ? Emphasis::faint : Emphasis::strong};
  for (ScoredRow const& row : rows)
    if (row.use == use && row.quantity == "step_time_s" && row.predicted && row.measured)
      series.points.push_back(run_point(row, series.emphasis));
  return series;
}

double mean_error(std::vector<ScoredRow> const& rows, Use use, int& count) {
  double sum = 0;
  count = 0;
  for (ScoredRow const& row : rows)
    if (row.use == use) sum += std::abs(*row.error_pct()) / 100, ++count;
  return count > 0 ? sum / count : 0;
}

/// The error on a source that no constant was fitted to: what a reader's own cluster is.
std::string next_source_text(std::vector<ScoredRow> const& rows) {
  std::vector<std::pair<std::string, double>> errors;
  std::set<std::string> sources;
  std::size_t inside = 0;
  for (ScoredRow const& row : rows) {
    auto const error = row.left_out_error_pct();
    if (!error) continue;
    errors.emplace_back(row.left_out_with, std::abs(*error) / 100);
    sources.insert(row.left_out_with);
    inside += *row.measured >= row.left_out->low && *row.measured <= row.left_out->high ? 1 : 0;
  }
  if (errors.empty()) return {};
  double sum = 0;
  for (auto const& [value, weight] : weighed_alike(errors))
    sum += value * weight;
  return fmt::format(
      "Mean error {} where the source of a run ({} of them, which count alike) was left out of the "
      "fit, as yours is; {} of {} runs lie inside the range then. ",
      percent_text(sum / static_cast<double>(sources.size())), sources.size(), inside,
      errors.size());
}

std::string accuracy_text(std::vector<ScoredRow> const& rows) {
  int checked = 0, fitted = 0;
  double const check = mean_error(rows, Use::check, checked);
  double const fit = mean_error(rows, Use::fit, fitted);
  auto const inside = std::count_if(rows.begin(), rows.end(),
                                    [](ScoredRow const& row) { return *row.inside_range(); });
  std::string text = next_source_text(rows);
  if (checked > 0)
    text += fmt::format("Mean error {} on {} that were only checked. ", percent_text(check),
                        counted(checked, "run"));
  if (fitted > 0)
    text += fmt::format("Mean error {} on {} that constants were fitted to. ", percent_text(fit),
                        counted(fitted, "run"));
  return text + fmt::format("{} of {} lie inside the predicted range.", inside, rows.size());
}

std::string models(bool mixture) { return mixture ? "mixtures of experts" : "dense models"; }

/// Of runs that do something else than the plan, what; empty where they do the same.
std::string unlike_text(NearRuns const& runs) {
  std::string const kind = runs.mixture ? "a mixture of experts" : "a dense model";
  switch (runs.nearness) {
    case Nearness::workload:
      return {};
    case Nearness::kind:
      return fmt::format(
          "No published {} run of {} on {} is known: these are its runs of {} in other precisions.",
          runs.precision, kind, runs.accelerator, models(runs.mixture));
    case Nearness::accelerator:
      return fmt::format("No published run of {} on {} is known: these are its runs of {}.", kind,
                         runs.accelerator, models(!runs.mixture));
  }
  return {};
}

std::string like_text(NearRuns const& runs) {
  if (runs.nearness == Nearness::accelerator) return runs.accelerator;
  std::string const kind = runs.accelerator + (runs.mixture ? ", mixture" : ", dense");
  return runs.nearness == Nearness::kind ? kind : kind + " " + runs.precision;
}

Plot accuracy_plot(NearRuns const& runs) {
  auto plot = step_time_plot(runs.rows);
  plot.description = fmt::format(
      "{} on {}: on the line the prediction is what was measured.",
      counted(static_cast<std::int64_t>(runs.rows.size()), "published run"), like_text(runs));
  return plot;
}

}  // namespace

StackedBars cost_bars(ReviewedPlan const& reviewed) {
  Plan const& plan = reviewed.explained.estimate.plan();
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
  Plan const& plan = reviewed.explained.estimate.plan();
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

Plot step_time_plot(std::vector<ScoredRow> const& rows) {
  Plot plot{.title = "Predicted and measured steps",
            .x = {.title = "measured time of a step, in seconds",
                  .unit = Unit::seconds,
                  .logarithmic = true},
            .y = {.title = "predicted, in seconds", .unit = Unit::seconds, .logarithmic = true},
            .diagonal = true};
  plot.series = {runs_of(rows, Use::check), runs_of(rows, Use::fit)};
  std::erase_if(plot.series, [](Series const& one) { return one.points.empty(); });
  add_families(plot);
  return plot;
}

void add_near_runs(Page& page, NearRuns const& runs) {
  if (runs.rows.empty()) {
    add_text(page,
             "No published run on " + runs.accelerator +
                 " is known, so nothing can be said from measurements: the range "
                 "is that of similar accelerators.",
             Style::warn);
    return;
  }
  add_text(page, unlike_text(runs), Style::warn);
  add_text(page, accuracy_text(runs.rows));
  page.push_back(accuracy_plot(runs));
}

}  // namespace ec2plan::pages
