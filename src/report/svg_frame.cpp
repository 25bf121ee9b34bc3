#include "report/svg_frame.hpp"

#include <algorithm>
#include <cmath>

namespace ec2plan::pages {
namespace {

constexpr int ticks_across = 5, ticks_up = 6;
constexpr std::size_t longest_guide = 34;

bool is_inside(double share) { return share >= -1e-9 && share <= 1 + 1e-9; }

bool is_shown(Frame const& frame, Guide const& guide) {
  return shown_on(guide.vertical ? frame.x : frame.y, guide.at);
}

double share(Frame const& frame, Guide const& guide) {
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
void block(LabelBoard& board, Frame const& frame, Guide const& guide) {
  constexpr int blocks = 40;
  for (int i = 0; i <= blocks; ++i) {
    double const share = double(i) / blocks;
    double const x = guide.vertical ? frame.left(guide.at) : share;
    board.block(x, guide.vertical ? share * frame.height : frame.top(guide.at), 1);
  }
}

void add_upright(Markup& lines, Markup& labels, Frame const& frame, Guide const& guide,
                 LabelBoard& board) {
  double const x = frame.left(guide.at);
  add_line(lines, "guide", x, 0, x, frame.height);
  auto const spots = beside_upright(x);
  std::string const text = shortened(guide.label, longest_guide);
  auto const placed = board.placed(x, 0, text, spots).value_or(PlacedLabel{spots.front()});
  add_label(labels, x, 0, placed.spot, std::string("guide") + placed.classes(), text);
}

void add_level(Markup& lines, Markup& labels, Frame const& frame, Guide const& guide,
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
  auto const placed = board.placed(x, y, text, spots).value_or(PlacedLabel{spots.front()});
  add_label(labels, x, y, placed.spot, std::string("guide") + placed.classes(), text);
}

}  // namespace

void Reach::add(Axis const& axis, double value) {
  if (!shown_on(axis, value)) return;
  low = empty ? value : std::min(low, value);
  high = empty ? value : std::max(high, value);
  empty = false;
}

void reach_guide(Reach& reach, Axis const& axis, double at) {
  if (reach.empty || !shown_on(axis, at)) return;
  double const width = reach.high - reach.low;
  bool const near = (at > 0 && reach.low > 0 && at <= 2 * reach.high && at >= reach.low / 2) ||
                    (!axis.logarithmic && at <= reach.high + width && at >= reach.low - width);
  if (near) reach.add(axis, at);
}

void add_line(Markup& markup, std::string_view classes, double x1, double y1, double x2,
              double y2) {
  markup.empty("line", {{"class", std::string(classes)},
                        {"x1", svg_share(x1)},
                        {"y1", svg_number(y1)},
                        {"x2", svg_share(x2)},
                        {"y2", svg_number(y2)}});
}

void add_vertical_grid(Markup& markup, Frame const& frame) {
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

void add_horizontal_grid(Markup& markup, Frame const& frame) {
  for (auto const& tick : ticks(frame.y, frame.up, ticks_up)) {
    double const y = frame.top(tick.at);
    bool const minor = tick.text.empty();
    if (minor) continue;
    add_line(markup, "grid", 0, y, 1, y);
    add_label(markup, 0, y, {-8, 4, "end"}, "tick", tick.text);
  }
}

void block_guides(LabelBoard& board, Frame const& frame, std::vector<Guide> const& guides) {
  for (auto const& guide : guides)
    if (is_shown(frame, guide) && is_inside(share(frame, guide))) block(board, frame, guide);
}

void add_guides(Markup& lines, Markup& labels, Frame const& frame, std::vector<Guide> const& guides,
                LabelBoard& board) {
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
