#include "report/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/csv.hpp"
#include "report/parts.hpp"
#include "report/recommend_page.hpp"
#include "report/words.hpp"

namespace ec2plan {
namespace {

using namespace pages;

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
  if (auto const* number = std::get_if<double>(&value))
    return axis.key == "discount" ? percent_text(*number) : dollars_text(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return *text;
  auto const* list = std::get_if<std::vector<std::string>>(&value);
  return list == nullptr ? "" : joined(*list, ",");
}

/// A plan says its type and its number of instances itself.
int dropped(std::string const& key) {
  return key == "instance_count" ? 4 : key == "instance_type" ? 5 : 0;
}

/// Many axes leave no room for the words of each.
std::string title(SweepAnswer const& answer, std::string const& key) {
  constexpr std::size_t few = 3;
  constexpr std::pair<std::string_view, char const*> aliases[] = {
      {"tensor", "tp"},       {"pipeline", "pp"},       {"virtual_stages", "vpp"},
      {"data", "dp"},         {"context", "cp"},        {"expert", "ep"},
      {"micro_batch", "mbs"}, {"recompute", "recomp."}, {"global_batch", "batch"},
      {"precision", "prec."}};
  auto const* found = std::ranges::find(aliases, key, [](auto const& one) { return one.first; });
  return answer.axes.size() > few && found != std::end(aliases) ? found->second : key;
}

/// Beside more axes there is no room for ranges: the likely values stand for them.
bool shows_ranges(SweepAnswer const& answer, Format format) {
  constexpr std::ptrdiff_t most_axes = 4;
  auto const kept = std::ranges::count_if(answer.axes, [&](SweepAxis const& axis) {
    return !answer.one_setup || dropped(axis.key) == 0;
  });
  return format != Format::table || kept <= most_axes;
}

Table head(SweepAnswer const& answer, bool ranges) {
  Table table{.columns = {numbers("#")}};
  for (SweepAxis const& axis : answer.axes)
    table.columns.push_back({.title = title(answer, axis.key),
                             .right = !axis.numbers.empty(),
                             .dropped = answer.one_setup ? dropped(axis.key) : 0});
  table.columns.push_back(texts("plan"));
  add_figure_columns(table, ranges,
                     "verdict: how late or how far over the budget; else why there is no plan");
  return table;
}

void add_plan(std::vector<Text>& row, SweptPoint const& point, bool ranges) {
  Plan const& plan = *point.plan;
  auto const judged = point.reason.empty() ? judgement(plan, point.goal)
                                           : Judgement{.words = point.status, .meets = false};
  row.push_back({offer(plan), Style::strong});
  add_figures(row, plan, ranges, {judged.words, judged.meets ? Style::good : Style::bad});
}

/// Of a set-up without a plan, whose axes may have no room.
std::string setup_words(SweepAnswer const& answer, SweptPoint const& point) {
  if (!answer.one_setup) return no_figure;
  auto const& limits = point.goal.limits;
  for (std::size_t i = 0; i < answer.axes.size(); ++i)
    if (answer.axes[i].key == "instance_type")
      return fmt::format("{} × {}", limits.max_instances,
                         axis_words(answer.axes[i], point.positions[i]));
  return counted(limits.max_instances, "instance");
}

std::vector<Text> row_of(SweepAnswer const& answer, SweptPoint const& point, bool ranges) {
  std::vector<Text> row{{integer_text(point.point)}};
  for (std::size_t i = 0; i < answer.axes.size(); ++i)
    row.push_back({axis_words(answer.axes[i], point.positions[i])});
  if (point.plan) {
    add_plan(row, point, ranges);
    return row;
  }
  row.push_back({setup_words(answer, point), Style::faint});
  row.resize(row.size() + 5, {no_figure, Style::faint});
  row.push_back({point.status, Style::bad});
  return row;
}

/// Reasons that differ in their numbers alone are one kind.
std::string kind_of(std::string reason) {
  std::erase_if(reason, [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '.'; });
  return reason;
}

/// Each kind of reason once, with the first point that has it.
void add_reasons(Page& page, SweepAnswer const& answer) {
  std::vector<std::pair<std::string, std::vector<SweptPoint const*>>> kinds;
  for (SweptPoint const& point : answer.shown) {
    if (point.reason.empty()) continue;
    auto const kind = kind_of(point.reason);
    auto found = std::ranges::find(kinds, kind, [](auto const& one) { return one.first; });
    if (found == kinds.end()) found = kinds.insert(found, {kind, {}});
    found->second.push_back(&point);
  }
  for (auto const& [kind, points] : kinds) {
    auto const more = std::ssize(points) - 1;
    add_text(page,
             fmt::format("point {}{}: {}", integer_text(points.front()->point),
                         more > 0 ? fmt::format(" and {} like it", integer_text(more)) : "",
                         points.front()->reason),
             Style::faint);
  }
}

/// "7B → llama-2-7b, 175B → gpt3-175b", of the points that are shown; empty where no axis is of
/// models.
std::string models_text(SweepAnswer const& answer) {
  constexpr std::size_t most = 6;
  auto const axis = std::ranges::find(answer.axes, "model", &SweepAxis::key);
  if (axis == answer.axes.end()) return {};
  auto const index = static_cast<std::size_t>(axis - answer.axes.begin());
  std::vector<std::string> texts;
  for (SweptPoint const& point : answer.shown) {
    if (!point.plan) continue;
    auto const typed = axis_words(*axis, point.positions[index]);
    auto const& name = point.plan->job.model.name;
    auto text = typed == name ? name : fmt::format("{} → {}", typed, name);
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
  }
  auto const more = texts.size() > most ? texts.size() - most : 0;
  texts.resize(texts.size() - more);
  return joined(texts) + (more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string hidden_points(SweepAnswer const& answer) {
  auto const hidden = answer.count - answer.shown.size();
  if (hidden == 0) return {};
  return fmt::format(
      "{} of {} points are not worked out: -o csv or -o jsonl writes all, --max-results shows more",
      integer_text(hidden), integer_text(answer.count));
}

Page page_of(SweepAnswer const& answer, bool ranges) {
  Page page;
  add_text(page, sentence_of(answer), Style::strong);
  if (!sweeps(answer, {"model", "tokens", "seq_len", "global_batch", "precision", "stack"}))
    add_job(page, answer.asked);
  else if (!sweeps(answer, {"model"}))
    add_understood(page, answer.asked);
  add_text(page, models_text(answer));
  std::vector<std::string> swept;
  for (SweepAxis const& axis : answer.axes)
    swept.push_back(axis.key);
  add_text(page, market_text(answer.price, answer.frame, swept));
  Table table = head(answer, ranges);
  for (SweptPoint const& point : answer.shown)
    table.rows.push_back(row_of(answer, point, ranges));
  page.push_back(std::move(table));
  add_reasons(page, answer);
  add_hidden(page, hidden_points(answer));
  return page;
}

}  // namespace

Printed printed(SweepAnswer const& answer, Format format, ReportOptions const& options) {
  return printed(page_of(answer, shows_ranges(answer, format)), format, options);
}

SweepRows::SweepRows(SweepAnswer const& answer, Format format,
                     std::vector<std::string> const& fields)
    : answer_(answer), format_(format), columns_(answer.axes, fields) {}

std::string SweepRows::before() const {
  if (format_ == Format::json) return sweep_document(answer_).before;
  std::string header;
  if (format_ != Format::csv) return header;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) header += ',';
    pages::append_cell(header, columns_.path(i));
  }
  return header + "\n";
}

std::string SweepRows::after() const {
  if (format_ != Format::json) return {};
  return (answer_.count > 0 ? "\n  " : "") + sweep_document(answer_).after;
}

void SweepRows::append(SweepRow const& row, std::string& text) const {
  if (format_ == Format::csv) return append_csv(row, text);
  if (format_ == Format::jsonl)
    text += columns_.line(row) + "\n";
  else
    text += (row.point == answer_.first ? "\n    " : ",\n    ") + columns_.element(row);
}

void SweepRows::append_csv(SweepRow const& row, std::string& text) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) text += ',';
    pages::append_cell(text, columns_.value(i, row));
  }
  text += '\n';
}

}  // namespace ec2plan
