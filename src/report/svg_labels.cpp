#include "report/svg_labels.hpp"

#include <algorithm>
#include <limits>

#include "report/letters.hpp"

namespace ec2plan::pages {
namespace {

constexpr double letter_width = 6.8, ascent = 11, descent = 3;

double left_of(LabelSpot const& spot, double width) {
  if (spot.anchor == "start") return spot.right;
  return spot.anchor == "end" ? spot.right - width : spot.right - width / 2;
}

/// Over and under a point, moved aside as far as a narrow page asks for; a wider one then has room
/// too.
std::vector<LabelSpot> spots_above_and_below(double x, double width, double radius) {
  double const least = -x * narrow_chart, most = (1 - x) * narrow_chart - width;
  double const right = std::clamp(-width / 2, least, std::max(least, most));
  std::vector<LabelSpot> spots;
  for (double const row : {0.0, 1.0, 2.0}) {
    spots.push_back({right, -radius - 5 - 16 * row, "start"});
    spots.push_back({right, radius + 14 + 16 * row, "start"});
  }
  return spots;
}

}  // namespace

double text_width(std::string_view text) {
  return letter_width * static_cast<double>(width(printable(text, false)));
}

std::string shortened(std::string const& text, std::size_t letters) {
  std::string shown = printable(text, false);
  if (width(shown) <= letters) return shown;
  std::string kept;
  std::size_t columns = 1;  // of the dots
  for (auto const letter : letters_of(shown)) {
    columns += width(letter);
    if (columns > letters) break;
    kept += letter;
  }
  return kept + "…";
}

LabelBoard::Box LabelBoard::box(Label const& label, double across) {
  double const left = label.x * across + left_of(label.place.spot, label.width);
  double const base = label.y + label.place.spot.down;
  return {left, left + label.width, base - ascent, base + descent};
}

bool LabelBoard::is_inside(Label const& label, double across) const {
  Box const own = box(label, across);
  return own.left >= 0 && own.right <= across && own.top >= 0 && own.bottom <= height_;
}

std::ptrdiff_t LabelBoard::covered(Label const& label, double across, bool wide) const {
  Box const own = box(label, across);
  auto const labels = std::count_if(labels_.begin(), labels_.end(), [&](Label const& other) {
    if (wide ? other.place.narrow_only : other.place.wide_only) return false;
    Box const taken = box(other, across);
    return own.left < taken.right + 4 && taken.left < own.right + 4 && own.top < taken.bottom &&
           taken.top < own.bottom;
  });
  return labels + std::count_if(points_.begin(), points_.end(), [&](Point const& point) {
           double const x = point.x * across;
           return own.left < x + point.radius && x - point.radius < own.right &&
                  own.top < point.y + point.radius && point.y - point.radius < own.bottom;
         });
}

bool LabelBoard::is_free(Label const& label, double across, bool wide) const {
  return is_inside(label, across) && covered(label, across, wide) == 0;
}

std::optional<PlacedLabel> LabelBoard::placed(double x, double y, std::string const& text,
                                              std::vector<LabelSpot> const& spots) {
  for (bool const wide_only : {false, true})
    for (auto const& spot : spots) {
      Label const label{x, y, text_width(text), {spot, wide_only, false}};
      if (!is_free(label, wide_chart, true)) continue;
      if (!wide_only && !is_free(label, narrow_chart, false)) continue;
      labels_.push_back(label);
      return label.place;
    }
  return {};
}

PlacedLabel LabelBoard::least_covering(Label label, std::vector<LabelSpot> const& spots,
                                       bool wide) const {
  double const across = wide ? wide_chart : narrow_chart;
  PlacedLabel best{spots.back(), wide, !wide};
  auto least = std::numeric_limits<std::ptrdiff_t>::max();
  for (auto const& spot : spots) {
    label.place = {spot, wide, !wide};
    auto const count = covered(label, across, wide);
    if (is_inside(label, across) && count < least) best = label.place, least = count;
  }
  return best;
}

std::vector<PlacedLabel> LabelBoard::surely_placed(double x, double y, std::string const& text,
                                                   double radius) {
  double const width = text_width(text);
  auto spots = spots_around(radius);
  auto const more = spots_above_and_below(x, width, radius);
  spots.insert(spots.end(), more.begin(), more.end());
  Label label{x, y, width, {}};
  for (auto const& spot : spots) {
    label.place = {spot};
    if (!is_free(label, narrow_chart, false) || !is_free(label, wide_chart, true)) continue;
    labels_.push_back(label);
    return {label.place};
  }
  std::vector<PlacedLabel> places;
  for (bool const wide : {true, false}) {
    places.push_back(least_covering(label, spots, wide));
    labels_.push_back({x, y, width, places.back()});
  }
  return places;
}

std::vector<LabelSpot> spots_around(double radius) {
  double const near = radius + 4, slant = radius * 0.7 + 3;
  return {{near, 4, "start"},       {-near, 4, "end"},         {0, -near - 1, "middle"},
          {0, near + 10, "middle"}, {slant, -slant, "start"},  {slant, slant + 9, "start"},
          {-slant, -slant, "end"},  {-slant, slant + 9, "end"}};
}

void add_label(Markup& markup, double x, double y, LabelSpot const& spot, std::string_view classes,
               std::string_view text) {
  Attributes attributes{
      {"class", std::string(classes)}, {"x", svg_share(x)}, {"y", svg_number(y + spot.down)}};
  if (spot.right != 0) attributes.push_back({"dx", svg_number(spot.right)});
  if (spot.anchor != "start") attributes.push_back({"text-anchor", std::string(spot.anchor)});
  markup.element("text", attributes, text);
}

void add_name(Markup& markup, double y, LabelSpot const& spot, std::string const& text) {
  constexpr std::size_t page = 110;
  bool const fits = shortened(text, longest_name) == shortened(text, page);
  if (!fits) add_label(markup, 0, y, spot, "name narrow", shortened(text, longest_name));
  add_label(markup, 0, y, spot, fits ? "name" : "name wide", shortened(text, page));
}

}  // namespace ec2plan::pages
