#include "report/step_time_plot.hpp"

#include <fmt/format.h>

#include "ec2plan/units/format.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

ChartPoint run_point(ScoredRow const& row, Emphasis emphasis) {
  auto const& p = *row.predicted;
  return {.x = *row.measured,
          .y = p.likely,
          .y_range = p,
          .detail =
              fmt::format("{}: measured {} s, predicted {} s ({} to {}), {}", row.id,
                          short_number(*row.measured), short_number(p.likely), short_number(p.low),
                          short_number(p.high), signed_percent_text(*row.error_pct() / 100)),
          .emphasis = emphasis};
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

}  // namespace

Plot step_time_plot(std::vector<ScoredRow> const& rows) {
  Plot plot{.title = "Predicted and measured steps",
            .x = {.title = "measured time of a step, in seconds",
                  .unit = Unit::seconds,
                  .logarithmic = true},
            .y = {.title = "predicted, in seconds", .unit = Unit::seconds, .logarithmic = true},
            .diagonal = true};
  plot.series = {runs_of(rows, Use::check), runs_of(rows, Use::fit)};
  std::erase_if(plot.series, [](Series const& one) { return one.points.empty(); });
  return plot;
}

}  // namespace ec2plan::pages
