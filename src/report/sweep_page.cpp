#include "report/sweep_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/units/format.hpp"
#include "report/question.hpp"
#include "report/rendering.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

bool sweeps(SweepAnswer const& answer, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(answer.axes, [&](SweepAxis const& axis) {
    return std::ranges::find(keys, axis.key) != keys.end();
  });
}

std::string number_words(std::string const& key, double number) {
  if (key == "tokens") return count_text(number);
  if (key == "budget") return dollars_text(number);
  return number_text(number);
}

std::string axis_words(SweepAxis const& axis, std::size_t position) {
  if (!axis.numbers.empty()) return number_words(axis.key, axis.numbers[position]);
  auto const& value = axis.words[position];
  if (auto const* text = std::get_if<std::string>(&value)) return *text;
  auto const* list = std::get_if<std::vector<std::string>>(&value);
  return list == nullptr ? "" : joined(*list, ",");
}

Table head(SweepAnswer const& answer) {
  Table table{.columns = {{.title = "#", .right = true}}};
  for (SweepAxis const& axis : answer.axes)
    table.columns.push_back({.title = axis.key, .right = !axis.numbers.empty()});
  table.columns.push_back({.title = "plan"});
  table.columns.push_back({.title = "days (low–high)", .right = true});
  table.columns.push_back({.title = "cost (low–high)", .right = true});
  table.columns.push_back({.title = "layout", .dropped = 1, .legend = layout_legend});
  table.columns.push_back({.title = "GiB", .right = true, .dropped = 2});
  table.columns.push_back({.title = "MFU", .right = true, .dropped = 3});
  table.columns.push_back({.title = "verdict",
                           .legend = "verdict: beyond the deadline (+d) or the budget (+$); tight: "
                                     "it may not run; else why there is no plan"});
  return table;
}

void add_plan(std::vector<Text>& row, Plan const& plan, Question const& question) {
  auto const judged = judgement(plan, question);
  row.push_back({offer(plan), Style::strong});
  row.push_back({days_range(plan.run.duration)});
  row.push_back({usd_range(plan)});
  row.push_back({layout(plan.layout)});
  row.push_back({memory(plan.estimate.memory)});
  row.push_back({whole_percent(plan.run.mfu)});
  row.push_back({judged.words, judged.meets ? Style::good : Style::bad});
}

std::vector<Text> row_of(SweepAnswer const& answer, SweptPoint const& point) {
  std::vector<Text> row{{integer_text(point.point)}};
  for (std::size_t i = 0; i < answer.axes.size(); ++i)
    row.push_back({axis_words(answer.axes[i], point.positions[i])});
  if (point.plan) {
    add_plan(row, *point.plan, point.question);
    return row;
  }
  row.resize(row.size() + 6, {"–", Style::faint});
  row.push_back({point.status, Style::bad});
  return row;
}

/// Each reason once, with the first point that has it.
void add_reasons(Page& page, SweepAnswer const& answer) {
  std::vector<std::string> known;
  for (SweptPoint const& point : answer.shown) {
    if (point.plan || std::ranges::find(known, point.reason) != known.end()) continue;
    known.push_back(point.reason);
    page.push_back(Paragraph{
        {fmt::format("point {}: {}", integer_text(point.point), point.reason), Style::faint}});
  }
}

}  // namespace

std::string hidden_text(SweepAnswer const& answer) {
  auto const hidden = answer.count - answer.shown.size();
  if (hidden == 0) return {};
  return fmt::format(
      "{} of {} points are not worked out: -o csv or -o jsonl writes all, --max-results shows more",
      integer_text(hidden), integer_text(answer.count));
}

Page page_of(SweepAnswer const& answer) {
  Page page;
  page.push_back(Paragraph{{sentence_of(answer), Style::strong}});
  if (!sweeps(answer, {"model", "tokens", "seq_len", "global_batch", "precision", "stack"}))
    add_job(page, answer.asked);
  else if (!sweeps(answer, {"model"}))
    add_understood(page, answer.asked);
  if (sweeps(answer, {"region", "purchase"}))
    page.push_back(Paragraph{{catalog_text(answer.frame), Style::faint}});
  else
    add_market(page, answer.price, answer.frame);
  Table table = head(answer);
  for (SweptPoint const& point : answer.shown)
    table.rows.push_back(row_of(answer, point));
  page.push_back(std::move(table));
  add_reasons(page, answer);
  if (auto note = hidden_text(answer); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  return page;
}

std::string rendered(SweepAnswer const& answer, Format format, ReportOptions const& options) {
  return printed(page_of(answer), format, options);
}

}  // namespace ec2plan::pages
