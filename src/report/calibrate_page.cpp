#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr char unknown[] = "–";

std::size_t shown_readings(CalibrateAnswer const& answer, Extent const& extent) {
  return std::min(answer.calibration.readings.size(),
                  static_cast<std::size_t>(std::max(extent.max_results, 1)));
}

Table changes_table(Calibration const& calibration) {
  Table table{.columns = {{.title = "assumption"},
                          {.title = "from", .right = true},
                          {.title = "to", .right = true},
                          {.title = "unit",
                           .legend = "calibration: times the step time; confidence: the class that "
                                     "sets the range, 0 same-stack to 3 guess"},
                          {.title = "readings", .right = true}}};
  for (auto const& change : calibration.changes) {
    bool const ratio = change.unit == "ratio";
    auto const figure = [&](double value) {
      return ratio ? fixed_text(value, 3) : number_text(value);
    };
    table.rows.push_back({{change.key},
                          {figure(change.from)},
                          {figure(change.to), Style::strong},
                          {change.unit},
                          {integer_text(change.readings)}});
  }
  return table;
}

std::vector<Text> cells_of(CalibrationReading const& reading) {
  bool const known = reading.not_modelled.empty();
  Style const style = reading.used ? Style::plain : Style::faint;
  std::string const fate = reading.used ? "yes" : known ? "no: noise" : "no";
  return {{reading.id, style},
          {reading.accelerator, style},
          {reading.stack, style},
          {known ? fmt::format("{:.4g}", reading.predicted / second) : unknown, style},
          {known ? fmt::format("{:.4g}", reading.measured / second) : unknown, style},
          {known ? fixed_text(reading.ratio(), 3) : unknown, style},
          {known ? fate : fmt::format("{}: {}", fate, reading.not_modelled), style}};
}

Table readings_table(CalibrateAnswer const& answer, Extent const& extent) {
  Table table{
      .columns = {{.title = "reading"},
                  {.title = "accelerator"},
                  {.title = "software"},
                  {.title = "predicted s", .right = true},
                  {.title = "measured s", .right = true},
                  {.title = "ratio", .right = true, .legend = "ratio: measured / predicted"},
                  {.title = "used"}}};
  for (std::size_t i = 0; i < shown_readings(answer, extent); ++i)
    table.rows.push_back(cells_of(answer.calibration.readings[i]));
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

std::string hidden_text(CalibrateAnswer const& answer, Extent const& extent) {
  auto const all = answer.calibration.readings.size();
  return hidden_text(all - shown_readings(answer, extent), all, "reading");
}

Page page_of(CalibrateAnswer const& answer, Extent const& extent) {
  Page page;
  page.push_back(Paragraph{{calibration_sentence(answer.calibration), Style::strong}});
  page.push_back(Paragraph{{fmt::format("from {}; {}", answer.from, catalog_text(answer.frame))}});
  page.push_back(Heading{"Changes"});
  page.push_back(changes_table(answer.calibration));
  page.push_back(Heading{"Readings"});
  page.push_back(readings_table(answer, extent));
  if (auto note = hidden_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  page.push_back(
      Command{"Save", "ec2plan calibrate" + typed_flags(answer.frame) + " --out-file cal.json"});
  page.push_back(Command{"Next", next_command(answer)});
  return page;
}

}  // namespace ec2plan::pages
