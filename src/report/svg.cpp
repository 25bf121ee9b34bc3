#include "report/svg.hpp"

#include <algorithm>
#include <cmath>
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

constexpr int ticks_across = 5, ticks_up = 6;
constexpr std::size_t longest_guide = 34;

bool is_inside(double share) { return share >= -1e-9 && share <= 1 + 1e-9; }

bool is_shown(PlotFrame const& frame, Guide const& guide) {
  return shown_on(guide.vertical ? frame.x : frame.y, guide.at);
}

double share(PlotFrame const& frame, Guide const& guide) {
  return guide.vertical ? share_of(frame.x, frame.across, guide.at)
                        : share_of(frame.y, frame.up, guide.at);
}

std::vector<LabelSpot> beside_upright(double share) {
  std::vector<LabelSpot> spots;
  for (double const down : {13.0, 29.0, 45.0, 61.0})
    for (bool const right : {share < 0.5, share >= 0.5})
      spots.push_back({right ? 5.0 : -5.0, down, right ? "start" : "end"});
  return spots;
}

std::vector<LabelSpot> along_level(double top, bool right) {
  double const first = top > 18 ? -5 : 14, aside = right ? -4 : 4;
  std::string_view const anchor = right ? "end" : "start";
  return {{aside, first, anchor}, {aside, 9 - first, anchor}};
}

/// Other labels keep off the line.
void block(LabelBoard& board, PlotFrame const& frame, Guide const& guide) {
  constexpr int blocks = 40;
  for (int i = 0; i <= blocks; ++i) {
    double const share = double(i) / blocks;
    double const x = guide.vertical ? frame.left(guide.at) : share;
    board.block(x, guide.vertical ? share * frame.height : frame.top(guide.at), 1);
  }
}

/// Where no spot is free, in the first.
void add_guide_label(Markup& labels, LabelBoard& board, double x, double y, std::string const& text,
                     std::vector<LabelSpot> const& spots) {
  auto const placed = board.placed(x, y, text, spots).value_or(PlacedLabel{spots.front()});
  add_label(labels, x, y, placed.spot, std::string("guide") + placed.classes(), text);
}

void add_upright(Markup& lines, Markup& labels, PlotFrame const& frame, Guide const& guide,
                 LabelBoard& board) {
  double const x = frame.left(guide.at);
  add_line(lines, "guide", x, 0, x, frame.height);
  add_guide_label(labels, board, x, 0, shortened(guide.label, longest_guide), beside_upright(x));
}

void add_level(Markup& lines, Markup& labels, PlotFrame const& frame, Guide const& guide,
               LabelBoard& board) {
  double const y = frame.top(guide.at);
  add_line(lines, "guide", 0, y, 1, y);
  std::string const text = shortened(guide.label, longest_guide);
  auto placed = board.placed(1, y, text, along_level(y, true));
  double const x = placed ? 1 : 0;
  if (!placed) placed = board.placed(0, y, text, along_level(y, false));
  auto const last = placed.value_or(PlacedLabel{along_level(y, false).front()});
  add_label(labels, x, y, last.spot, std::string("guide") + last.classes(), text);
}

/// "budget $5M ↑", in the corner nearest to it.
void add_behind(Markup& labels, Guide const& guide, bool above, LabelBoard& board, double height) {
  std::string const arrow = guide.vertical ? (above ? "→" : "←") : (above ? "↑" : "↓");
  std::string const text = shortened(guide.label, longest_guide) + " " + arrow;
  bool const right = !guide.vertical || above;
  double const x = right ? 1 : 0, y = guide.vertical || above ? 0 : height;
  double const sign = y == 0 ? 1 : -1, first = y == 0 ? 13 : -5;
  std::vector<LabelSpot> spots;
  for (double const inwards : {4.0, 130.0, 260.0, 390.0})
    for (int row = 0; row < 4; ++row)
      spots.push_back(
          {right ? -inwards : inwards, first + sign * 16 * row, right ? "end" : "start"});
  add_guide_label(labels, board, x, y, text, spots);
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

void open_area(Markup& markup, Attributes attributes, std::string_view kind, double height) {
  attributes.push_back({"class", "area " + std::string(kind)});
  attributes.push_back({"height", svg_number(height)});
  markup.open("svg", attributes);
  markup.line();
}

void close_area(Markup& markup) {
  markup.close("svg");
  markup.line();
}

void add_line(Markup& markup, std::string_view classes, double x1, double y1, double x2,
              double y2) {
  markup.empty("line", {{"class", std::string(classes)},
                        {"x1", svg_share(x1)},
                        {"y1", svg_number(y1)},
                        {"x2", svg_share(x2)},
                        {"y2", svg_number(y2)}});
}

void add_vertical_grid(Markup& markup, PlotFrame const& frame) {
  double free_from = -frame.narrow;
  for (auto const& tick : ticks(frame.x, frame.across, ticks_across)) {
    double const x = frame.left(tick.at);
    bool const minor = tick.text.empty();
    add_line(markup, minor ? "minor" : "grid", x, minor ? frame.height - 4 : 0, x, frame.height);
    if (minor) continue;
    double const middle = x * frame.narrow, half = text_width(tick.text) / 2;
    bool const fits = middle - half >= free_from;
    if (fits) free_from = middle + half + 4;
    add_label(markup, x, frame.height, {0, 18, "middle"}, fits ? "tick" : "tick wide", tick.text);
  }
}

void add_horizontal_grid(Markup& markup, PlotFrame const& frame) {
  for (auto const& tick : ticks(frame.y, frame.up, ticks_up)) {
    double const y = frame.top(tick.at);
    if (tick.text.empty()) continue;
    add_line(markup, "grid", 0, y, 1, y);
    add_label(markup, 0, y, {-8, 4, "end"}, "tick", tick.text);
  }
}

void block_guides(LabelBoard& board, PlotFrame const& frame, std::vector<Guide> const& guides) {
  for (auto const& guide : guides)
    if (is_shown(frame, guide) && is_inside(share(frame, guide))) block(board, frame, guide);
}

void add_guides(Markup& lines, Markup& labels, PlotFrame const& frame,
                std::vector<Guide> const& guides, LabelBoard& board) {
  for (auto const& guide : guides) {
    if (!is_shown(frame, guide)) continue;
    double const at = share(frame, guide);
    if (is_inside(at))
      (guide.vertical ? add_upright : add_level)(lines, labels, frame, guide, board);
    else
      add_behind(labels, guide, at > 1, board, frame.height);
  }
}

}  // namespace ec2plan::pages
