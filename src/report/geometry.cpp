#include "report/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace ec2plan::pages {
namespace {

constexpr std::size_t kinds = 6;                      // of looks
constexpr double cells_across = 400, cells_up = 160;  // of two pixels, on a wide page

/// Lets a range of values grow; ignores what the axis cannot show.
struct Reach {
  double low = 0, high = 0;
  bool empty = true;

  void add(Axis const& axis, double value) {
    if (!shown_on(axis, value)) return;
    low = empty ? value : std::min(low, value);
    high = empty ? value : std::max(high, value);
    empty = false;
  }

  /// A guide widens the range where it is near: within a factor of two, or of the range's width.
  void add_guide(Axis const& axis, double at) {
    if (empty) return;
    double const width = high - low;
    bool const near = (at > 0 && low > 0 && at <= 2 * high && at >= low / 2) ||
                      (!axis.logarithmic && at <= high + width && at >= low - width);
    if (near) add(axis, at);
  }
};

struct Reaches {
  Reach x{}, y{};
};

Reaches reaches_of(std::vector<Dot> const& dots, Plot const& plot) {
  Reaches reaches;
  for (auto const& [point, look] : dots) {
    reaches.x.add(plot.x, point->x);
    reaches.y.add(plot.y, point->y);
    if (!point->y_range) continue;
    reaches.y.add(plot.y, point->y_range->low);
    reaches.y.add(plot.y, point->y_range->high);
  }
  return reaches;
}

/// Guides stretch what the points reach over once, not one another.
void add_guides(Reaches& reaches, Plot const& plot) {
  Reaches const points = reaches;
  for (auto const& guide : plot.guides) {
    Axis const& axis = guide.vertical ? plot.x : plot.y;
    Reach near = guide.vertical ? points.x : points.y;
    near.add_guide(axis, guide.at);
    Reach& all = guide.vertical ? reaches.x : reaches.y;
    all.add(axis, near.low);
    all.add(axis, near.high);
  }
}

double reach_of(Tornado const& tornado, Swing const& swing) {
  return std::max({swing.low, swing.high, tornado.middle}) -
         std::min({swing.low, swing.high, tornado.middle});
}

}  // namespace

bool drawable(Plot const& plot) { return !dots(plot).empty(); }

bool drawable(StackedBars const& bars) {
  Axis const axis = linear_axis(bars);
  return std::any_of(bars.bars.begin(), bars.bars.end(),
                     [&](Bar const& bar) { return total(bar) > 0 && shown_on(axis, total(bar)); });
}

bool drawable(Tornado const& tornado) {
  return shown_on(tornado.value, tornado.middle) && !ranked(tornado).empty();
}

std::string spoken(Plot const& plot, ChartPoint const& point) {
  if (!point.detail.empty()) return point.detail;
  std::string const place =
      value_text(plot.x.unit, point.x) + ", " + value_text(plot.y.unit, point.y);
  return point.label.empty() ? place : point.label + ": " + place;
}

std::string spoken(StackedBars const& bars, Bar const& bar) {
  std::string text = bar.detail;
  if (text.empty()) text = bar.label + ": " + value_text(bars.value.unit, total(bar));
  for (auto const& [part, from, to] : stretches(bar))
    if (part < bars.parts.size())
      text += ", " + bars.parts[part] + " " + value_text(bars.value.unit, bar.parts[part]);
  return text;
}

std::string spoken(Tornado const& tornado, Swing const& swing) {
  return swing.label + ": " + ends_text(tornado, swing);
}

std::string ends_text(Tornado const& tornado, Swing const& swing) {
  auto const end = [&](std::string const& at, double value) {
    return (at.empty() ? "" : at + " gives ") + value_text(tornado.value.unit, value);
  };
  return end(swing.low_label, swing.low) + ", " + end(swing.high_label, swing.high);
}

PlotSpan plot_span(Plot const& plot) {
  Reaches reaches = reaches_of(dots(plot), plot);
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

std::vector<Guide> shown_guides(Plot const& plot) {
  std::vector<Guide> guides = plot.guides;
  std::erase_if(guides, [&](Guide const& guide) {
    return !shown_on(guide.vertical ? plot.x : plot.y, guide.at);
  });
  return guides;
}

std::vector<Look> looks(Plot const& plot) {
  std::vector<Look> result;
  std::size_t kind = 0;
  for (auto const& series : plot.series) {
    result.push_back({series.emphasis, kind % kinds});
    if (series.emphasis != Emphasis::faint) ++kind;
  }
  return result;
}

std::optional<std::size_t> family_of(Plot const& plot, ChartPoint const& point) {
  auto const found = std::ranges::find(plot.families, point.family);
  if (found == plot.families.end()) return {};
  return static_cast<std::size_t>(found - plot.families.begin());
}

std::vector<Dot> dots(Plot const& plot) {
  std::vector<Dot> result;
  auto const all = looks(plot);
  for (std::size_t i = 0; i < plot.series.size(); ++i)
    for (auto const& point : plot.series[i].points) {
      bool const own = point.emphasis != Emphasis::plain;
      if (shown_on(plot, point))
        result.push_back(
            {&point,
             {own ? point.emphasis : all[i].emphasis, all[i].kind, family_of(plot, point)}});
    }
  return result;
}

std::vector<Join> joins(Plot const& plot, Series const& series) {
  std::vector<Join> result;
  ChartPoint const* before = nullptr;
  for (auto const& point : series.points) {
    if (!series.joined || !shown_on(plot, point)) continue;
    if (before != nullptr) result.emplace_back(before, &point);
    before = &point;
  }
  return result;
}

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

Axis linear_axis(StackedBars const& bars) { return {bars.value.title, bars.value.unit}; }

Span span_of(StackedBars const& bars) {
  Axis const axis = linear_axis(bars);
  Reach reach{0, 0, false};
  for (auto const& bar : bars.bars)
    reach.add(axis, total(bar));
  for (auto const& guide : bars.guides)
    reach.add_guide(axis, guide.at);
  return {0, reach.high};
}

double total(Bar const& bar) {
  auto const all = stretches(bar);
  return all.empty() ? 0 : all.back().to;
}

std::vector<Stretch> stretches(Bar const& bar) {
  std::vector<Stretch> result;
  double from = 0;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    if (!std::isfinite(bar.parts[i]) || bar.parts[i] <= 0) continue;
    result.push_back({i, from, from + bar.parts[i]});
    from = result.back().to;
  }
  return result;
}

std::vector<Swing> ranked(Tornado const& tornado) {
  std::vector<Swing> swings;
  for (auto const& swing : tornado.swings)
    if (shown_on(tornado.value, swing.low) && shown_on(tornado.value, swing.high))
      swings.push_back(swing);
  std::stable_sort(swings.begin(), swings.end(), [&](Swing const& a, Swing const& b) {
    return reach_of(tornado, a) > reach_of(tornado, b);
  });
  return swings;
}

Span span_of(Tornado const& tornado, std::vector<Swing> const& swings) {
  Reach reach;
  reach.add(tornado.value, tornado.middle);
  for (auto const& swing : swings) {
    reach.add(tornado.value, swing.low);
    reach.add(tornado.value, swing.high);
  }
  if (reach.low == reach.high) return span_of(tornado.value, reach.low, reach.high);
  return {reach.low, reach.high};
}

}  // namespace ec2plan::pages
