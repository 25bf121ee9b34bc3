#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/left_out_tables.hpp"
#include "report/pages.hpp"
#include "report/parts.hpp"
#include "report/review_charts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

struct Grouping {
  std::string_view by;
  char const* heading;
  bool in_table;  // else in the wide one alone
};

constexpr std::array groupings{
    Grouping{"all", "All runs", true},         Grouping{"accelerator", "By accelerator", true},
    Grouping{"workload", "By workload", true}, Grouping{"stack", "By software", true},
    Grouping{"kind", "By kind of run", true},  Grouping{"confidence", "By confidence", false}};

struct GroupColumn {
  Column column;
  std::string (*value)(ScoredGroup const&);
};

std::string known_percent(std::optional<double> const& number) {
  return number ? percent(*number) : no_figure;
}

std::vector<GroupColumn> columns_of(bool one_name) {
  std::vector<GroupColumn> columns;
  if (!one_name) columns.push_back({texts("name"), [](ScoredGroup const& g) { return g.name; }});
  std::vector<GroupColumn> const rest{
      {texts("quantity"), [](ScoredGroup const& g) { return quantity_words(g.quantity); }},
      {texts("use", 0, "use: constants were fitted to fit, never to check"),
       [](ScoredGroup const& g) { return g.use; }},
      {numbers("rows"), [](ScoredGroup const& g) { return integer_text(g.rows); }},
      {numbers("mean", 0, "mean, median, 90%, worst: absolute errors"),
       [](ScoredGroup const& g) { return percent(g.mean_abs_error_pct); }},
      {numbers("median"), [](ScoredGroup const& g) { return percent(g.median_abs_error_pct); }},
      {numbers("90%"), [](ScoredGroup const& g) { return percent(g.p90_abs_error_pct); }},
      {numbers("worst", 3), [](ScoredGroup const& g) { return percent(g.max_abs_error_pct); }},
      {numbers("bias", 0, "bias: mean error, + is predicted too high"),
       [](ScoredGroup const& g) { return signed_percent(g.bias_pct); }},
      {numbers("in range", 0, "in range: from low to high"),
       [](ScoredGroup const& g) { return percent(g.inside_range_pct); }},
      {numbers("one MFU", 2, "one MFU: mean error of the best single MFU of each accelerator"),
       [](ScoredGroup const& g) { return known_percent(g.best_mfu_mean_abs_error_pct); }},
      {numbers("roofline", 1, "roofline: of peak rates alone"),
       [](ScoredGroup const& g) { return known_percent(g.roofline_mean_abs_error_pct); }}};
  columns.insert(columns.end(), rest.begin(), rest.end());
  return columns;
}

