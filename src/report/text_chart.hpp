#pragma once

#include <string>
#include <vector>

#include "report/chart.hpp"
#include "report/text.hpp"

namespace ec2plan::pages {

/// Charts in characters: braille and marks, in ASCII where asked for. Each is as wide as the
/// columns, at most 100, and its lines come without title and description; none where nothing can
/// be drawn.
std::vector<std::string> text_chart(Plot const& plot, TextOptions const& options);
std::vector<std::string> text_chart(StackedBars const& bars, TextOptions const& options);
std::vector<std::string> text_chart(Tornado const& tornado, TextOptions const& options);

inline constexpr std::size_t widest_chart = 100;

/// Entries of a legend side by side; one is broken only where it alone is too long.
std::vector<std::string> legend_lines(std::vector<std::string> const& entries, std::size_t columns);

}  // namespace ec2plan::pages
