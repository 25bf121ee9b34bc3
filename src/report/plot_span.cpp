#include "report/plot_span.hpp"

#include "report/svg_frame.hpp"

namespace ec2plan::pages {
namespace {

struct Reaches {
  Reach x{}, y{};
};

Reaches of_points(Plot const& plot) {
  Reaches reaches;
  for (auto const& series : plot.series)
    for (auto const& point : series.points) {
      if (!shown_on(plot, point)) continue;
      reaches.x.add(plot.x, point.x);
      reaches.y.add(plot.y, point.y);
      if (!point.y_range) continue;
      reaches.y.add(plot.y, point.y_range->low);
      reaches.y.add(plot.y, point.y_range->high);
    }
  return reaches;
}

/// Guides stretch what the points reach over once, not one another.
void add_guides(Reaches& reaches, Plot const& plot) {
  Reaches const points = reaches;
  for (auto const& guide : plot.guides) {
    Axis const& axis = guide.vertical ? plot.x : plot.y;
    Reach near = guide.vertical ? points.x : points.y;
    reach_guide(near, axis, guide.at);
    Reach& all = guide.vertical ? reaches.x : reaches.y;
    all.add(axis, near.low);
    all.add(axis, near.high);
  }
}

}  // namespace

PlotSpan plot_span(Plot const& plot) {
  Reaches reaches = of_points(plot);
  add_guides(reaches, plot);
  auto& [x, y] = reaches;
  if (plot.diagonal) {
    x.add(plot.x, y.low);
    x.add(plot.x, y.high);
    y = x;
  }
  return {span_of(plot.x, x.low, x.high), span_of(plot.y, y.low, y.high)};
}

bool shown_on(Plot const& plot, ChartPoint const& point) {
  return shown_on(plot.x, point.x) && shown_on(plot.y, point.y);
}

Emphasis emphasis_of(Series const& series, ChartPoint const& point) {
  return point.emphasis == Emphasis::plain ? series.emphasis : point.emphasis;
}

}  // namespace ec2plan::pages
