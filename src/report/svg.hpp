#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/geometry.hpp"
#include "report/html.hpp"

/// Charts as SVG inside an HTML page. Across, places are shares of the width, so that a chart fills
/// whatever page it is on and its letters keep their size; down, they are pixels.
namespace ec2plan::pages {

/// Attributes name and describe the chart.
void add_svg(Markup& markup, Plot const& plot, Attributes attributes);
void add_svg(Markup& markup, StackedBars const& bars, Attributes attributes);
void add_svg(Markup& markup, Tornado const& tornado, Attributes attributes);

/// "e-strong s0"
std::string classes(Look const& look);

/// What a point is marked with, around the origin.
void add_mark(Markup& markup, Look const& look);

/// Roughly what a text takes in the letters of a chart, in pixels; rather too much.
double text_width(std::string_view text);

/// At most so many letters, the last of them "…" where some are left out.
std::string shortened(std::string const& text, std::size_t letters);

/// Of a bar, on a telephone.
inline constexpr std::size_t longest_name = 46;

inline constexpr double narrow_chart = 260, wide_chart = 640;  // pixels across

/// Where a text may stand beside its place.
struct LabelSpot {
  double right = 0, down = 0;  // pixels from the place to the text's anchor on its base line
  std::string_view anchor = "start";
};

struct PlacedLabel {
  LabelSpot spot{};
  bool wide_only = false;    // there is no room for it on a telephone
  bool narrow_only = false;  // it has another place on a wide page

  char const* classes() const { return wide_only ? " wide" : narrow_only ? " narrow" : ""; }
};

/// Keeps labels off one another and off the points, on a narrow page and on a wide one.
class LabelBoard {
 public:
  explicit LabelBoard(double height) : height_(height) {}

  /// Nothing is written over what lies here.
  void block(double x, double y, double radius) { points_.push_back({x, y, radius}); }

  /// The first of the spots that is free.
  std::optional<PlacedLabel> placed(double x, double y, std::string const& text,
                                    std::vector<LabelSpot> const& spots);

  /// The same on every page, narrow or wide: where no spot is free, over as little as can be. One
  /// place, or one for each.
  std::vector<PlacedLabel> surely_placed(double x, double y, std::string const& text,
                                         double radius);

 private:
  struct Point {
    double x, y, radius;
  };
  struct Box {
    double left, right, top, bottom;
  };
  struct Label {
    double x, y, width;
    PlacedLabel place;
  };

  static Box box(Label const& label, double across);
  bool is_inside(Label const& label, double across) const;
  /// Labels and points that it would cover.
  std::ptrdiff_t covered(Label const& label, double across, bool wide) const;
  bool is_free(Label const& label, double across, bool wide) const;
  PlacedLabel least_covering(Label label, std::vector<LabelSpot> const& spots, bool wide) const;

  double height_ = 0;
  std::vector<Point> points_{};
  std::vector<Label> labels_{};
};

/// The spots around a point of this radius, the best first.
std::vector<LabelSpot> spots_around(double radius);

/// A text of the chart at a share of the width.
void add_label(Markup& markup, double x, double y, LabelSpot const& spot, std::string_view classes,
               std::string_view text);

/// What a bar is called, above it; shortened on a telephone.
void add_name(Markup& markup, double y, LabelSpot const& spot, std::string const& text);

/// What a chart is drawn into. Bars have no axis that goes up.
struct PlotFrame {
  Axis x{}, y{};
  Span across{}, up{};
  double height = 0;             // pixels
  double narrow = narrow_chart;  // across, on a telephone

  double left(double value) const { return share_of(x, across, value); }
  double top(double value) const { return height * (1 - share_of(y, up, value)); }
};

/// The element that holds a chart.
void open_area(Markup& markup, Attributes attributes, std::string_view kind, double height);
void close_area(Markup& markup);

void add_line(Markup& markup, std::string_view classes, double x1, double y1, double x2, double y2);

void add_vertical_grid(Markup& markup, PlotFrame const& frame);
void add_horizontal_grid(Markup& markup, PlotFrame const& frame);

/// Labels keep off the lines of guides.
void block_guides(LabelBoard& board, PlotFrame const& frame, std::vector<Guide> const& guides);

/// Lines, and apart from them their labels, to lie on top; a guide out of reach is named at the
/// edge that it lies behind.
void add_guides(Markup& lines, Markup& labels, PlotFrame const& frame,
                std::vector<Guide> const& guides, LabelBoard& board);

}  // namespace ec2plan::pages
