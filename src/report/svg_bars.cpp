#include <algorithm>
#include <array>

#include "report/svg.hpp"

namespace ec2plan::pages {
namespace {

constexpr double row_px = 50, label_down = 15, bar_down = 22, bar_height = 18;
constexpr double head_px = 20;  // where guides and the middle have their labels

void add_box(Markup& markup, std::string_view classes, double left, double right, double top,
             double height) {
  markup.empty("rect", {{"class", std::string(classes)},
                        {"x", svg_share(left)},
                        {"y", svg_number(top)},
                        {"width", svg_share(right - left)},
                        {"height", svg_number(height)}});
}

/// The row of a bar or a swing, and where it begins. Only the first is a stop of the tab key.
double opened_mark(Markup& markup, std::size_t index, std::string const& words) {
  markup.open("g", {{"class", "mark"}, {"role", "img"}, {"tabindex", index == 0 ? "0" : "-1"}});
  markup.element("title", {}, words);
  return head_px + row_px * static_cast<double>(index);
}

void add_parts(Markup& markup, PlotFrame const& frame, Bar const& bar, double top) {
  for (auto const& [part, from, to] : stretches(bar))
    add_box(markup, "p" + std::to_string(part % 6), frame.left(from), frame.left(to), top,
            bar_height);
}

/// Whether a guide would cut through a text behind the bar; beyond the guide it would read as the
/// guide's own.
bool is_cut(StackedBars const& bars, PlotFrame const& frame, double end, double width) {
  double const reach = end + (width + 10) / narrow_chart * (frame.across.high - frame.across.low);
  return std::any_of(bars.guides.begin(), bars.guides.end(), [&](Guide const& guide) {
    return guide.at >= end && guide.at <= std::min(reach, frame.across.high);
  });
}

void add_bar(Markup& markup, Markup& labels, StackedBars const& bars, PlotFrame const& frame,
             std::size_t index) {
  Bar const& bar = bars.bars[index];
  double const top = opened_mark(markup, index, spoken(bars, bar));
  add_parts(markup, frame, bar, top + bar_down);
  markup.close("g");
  markup.line();
  std::string const value = value_text(bars.value.unit, total(bar));
  bool const cut = is_cut(bars, frame, total(bar), text_width(value));
  add_name(labels, top + label_down, {}, cut ? bar.label + ": " + value : bar.label);
  if (!cut)
    add_label(labels, frame.left(total(bar)), top + bar_down + 13.5, {6, 0, "start"}, "value",
              value);
}

PlotFrame frame_of(StackedBars const& bars) {
  return {.x = linear_axis(bars),
          .across = span_of(bars),
          .height = head_px + row_px * static_cast<double>(bars.bars.size())};
}

constexpr double margin = 76;           // of page.css, where the ends have their labels
constexpr double narrow_tornado = 160;  // between the margins, on a telephone
constexpr double wide_tornado = 500;

bool one_sided(Tornado const& tornado, Swing const& swing) {
  return (swing.low - tornado.middle) * (swing.high - tornado.middle) > 0;
}

PlotFrame frame_of(Tornado const& tornado, std::vector<Swing> const& swings) {
  return {.x = tornado.value,
          .across = span_of(tornado, swings),
          .height = head_px + row_px * static_cast<double>(swings.size()),
          .narrow = narrow_tornado};
}

/// One end of a swing: its bar from the middle, and the input's own value beside it.
struct End {
  double value = 0, top = 0, height = 0;
  std::string_view classes{};
  std::string label{};
  bool left = false;  // of the bar is where the label goes
};

void add_end(Markup& markup, Tornado const& tornado, PlotFrame const& frame, End const& end) {
  double const from = frame.left(std::min(end.value, tornado.middle));
  double const to = frame.left(std::max(end.value, tornado.middle));
  add_box(markup, end.classes, from, to, end.top, end.height);
}

bool has_room(PlotFrame const& frame, std::array<End, 2> const& ends, double across) {
  return std::all_of(ends.begin(), ends.end(), [&](End const& end) {
    double const share = frame.left(end.value);
    return text_width(end.label) + 6 < margin + across * (end.left ? share : 1 - share);
  });
}

void add_end_label(Markup& markup, PlotFrame const& frame, End const& end, char const* classes) {
  LabelSpot const spot{end.left ? -6.0 : 6.0, 0, end.left ? "end" : "start"};
  add_label(markup, frame.left(end.value), end.top + end.height / 2 + 4.5, spot, classes,
            end.label);
}

/// Both ends on one side of the middle share the height of the bar.
std::array<End, 2> ends(Tornado const& tornado, Swing const& swing, double top) {
  bool const halves = one_sided(tornado, swing), low_left = swing.low <= swing.high;
  double const height = halves ? bar_height / 2 : bar_height;
  return {
      End{swing.low, top, height, "low", swing.low_label, low_left},
      End{swing.high, halves ? top + height : top, height, "high", swing.high_label, !low_left}};
}

/// "768 to 3,072 sequences a step": what both end with is said once.
std::string ends_text(std::string const& low, std::string const& high) {
  auto const blank = low.find(' '), other = high.find(' ');
  bool const alike = blank != std::string::npos && other != std::string::npos &&
                     low.substr(blank) == high.substr(other);
  return (alike ? low.substr(0, blank) : low) + " to " + high;
}

/// The input's values stand beside the bars where there is room, else behind its name.
void add_words(Markup& markup, Tornado const& tornado, PlotFrame const& frame, Swing const& swing,
               double top) {
  auto const both = ends(tornado, swing, top + bar_down);
  bool const none = swing.low_label.empty() && swing.high_label.empty();
  bool const apart = !none && !one_sided(tornado, swing);
  bool const narrow = none || (apart && has_room(frame, both, narrow_tornado));
  bool const wide = none || (apart && has_room(frame, both, wide_tornado));
  LabelSpot const spot{-margin, 0, "start"};
  std::string const full = swing.label + " (" + ends_text(swing.low_label, swing.high_label) + ")";
  if (narrow || !wide) {
    add_name(markup, top + label_down, spot, narrow ? swing.label : full);
  } else {
    add_label(markup, 0, top + label_down, spot, "name narrow", shortened(full, longest_name));
    add_label(markup, 0, top + label_down, spot, "name wide", shortened(swing.label, longest_name));
  }
  for (auto const& end : both)
    if (wide && !none) add_end_label(markup, frame, end, narrow ? "value" : "value wide");
}

void add_swing(Markup& markup, Tornado const& tornado, PlotFrame const& frame, Swing const& swing,
               std::size_t index) {
  double const top = opened_mark(markup, index, spoken(tornado, swing));
  for (auto const& end : ends(tornado, swing, top + bar_down))
    add_end(markup, tornado, frame, end);
  markup.close("g");
  markup.line();
}

}  // namespace

void add_svg(Markup& markup, StackedBars const& bars, Attributes attributes) {
  PlotFrame const frame = frame_of(bars);
  open_area(markup, std::move(attributes), "bars", frame.height);
  add_vertical_grid(markup, frame);
  Markup labels;
  for (std::size_t i = 0; i < bars.bars.size(); ++i)
    add_bar(markup, labels, bars, frame, i);
  LabelBoard board(frame.height);
  block_guides(board, frame, bars.guides);
  add_guides(markup, labels, frame, bars.guides, board);
  markup.ours(labels.made());
  close_area(markup);
}

void add_svg(Markup& markup, Tornado const& tornado, Attributes attributes) {
  auto const swings = ranked(tornado);
  PlotFrame const frame = frame_of(tornado, swings);
  open_area(markup, std::move(attributes), "tornado", frame.height);
  add_vertical_grid(markup, frame);
  for (std::size_t i = 0; i < swings.size(); ++i)
    add_swing(markup, tornado, frame, swings[i], i);
  double const middle = frame.left(tornado.middle);
  add_line(markup, "middle", middle, head_px - 4, middle, frame.height);
  add_label(markup, middle, 0, {0, 12, "middle"}, "value",
            value_text(tornado.value.unit, tornado.middle));
  for (std::size_t i = 0; i < swings.size(); ++i)
    add_words(markup, tornado, frame, swings[i], head_px + row_px * static_cast<double>(i));
  close_area(markup);
}

}  // namespace ec2plan::pages
