#include <algorithm>
#include <cmath>

#include "report/svg.hpp"
#include "report/svg_frame.hpp"

namespace ec2plan::pages {
namespace {

constexpr double row = 50, label_down = 15, bar_down = 22, bar_height = 18;
constexpr double head = 20;  // where the guides have their labels

bool counts(double part) { return std::isfinite(part) && part > 0; }

void add_parts(Markup& markup, Frame const& frame, Bar const& bar, double top) {
  double from = 0;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    if (!counts(bar.parts[i])) continue;
    double const left = frame.left(from), right = frame.left(from + bar.parts[i]);
    markup.empty("rect", {{"class", "p" + std::to_string(i % 6)},
                          {"x", svg_share(left)},
                          {"y", svg_number(top)},
                          {"width", svg_share(right - left)},
                          {"height", svg_number(bar_height)}});
    from += bar.parts[i];
  }
}

/// Whether a guide would cut through a text behind the bar; beyond the guide it would read as the
/// guide's own.
bool is_cut(StackedBars const& bars, Frame const& frame, double end, double width) {
  double const reach = end + (width + 10) / narrow_chart * (frame.across.high - frame.across.low);
  return std::any_of(bars.guides.begin(), bars.guides.end(), [&](Guide const& guide) {
    return guide.at >= end && guide.at <= std::min(reach, frame.across.high);
  });
}

void add_bar(Markup& markup, Markup& labels, StackedBars const& bars, Frame const& frame,
             std::size_t index) {
  Bar const& bar = bars.bars[index];
  double const top = head + row * static_cast<double>(index);
  markup.open("g", {{"class", "mark"}, {"role", "img"}, {"tabindex", index == 0 ? "0" : "-1"}});
  markup.element("title", {}, spoken(bars, bar));
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

Frame frame_of(StackedBars const& bars) {
  Axis const axis{bars.value.title, bars.value.unit};  // parts that add up need a linear axis
  Reach reach{0, 0, false};
  for (auto const& bar : bars.bars)
    reach.add(axis, total(bar));
  for (auto const& guide : bars.guides)
    reach_guide(reach, axis, guide.at);
  double const high = reach.high > 0 ? reach.high : 1;
  return {
      .x = axis, .across = {0, high}, .height = head + row * static_cast<double>(bars.bars.size())};
}

}  // namespace

double total(Bar const& bar) {
  double sum = 0;
  for (double const part : bar.parts)
    if (counts(part)) sum += part;
  return sum;
}

bool drawable(StackedBars const& bars) {
  Axis const axis{bars.value.title, bars.value.unit};
  return std::any_of(bars.bars.begin(), bars.bars.end(),
                     [&](Bar const& bar) { return total(bar) > 0 && shown_on(axis, total(bar)); });
}

std::string spoken(StackedBars const& bars, Bar const& bar) {
  std::string text = bar.detail;
  if (text.empty()) text = bar.label + ": " + value_text(bars.value.unit, total(bar));
  for (std::size_t i = 0; i < bar.parts.size() && i < bars.parts.size(); ++i)
    if (counts(bar.parts[i]))
      text += ", " + bars.parts[i] + " " + value_text(bars.value.unit, bar.parts[i]);
  return text;
}

void add_svg(Markup& markup, StackedBars const& bars, Attributes attributes) {
  Frame const frame = frame_of(bars);
  attributes.push_back({"class", "area bars"});
  attributes.push_back({"height", svg_number(frame.height)});
  markup.open("svg", attributes);
  markup.line();
  add_vertical_grid(markup, frame);
  Markup labels;
  for (std::size_t i = 0; i < bars.bars.size(); ++i)
    add_bar(markup, labels, bars, frame, i);
  LabelBoard board(frame.height);
  block_guides(board, frame, bars.guides);
  add_guides(markup, labels, frame, bars.guides, board);
  markup.ours(labels.made());
  markup.close("svg");
  markup.line();
}

}  // namespace ec2plan::pages
