#include "report/thinned.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "report/plot_span.hpp"

namespace ec2plan::pages {
namespace {

constexpr double cells_across = 400, cells_up = 160;  // of two pixels, on a wide page

}  // namespace

std::vector<ChartPoint> thinned(std::vector<ChartPoint> const& points, Plot const& plot,
                                std::size_t most) {
  auto const span = plot_span(plot);
  std::set<std::pair<long, long>> taken;
  std::vector<ChartPoint> kept;
  for (auto const& point : points) {
    if (kept.size() == most) break;
    if (!shown_on(plot, point)) continue;
    std::pair const cell{std::lround(cells_across * share_of(plot.x, span.x, point.x)),
                         std::lround(cells_up * share_of(plot.y, span.y, point.y))};
    if (taken.insert(cell).second) kept.push_back(point);
  }
  std::stable_sort(kept.begin(), kept.end(), [](auto& a, auto& b) { return a.x < b.x; });
  return kept;
}

}  // namespace ec2plan::pages
