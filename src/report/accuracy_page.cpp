#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/accuracy_groups.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"
#include "report/step_time_plot.hpp"

namespace ec2plan::pages {
namespace {

constexpr char unknown[] = "–";

std::size_t shown_rows(AccuracyAnswer const& answer, Extent const& extent) {
  if (!extent.wide) return 0;
  return std::min(answer.scores.rows.size(),
                  static_cast<std::size_t>(std::max(extent.max_results, 1)));
}

std::string runs_text(AccuracyAnswer const& answer) {
  std::string const from = answer.runs_from.empty() ? "shipped with ec2plan" : answer.runs_from;
  return fmt::format("{} ({}); {} of {} measured quantities predicted; {}",
                     counted(answer.runs, "published run"), from,
                     integer_text(predicted_rows(answer.scores)),
                     integer_text(answer.scores.rows.size()), catalog_text(answer.frame));
}

/// Of about three digits: "0.105", "1.05", "10.5", "105".
std::string three_digits(double value) {
  return fixed_text(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0);
}

std::string figure_text(std::optional<double> const& value) {
  return value ? three_digits(*value) : unknown;
}

std::string predicted_text(ScoredRow const& row) {
  if (!row.predicted) return unknown;
  return fmt::format("{} ({}–{})", three_digits(row.predicted->likely),
                     three_digits(row.predicted->low), three_digits(row.predicted->high));
}

std::vector<Text> cells_of(ScoredRow const& row) {
  auto const error = row.error_pct();
  auto const inside = row.inside_range();
  Style const style = !row.not_modelled.empty() ? Style::faint : Style::plain;
  return {{row.id, style},
          {row.use == Use::fit ? "fit" : "check", style},
          {row.kind, style},
          {row.accelerator, style},
          {row.stack, style},
          {row.workload, style},
          {quantity_words(row.quantity), style},
          {predicted_text(row), style},
          {figure_text(row.measured), style},
          {error ? signed_percent(*error) : unknown, style},
          {inside ? (*inside ? "yes" : "no") : unknown, style},
          {row.layout, style},
          {row.not_modelled.empty() ? joined(row.notes, "; ") : row.not_modelled, style}};
}

void add_rows(Page& page, AccuracyAnswer const& answer, Extent const& extent) {
  Table table{.columns = {{.title = "run"},
                          {.title = "use"},
                          {.title = "kind"},
                          {.title = "accelerator"},
                          {.title = "software"},
                          {.title = "workload"},
                          {.title = "quantity",
                           .legend = "step time in seconds, duration in "
                                     "days, peak memory in GiB"},
                          {.title = "predicted", .right = true},
                          {.title = "measured", .right = true},
                          {.title = "error", .right = true},
                          {.title = "in range"},
                          {.title = "layout"},
                          {.title = "notes"}}};
  for (std::size_t i = 0; i < shown_rows(answer, extent); ++i)
    table.rows.push_back(cells_of(answer.scores.rows[i]));
  page.push_back(Heading{"Rows"});
  page.push_back(std::move(table));
  if (auto note = hidden_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
}

/// What ran and what did not, for want of memory, beside what was said of it.
void add_memory(Page& page, Scores const& scores) {
  if (scores.memory_ran + scores.memory_failed == 0) return;
  page.push_back(Heading{"Does it fit?"});
  page.push_back(Paragraph{{fmt::format(
      "Of {} that ran, {} said not to fit; of {} that ran out of memory, {} said to fit with room.",
      counted(scores.memory_ran, "run"), integer_text(scores.memory_refused),
      integer_text(scores.memory_failed), integer_text(scores.memory_accepted))}});
}

void add_not_modelled(Page& page, Scores const& scores) {
  std::map<std::string, int> reasons;
  for (auto const& row : scores.rows)
    if (!row.not_modelled.empty()) ++reasons[row.not_modelled];
  if (reasons.empty()) return;
  Table table{.columns = {{.title = "rows", .right = true}, {.title = "reason"}}};
  for (auto const& [reason, count] : reasons)
    table.rows.push_back({{integer_text(count)}, {reason}});
  page.push_back(Heading{"Not modelled"});
  page.push_back(std::move(table));
}

void add_steps(Page& page, Scores const& scores) {
  auto plot = step_time_plot(scores.rows);
  plot.description = "On the line the prediction is what was measured.";
  page.push_back(std::move(plot));
}

}  // namespace

std::string hidden_text(AccuracyAnswer const& answer, Extent const& extent) {
  auto const all = answer.scores.rows.size();
  return extent.wide ? hidden_text(all - shown_rows(answer, extent), all, "row") : "";
}

Page page_of(AccuracyAnswer const& answer, Extent const& extent) {
  Page page;
  page.push_back(Paragraph{{runs_text(answer)}});
  add_groups(page, answer.scores, extent.wide);
  add_memory(page, answer.scores);
  add_not_modelled(page, answer.scores);
  if (extent.wide) add_rows(page, answer, extent);
  add_steps(page, answer.scores);
  if (!extent.wide)
    page.push_back(Command{"Next", "ec2plan accuracy" + typed_flags(answer.frame) + " -o wide"});
  return page;
}

}  // namespace ec2plan::pages
