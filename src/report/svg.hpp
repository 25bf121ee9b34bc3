#pragma once

#include <string>
#include <vector>

#include "report/chart.hpp"
#include "report/markup.hpp"

/// Charts as SVG inside an HTML page. Across, places are shares of the width, so that a chart fills
/// whatever page it is on and its letters keep their size; down, they are pixels.
namespace ec2plan::pages {

/// Whether there is anything that its axes can show; else the chart is left out.
bool drawable(Plot const& plot);
bool drawable(StackedBars const& bars);
bool drawable(Tornado const& tornado);

/// Attributes name and describe the chart.
void add_svg(Markup& markup, Plot const& plot, Attributes attributes);
void add_svg(Markup& markup, StackedBars const& bars, Attributes attributes);
void add_svg(Markup& markup, Tornado const& tornado, Attributes attributes);

/// How a series is told from the others, in the chart and in the legend.
struct Look {
  Emphasis emphasis = Emphasis::plain;
  std::size_t kind = 0;  // of colour, dash and shape

  std::string classes() const;  // "e-strong s0"
};

/// For each series; faint ones share a look.
std::vector<Look> looks(Plot const& plot);

/// What a point is marked with, around the origin.
void add_mark(Markup& markup, Look const& look);

/// What is read aloud for a point, a bar, a swing.
std::string spoken(Plot const& plot, ChartPoint const& point);
std::string spoken(StackedBars const& bars, Bar const& bar);
std::string spoken(Tornado const& tornado, Swing const& swing);

/// A part counts where it is finite and positive.
double total(Bar const& bar);

/// Those that can be shown, the widest first.
std::vector<Swing> ranked(Tornado const& tornado);

}  // namespace ec2plan::pages
