#include "report/chart_table.hpp"

#include <algorithm>

#include "report/axis.hpp"
#include "report/svg.hpp"

namespace ec2plan::pages {
namespace {

Text figure(Unit unit, double value) { return {value_text(unit, value), Style::plain, value}; }

Column numbers(std::string title) { return {.title = std::move(title), .right = true}; }

std::string or_else(std::string const& text, char const* otherwise) {
  return text.empty() ? otherwise : text;
}

bool any_range(Plot const& plot) {
  return std::any_of(plot.series.begin(), plot.series.end(), [](Series const& series) {
    return std::any_of(series.points.begin(), series.points.end(),
                       [](ChartPoint const& point) { return point.y_range.has_value(); });
  });
}

std::vector<Text> row(Plot const& plot, Series const& series, ChartPoint const& point, bool range) {
  std::vector<Text> cells{{series.name},
                          {point.detail.empty() ? point.label : point.detail},
                          figure(plot.x.unit, point.x),
                          figure(plot.y.unit, point.y)};
  if (!range) return cells;
  for (bool const low : {true, false})
    cells.push_back(point.y_range
                        ? figure(plot.y.unit, low ? point.y_range->low : point.y_range->high)
                        : Text{});
  return cells;
}

}  // namespace

Table figures(Plot const& plot) {
  bool const range = any_range(plot);
  Table table{{{"series"},
               {"point"},
               numbers(or_else(plot.x.title, "across")),
               numbers(or_else(plot.y.title, "up"))}};
  if (range) {
    table.columns.push_back(numbers("low"));
    table.columns.push_back(numbers("high"));
  }
  for (auto const& series : plot.series)
    for (auto const& point : series.points)
      if (shown_on(plot.x, point.x) && shown_on(plot.y, point.y))
        table.rows.push_back(row(plot, series, point, range));
  return table;
}

Table figures(StackedBars const& bars) {
  Table table{{{"bar"}}};
  for (auto const& part : bars.parts)
    table.columns.push_back(numbers(part));
  table.columns.push_back(numbers("total"));
  for (auto const& bar : bars.bars) {
    std::vector<Text> cells{{bar.label}};
    for (std::size_t i = 0; i < bars.parts.size(); ++i)
      cells.push_back(i < bar.parts.size() ? figure(bars.value.unit, bar.parts[i]) : Text{});
    cells.push_back(figure(bars.value.unit, total(bar)));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table figures(Tornado const& tornado) {
  Table table{
      {{"input"}, {"at its low end"}, numbers("gives"), {"at its high end"}, numbers("gives")}};
  for (auto const& swing : ranked(tornado))
    table.rows.push_back({{swing.label},
                          {swing.low_label},
                          figure(tornado.value.unit, swing.low),
                          {swing.high_label},
                          figure(tornado.value.unit, swing.high)});
  return table;
}

}  // namespace ec2plan::pages
