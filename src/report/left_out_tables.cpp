#include "report/left_out_tables.hpp"

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/parts.hpp"

namespace ec2plan::pages {

std::string quantity_words(std::string_view quantity) {
  if (quantity == "step_time_s") return "step time";
  if (quantity == "duration_days") return "duration";
  if (quantity == "peak_memory_gib") return "peak memory";
  if (quantity == "mean_power_w") return "power";
  if (quantity == "tuning_step_time_s") return "step time";
  if (quantity == "tuning_peak_memory_gib") return "peak memory";
  return std::string(quantity);
}

std::string percent(double number) { return percent_text(number / 100); }
std::string signed_percent(double number) { return signed_percent_text(number / 100); }

void add_next_source(Page& page, Scores const& scores) {
  Table table{
      .columns = {texts("", 0), texts("quantity"), numbers("rows"),
                  numbers("sources", 0, "sources: of mixtures, models; each counts the same"),
                  numbers("mean", 0,
                          "mean, median: absolute errors, each row predicted by "
                          "constants fitted without its source"),
                  numbers("median"), numbers("bias", 0, "bias: + is predicted too high"),
                  numbers("in range", 0, "in range: from low to high"), numbers("rows in range")}};
  for (auto const& g : scores.groups)
    if (g.by == "hardware" && g.use == "next source")
      add_row(table, strong(g.name), quantity_words(g.quantity), integer_text(g.rows),
              integer_text(g.sources), strong(percent(g.mean_by_source_pct)),
              percent(g.median_by_source_pct), signed_percent(g.bias_by_source_pct),
              percent(g.inside_by_source_pct), percent(g.inside_range_pct));
  if (table.rows.empty()) return;
  page.push_back(Heading{"The next source"});
  page.push_back(std::move(table));
}

void add_sources(Page& page, Scores const& scores) {
  Table table{.columns = {texts("left out"), texts("quantity"), numbers("rows"), numbers("mean"),
                          numbers("bias"), numbers("in range")}};
  for (auto const& g : scores.groups)
    if (g.by == "source" && g.use == "next source")
      add_row(table, g.name, quantity_words(g.quantity), integer_text(g.rows),
              percent(g.mean_abs_error_pct), signed_percent(g.bias_pct),
              percent(g.inside_range_pct));
  if (!table.rows.empty()) add_section(page, "By source", std::move(table));
}

}  // namespace ec2plan::pages
