#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/chart.hpp"

/// What lies where in a chart, whoever draws it: characters or SVG.
namespace ec2plan::pages {

/// Whether there is anything that its axes can show; else the chart is left out.
bool drawable(Plot const& plot);
bool drawable(StackedBars const& bars);
bool drawable(Tornado const& tornado);

/// What is read aloud for a point, a bar, a swing.
std::string spoken(Plot const& plot, ChartPoint const& point);
std::string spoken(StackedBars const& bars, Bar const& bar);
std::string spoken(Tornado const& tornado, Swing const& swing);

/// "-20% gives $1.1M, +20% gives $1.6M"
std::string ends_text(Tornado const& tornado, Swing const& swing);

/// What both axes of a plot reach over.
struct PlotSpan {
  Span x{}, y{};
};

/// All points that both axes can show, their ranges, and guides that are near; a diagonal makes
/// both alike. Assumes: one such point.
PlotSpan plot_span(Plot const& plot);

/// Whether both axes can show the point.
bool shown_on(Plot const& plot, ChartPoint const& point);

/// The guides that their axis can show, wherever they lie.
std::vector<Guide> shown_guides(Plot const& plot);

/// How a series is told from the others, in the chart and in the legend.
struct Look {
  Emphasis emphasis = Emphasis::plain;
  std::size_t kind = 0;                 // of colour, dash and shape
  std::optional<std::size_t> family{};  // of colour and shape, before those of the kind
};

/// For each series; faint ones share a look.
std::vector<Look> looks(Plot const& plot);

/// The place of the point's family among those of the plot.
std::optional<std::size_t> family_of(Plot const& plot, ChartPoint const& point);

/// A point that is drawn; its own emphasis stands before that of its series.
struct Dot {
  ChartPoint const* point = nullptr;
  Look look{};
};

/// Series by series, in their order.
std::vector<Dot> dots(Plot const& plot);

/// The pairs of points that lines of a joined series lead between.
using Join = std::pair<ChartPoint const*, ChartPoint const*>;
std::vector<Join> joins(Plot const& plot, Series const& series);

/// Of points that look alike, the first that are worth drawing: none that would lie on one before
/// it in a chart with these axes, and at most so many; from the left to the right.
std::vector<ChartPoint> thinned(std::vector<ChartPoint> const& points, Plot const& plot,
                                std::size_t most);

/// Parts that add up need a linear axis.
Axis linear_axis(StackedBars const& bars);

/// From 0 to the longest bar, and to guides that are near. Assumes: drawable.
Span span_of(StackedBars const& bars);

/// A part counts where it is finite and positive.
double total(Bar const& bar);

/// From where to where each part lies that counts.
struct Stretch {
  std::size_t part = 0;
  double from = 0, to = 0;
};
std::vector<Stretch> stretches(Bar const& bar);

/// Those that can be shown, the widest first.
std::vector<Swing> ranked(Tornado const& tornado);

/// Of these swings and the middle.
Span span_of(Tornado const& tornado, std::vector<Swing> const& swings);

}  // namespace ec2plan::pages
