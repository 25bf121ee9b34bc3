#pragma once

#include <vector>

#include "report/chart.hpp"

namespace ec2plan::pages {

/// Of points that look alike, the first that are worth drawing: none that would lie on one before
/// it in a chart with these axes, and at most so many; from the left to the right.
std::vector<ChartPoint> thinned(std::vector<ChartPoint> const& points, Plot const& plot,
                                std::size_t most);

}  // namespace ec2plan::pages
