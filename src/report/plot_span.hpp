#pragma once

#include "report/axis.hpp"

namespace ec2plan::pages {

/// What both axes of a plot reach over.
struct PlotSpan {
  Span x{}, y{};
};

/// All points that both axes can show, their ranges, and guides that are near; a diagonal makes
/// both alike. Assumes: one such point.
PlotSpan plot_span(Plot const& plot);

/// Whether both axes can show the point.
bool shown_on(Plot const& plot, ChartPoint const& point);

/// The look of a point: its own, else that of its series.
Emphasis emphasis_of(Series const& series, ChartPoint const& point);

}  // namespace ec2plan::pages
