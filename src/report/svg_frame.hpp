#pragma once

#include <vector>

#include "report/axis.hpp"
#include "report/markup.hpp"
#include "report/svg_labels.hpp"

namespace ec2plan::pages {

/// What a chart is drawn into. Bars have no axis that goes up.
struct Frame {
  Axis x{}, y{};
  Span across{}, up{};
  double height = 0;             // pixels
  double narrow = narrow_chart;  // across, on a telephone

  double left(double value) const { return share_of(x, across, value); }
  double top(double value) const { return height * (1 - share_of(y, up, value)); }
};

/// Lets a range of values grow; ignores what the axis cannot show.
struct Reach {
  double low = 0, high = 0;
  bool empty = true;

  void add(Axis const& axis, double value);
};

/// The guide widens the range where it is near: within a factor of two, or of the range's width.
void reach_guide(Reach& reach, Axis const& axis, double at);

void add_line(Markup& markup, std::string_view classes, double x1, double y1, double x2, double y2);

void add_vertical_grid(Markup& markup, Frame const& frame);
void add_horizontal_grid(Markup& markup, Frame const& frame);

/// Labels keep off the lines of guides.
void block_guides(LabelBoard& board, Frame const& frame, std::vector<Guide> const& guides);

/// Lines, and apart from them their labels, to lie on top; a guide out of reach is named at the
/// edge that it lies behind.
void add_guides(Markup& lines, Markup& labels, Frame const& frame, std::vector<Guide> const& guides,
                LabelBoard& board);

}  // namespace ec2plan::pages
