#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/markup.hpp"

namespace ec2plan::pages {

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

}  // namespace ec2plan::pages
