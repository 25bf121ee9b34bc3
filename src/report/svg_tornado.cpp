#include <algorithm>
#include <array>

#include "report/svg.hpp"
#include "report/svg_frame.hpp"

namespace ec2plan::pages {
namespace {

constexpr double head = 20;  // where the middle has its label
constexpr double row = 50, label_down = 15, bar_down = 22, bar_height = 18;
constexpr double margin = 76;           // of page.css, where the ends have their labels
constexpr double narrow_tornado = 160;  // between the margins, on a telephone
constexpr double wide_tornado = 500;

double reach_of(Tornado const& tornado, Swing const& swing) {
  return std::max({swing.low, swing.high, tornado.middle}) -
         std::min({swing.low, swing.high, tornado.middle});
}

bool one_sided(Tornado const& tornado, Swing const& swing) {
  return (swing.low - tornado.middle) * (swing.high - tornado.middle) > 0;
}

Frame frame_of(Tornado const& tornado, std::vector<Swing> const& swings) {
  Reach reach;
  reach.add(tornado.value, tornado.middle);
  for (auto const& swing : swings) {
    reach.add(tornado.value, swing.low);
    reach.add(tornado.value, swing.high);
  }
  Span span{reach.low, reach.high};
  if (span.low == span.high) span = span_of(tornado.value, span.low, span.high);
  return {.x = tornado.value,
          .across = span,
          .height = head + row * static_cast<double>(swings.size()),
          .narrow = narrow_tornado};
}

/// One end of a swing: its bar from the middle, and the input's own value beside it.
struct End {
  double value = 0, top = 0, height = 0;
  std::string_view classes{};
  std::string label{};
  bool left = false;  // of the bar is where the label goes
};

void add_end(Markup& markup, Tornado const& tornado, Frame const& frame, End const& end) {
  double const from = frame.left(std::min(end.value, tornado.middle));
  double const to = frame.left(std::max(end.value, tornado.middle));
  markup.empty("rect", {{"class", std::string(end.classes)},
                        {"x", svg_share(from)},
                        {"y", svg_number(end.top)},
                        {"width", svg_share(to - from)},
                        {"height", svg_number(end.height)}});
}

bool has_room(Frame const& frame, std::array<End, 2> const& ends, double across) {
  return std::all_of(ends.begin(), ends.end(), [&](End const& end) {
    double const share = frame.left(end.value);
    return text_width(end.label) + 6 < margin + across * (end.left ? share : 1 - share);
  });
}

void add_end_label(Markup& markup, Frame const& frame, End const& end, char const* classes) {
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
void add_words(Markup& markup, Tornado const& tornado, Frame const& frame, Swing const& swing,
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

void add_swing(Markup& markup, Tornado const& tornado, Frame const& frame, Swing const& swing,
               std::size_t index) {
  double const top = head + row * static_cast<double>(index);
  markup.open("g", {{"class", "mark"}, {"role", "img"}, {"tabindex", index == 0 ? "0" : "-1"}});
  markup.element("title", {}, spoken(tornado, swing));
  for (auto const& end : ends(tornado, swing, top + bar_down))
    add_end(markup, tornado, frame, end);
  markup.close("g");
  markup.line();
}

}  // namespace

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

bool drawable(Tornado const& tornado) {
  return shown_on(tornado.value, tornado.middle) && !ranked(tornado).empty();
}

std::string spoken(Tornado const& tornado, Swing const& swing) {
  auto const part = [&](std::string const& at, double value) {
    return (at.empty() ? "" : at + " gives ") + value_text(tornado.value.unit, value);
  };
  return swing.label + ": " + part(swing.low_label, swing.low) + ", " +
         part(swing.high_label, swing.high);
}

void add_svg(Markup& markup, Tornado const& tornado, Attributes attributes) {
  auto const swings = ranked(tornado);
  Frame const frame = frame_of(tornado, swings);
  attributes.push_back({"class", "area tornado"});
  attributes.push_back({"height", svg_number(frame.height)});
  markup.open("svg", attributes);
  markup.line();
  add_vertical_grid(markup, frame);
  for (std::size_t i = 0; i < swings.size(); ++i)
    add_swing(markup, tornado, frame, swings[i], i);
  double const middle = frame.left(tornado.middle);
  add_line(markup, "middle", middle, head - 4, middle, frame.height);
  add_label(markup, middle, 0, {0, 12, "middle"}, "value",
            value_text(tornado.value.unit, tornado.middle));
  for (std::size_t i = 0; i < swings.size(); ++i)
    add_words(markup, tornado, frame, swings[i], head + row * static_cast<double>(i));
  markup.close("svg");
  markup.line();
}

}  // namespace ec2plan::pages
