#include "report/near_runs_part.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/step_time_plot.hpp"

namespace ec2plan::pages {
namespace {

double mean_error(std::vector<ScoredRow> const& rows, Use use, int& count) {
  double sum = 0;
  count = 0;
  for (ScoredRow const& row : rows)
    if (row.use == use) sum += std::abs(*row.error_pct()) / 100, ++count;
  return count > 0 ? sum / count : 0;
}

std::string accuracy_text(std::vector<ScoredRow> const& rows) {
  int checked = 0, fitted = 0;
  double const check = mean_error(rows, Use::check, checked);
  double const fit = mean_error(rows, Use::fit, fitted);
  auto const inside = std::count_if(rows.begin(), rows.end(),
                                    [](ScoredRow const& row) { return *row.inside_range(); });
  std::string text;
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

void add_near_runs(Page& page, NearRuns const& runs) {
  if (runs.rows.empty()) {
    page.push_back(Paragraph{{"No published run on " + runs.accelerator +
                                  " is known, so nothing can be said from measurements: the range "
                                  "is that of similar accelerators.",
                              Style::warn}});
    return;
  }
  if (auto unlike = unlike_text(runs); !unlike.empty())
    page.push_back(Paragraph{{std::move(unlike), Style::warn}});
  page.push_back(Paragraph{{accuracy_text(runs.rows)}});
  page.push_back(accuracy_plot(runs));
}

}  // namespace ec2plan::pages
