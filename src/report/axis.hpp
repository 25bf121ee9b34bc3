#pragma once

#include <string>
#include <vector>

#include "report/chart.hpp"

/// What every drawing of a chart needs of its axes. A percentage is a fraction (0.44 is 44%),
/// memory is in GiB, times are in days or seconds as their Unit says.
namespace ec2plan::pages {

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
