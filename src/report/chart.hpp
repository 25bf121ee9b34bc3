#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/estimate/range.hpp"
#include "ec2plan/units/quantity.hpp"

/// Charts as data, and their axes: characters draw them in a terminal, SVG draws them on a page. A
/// percentage is a fraction (0.44 is 44%), memory is in GiB, times are in what their Unit says.
namespace ec2plan::pages {

/// What a point or a bar stands for; each renderer gives it a look that does not rest on colour
/// alone.
enum class Emphasis { chosen, strong, plain, faint };

enum class Unit { count, days, dollars, percent, gib, seconds, minutes, hours, years };

/// One of the unit, and its name, "days". Assumes: a unit of time.
Time time_of(Unit unit);
std::string_view name_of_time(Unit unit);

struct Axis {
  std::string title{};  // with the unit: "days to train (likely)"
  Unit unit = Unit::count;
  bool logarithmic = false;
};

struct ChartPoint {
  double x = 0, y = 0;
  std::optional<Range<double>> y_range{};  // drawn as a bar through the point
  std::string label{};                     // beside the point; empty: none
  std::string detail{};                    // shown on hover and read aloud
  Emphasis emphasis = Emphasis::plain;
  std::string family{};  // of Plot::families: points of one look alike, in whatever series
};

struct Series {
  std::string name{};  // in the legend
  std::vector<ChartPoint> points{};
  bool joined = false;  // by a line, in the order of the points
  Emphasis emphasis = Emphasis::plain;
};

/// A line across the chart: a deadline (vertical), a budget, a capacity.
struct Guide {
  double at = 0;
  bool vertical = false;
  std::string label{};
};

/// Points and lines. Without points nothing is drawn.
struct Plot {
  std::string title{};
  std::string description{};  // one or two sentences: what it shows, for who cannot see it
  Axis x{}, y{};
  std::vector<Series> series{};
  std::vector<Guide> guides{};
  std::vector<std::string> families{};  // each has a colour and a shape, in the legend too
  bool diagonal = false;                // a line where x = y
};

/// One bar of parts that add up.
struct Bar {
  std::string label{};
  std::string detail{};
  std::vector<double> parts{};  // one for each of StackedBars::parts
};

/// Horizontal bars on one axis that starts at 0; guides are vertical.
struct StackedBars {
  std::string title{};
  std::string description{};
  Axis value{};
  std::vector<std::string> parts{};  // names, in the legend
  std::vector<Bar> bars{};
  std::vector<Guide> guides{};
};

/// What one input moves: from `low` to `high` around the middle, most first.
struct Swing {
  std::string label{};
  std::string low_label{}, high_label{};  // the input's own value at each end
  double low = 0, high = 0;               // the value that it leads to
};

struct Tornado {
  std::string title{};
  std::string description{};
  Axis value{};
  double middle = 0;
  std::vector<Swing> swings{};
};

/// The ends of an axis, low below high.
struct Span {
  double low = 0, high = 1;
};

/// A little wider than the values, from 0 where that is near; never empty. Assumes: shown_on both,
/// the low one first.
Span span_of(Axis const& axis, double low, double high);

/// Where a value lies in the span: 0 at its low end, 1 at its high end.
double share_of(Axis const& axis, Span const& span, double value);

/// Whether the axis can show it: at most 1e300 either way, and positive where logarithmic.
bool shown_on(Axis const& axis, double value);

struct Tick {
  double at = 0;
  std::string text{};  // empty: a short tick without a label
};

/// In order, within the span, at 1, 2 or 5 times a power of ten; about so many have a label, and
/// always at least two (unless the span is narrower than doubles can tell apart).
std::vector<Tick> ticks(Axis const& axis, Span const& span, int labels = 6);

/// A tick in as few letters as possible, without "days" or "GiB": "$20k", "1.5M", "40%", "0.25".
std::string axis_text(Unit unit, double value);

/// A value by itself: "$812k", "33.9 days", "44.1%", "61.2 GiB", "1,024".
std::string value_text(Unit unit, double value);

}  // namespace ec2plan::pages
