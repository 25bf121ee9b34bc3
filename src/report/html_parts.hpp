#pragma once

#include <string>

#include "report/html.hpp"
#include "report/page.hpp"

/// The parts of an HTML page.
namespace ec2plan::pages {

/// In a region that scrolls where the page is narrow. Columns with titles can be sorted. The name
/// is read aloud before it, the region's before that: no two regions of a page share a name.
void add_table(Markup& markup, Table const& table, std::string const& name,
               std::string const& region);

/// "good", "warn", ...; empty: plain.
std::string class_of(Style style);

struct ChartPlace {
  int number = 0;         // on the page
  std::string heading{};  // above it: a title that says the same is not shown again
};

/// A chart with its title, legend and, folded, its figures; nothing without points or bars.
void add_figure(Markup& markup, Plot const& plot, ChartPlace const& place);
void add_figure(Markup& markup, StackedBars const& bars, ChartPlace const& place);
void add_figure(Markup& markup, Tornado const& tornado, ChartPlace const& place);

/// The `style-src` or `script-src` that lets this text run and no other. Assumes: 64 hexadecimal
/// digits.
std::string hash_source(std::string_view sha256);

/// What a chart shows as a table, for who cannot see it and for paper.
Table figures(Plot const& plot);
Table figures(StackedBars const& bars);
Table figures(Tornado const& tornado);

}  // namespace ec2plan::pages