Table groups_table(std::vector<ScoredGroup const*> const& groups, bool legends) {
  bool const one_name = groups.front()->by == "all";
  auto const columns = columns_of(one_name);
  Table table;
  for (auto const& column : columns) {
    table.columns.push_back(column.column);
    if (!legends) table.columns.back().legend.clear();
  }
  for (auto const* group : groups) {
    std::vector<Text> cells;
    for (auto const& column : columns)
      cells.push_back({column.value(*group)});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::vector<ScoredGroup const*> groups_by(Scores const& scores, std::string_view by, bool wide) {
  std::vector<ScoredGroup const*> groups;
  for (auto const& group : scores.groups)
    if (group.by == by && group.use != "next source" && (wide || group.use != "both"))
      groups.push_back(&group);
  return groups;
}

/// A table of errors for each way in which the rows are grouped, under a heading of its own.
void add_groups(Page& page, Scores const& scores, bool wide) {
  bool first = true;
  for (auto const& grouping : groupings) {
    if (!wide && !grouping.in_table) continue;
    auto const groups = groups_by(scores, grouping.by, wide);
    if (groups.empty()) continue;
    page.push_back(Heading{grouping.heading});
    page.push_back(groups_table(groups, std::exchange(first, false)));
  }
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
  return value ? three_digits(*value) : no_figure;
}

std::string predicted_text(ScoredRow const& row) {
  if (!row.predicted) return no_figure;
  return fmt::format("{} ({}–{})", three_digits(row.predicted->likely),
                     three_digits(row.predicted->low), three_digits(row.predicted->high));
}

std::vector<Text> cells_of(ScoredRow const& row) {
  auto const error = row.error_pct();
  auto const inside = row.inside_range();
  Style const style = !row.not_modelled.empty() ? Style::faint : Style::plain;
  return styled(cells(row.id, row.use == Use::fit ? "fit" : "check", row.kind, row.accelerator,
                      row.stack, row.workload, quantity_words(row.quantity), predicted_text(row),
                      figure_text(row.measured), error ? signed_percent(*error) : no_figure,
                      inside ? (*inside ? "yes" : "no") : no_figure, row.layout,
                      row.not_modelled.empty() ? joined(row.notes, "; ") : row.not_modelled),
                style);
}

void add_rows(Page& page, AccuracyAnswer const& answer, Extent const& extent) {
  Table table{.columns = {texts("run"), texts("use"), texts("kind"), texts("accelerator"),
                          texts("software"), texts("workload"),
                          texts("quantity", 0,
                                "step time in seconds, duration in "
                                "days, peak memory in GiB"),
                          numbers("predicted"), numbers("measured"), numbers("error"),
                          texts("in range"), texts("layout"), texts("notes")}};
  for (auto const& row : shown_rows(answer.scores.rows, extent))
    table.rows.push_back(cells_of(row));
  add_section(page, "Rows", std::move(table));
  add_hidden(page, extent, answer.scores.rows.size(), "row");
}

/// What ran and what did not, for want of memory, beside what was said of it.
void add_memory(Page& page, Scores const& scores) {
  if (scores.memory.ran + scores.memory.failed == 0) return;
  page.push_back(Heading{"Does it fit?"});
  add_text(page,
           fmt::format("Of {} that ran, {} said not to fit; of {} that ran out of memory, {} said "
                       "to fit with room.",
                       counted(scores.memory.ran, "run"), integer_text(scores.memory.refused),
                       integer_text(scores.memory.failed), integer_text(scores.memory.accepted)));
}

void add_not_modelled(Page& page, Scores const& scores) {
  std::map<std::string, int> reasons;
  for (auto const& row : scores.rows)
    if (!row.not_modelled.empty()) ++reasons[row.not_modelled];
  if (reasons.empty()) return;
  Table table{.columns = {numbers("rows"), texts("reason")}};
  for (auto const& [reason, count] : reasons)
    add_row(table, integer_text(count), reason);
  add_section(page, "Not modelled", std::move(table));
}

void add_steps(Page& page, Scores const& scores) {
  auto plot = step_time_plot(scores.rows);
  plot.description = "On the line the prediction is what was measured.";
  page.push_back(std::move(plot));
}

Table changes_table(Calibration const& calibration) {
  Table table{.columns = {texts("assumption"), numbers("from"), numbers("to"),
                          texts("unit", 0,
                                "calibration: times the step time; confidence: the class that "
                                "sets the range, 0 same-stack to 3 guess"),
                          numbers("readings")}};
  for (auto const& change : calibration.changes) {
    bool const ratio = change.unit == "ratio";
    auto const figure = [&](double value) {
      return ratio ? fixed_text(value, 3) : number_text(value);
    };
    add_row(table, change.key, figure(change.from), strong(figure(change.to)), change.unit,
            integer_text(change.readings));
  }
  return table;
}

std::vector<Text> cells_of(CalibrationReading const& reading) {
  bool const known = reading.not_modelled.empty();
  Style const style = reading.used ? Style::plain : Style::faint;
  std::string const fate = reading.used ? "yes" : known ? "no: noise" : "no";
  return styled(cells(reading.id, reading.accelerator, reading.stack,
                      known ? fmt::format("{:.4g}", reading.predicted / second) : no_figure,
                      known ? fmt::format("{:.4g}", reading.measured / second) : no_figure,
                      known ? fixed_text(reading.ratio(), 3) : no_figure,
                      known ? fate : fmt::format("{}: {}", fate, reading.not_modelled)),
                style);
}

Table readings_table(CalibrateAnswer const& answer, Extent const& extent) {
  Table table{.columns = {texts("reading"), texts("accelerator"), texts("software"),
                          numbers("predicted s"), numbers("measured s"),
                          numbers("ratio", 0, "ratio: measured / predicted"), texts("used")}};
  for (auto const& reading : shown_rows(answer.calibration.readings, extent))
    table.rows.push_back(cells_of(reading));
  return table;
}

/// A recommendation for the model that was timed, or for one to be replaced.
std::string next_command(CalibrateAnswer const& answer) {
  auto model = typed_flags(answer.frame, {"model"});
  if (model.empty()) model = " --model 175B";
  auto const stack = calibrated_stack(answer.calibration);
  return "ec2plan recommend" + model + " --tokens 300B" +
         (stack.empty() ? "" : " --stack " + shell_word(stack)) + " --calibration cal.json";
}

}  // namespace

Page page_of(AccuracyAnswer const& answer, Extent const& extent) {
  Page page;
  add_text(page, runs_text(answer));
  add_next_source(page, answer.scores);
  add_groups(page, answer.scores, extent.wide);
  if (extent.wide) add_sources(page, answer.scores);
  add_memory(page, answer.scores);
  add_not_modelled(page, answer.scores);
  if (extent.wide) add_rows(page, answer, extent);
  add_steps(page, answer.scores);
  if (!extent.wide)
    page.push_back(Command{"Next", "ec2plan accuracy" + typed_flags(answer.frame) + " -o wide"});
  return page;
}

Page page_of(CalibrateAnswer const& answer, Extent const& extent) {
  Page page;
  add_text(page, calibration_sentence(answer.calibration), Style::strong);
  add_text(page, fmt::format("from {}; {}", answer.from, catalog_text(answer.frame)));
  if (auto const taken = taken_text(answer); !taken.empty()) add_text(page, taken);
  page.push_back(Heading{"Changes"});
  page.push_back(changes_table(answer.calibration));
  page.push_back(Heading{"Readings"});
  page.push_back(readings_table(answer, extent));
  add_hidden(page, extent, answer.calibration.readings.size(), "reading");
  page.push_back(
      Command{"Save", "ec2plan calibrate" + typed_flags(answer.frame) + " --out-file cal.json"});
  page.push_back(Command{"Next", next_command(answer)});
  return page;
}

}  // namespace ec2plan::pages
