#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "report/geometry.hpp"
#include "report/letters.hpp"
#include "report/text_chart.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::array<std::string_view, 6> blocks{"█", "▒", "▚", "░", "▄", "▪"};
constexpr std::array<std::string_view, 6> ascii_blocks{"#", "=", "+", "-", "o", "."};
constexpr std::array<Style, 3> styles{Style::plain, Style::faint, Style::strong};

std::string spaces(std::size_t count) { return std::string(count, ' '); }

std::string repeated(std::string_view letter, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += letter;
  return text;
}

std::string_view block(std::size_t part, bool ascii) {
  return ascii ? ascii_blocks[part % ascii_blocks.size()] : blocks[part % blocks.size()];
}

/// What one cell stands for, so that the longest bar and its value fit.
double cells_of(double share, std::size_t columns) {
  if (!(share > 0)) return 0;  // what is no number too
  return std::round(std::min(share, 1.0) * static_cast<double>(columns));
}

/// Ends of parts are rounded, not their lengths, so that the bar is as long as its total.
std::string parts_text(Bar const& bar, double whole, std::size_t columns,
                       TextOptions const& options) {
  std::string text;
  for (auto const& [part, from, to] : stretches(bar)) {
    auto const length = cells_of(to / whole, columns) - cells_of(from / whole, columns);
    auto const drawn = repeated(block(part, options.ascii), static_cast<std::size_t>(length));
    text += options.color ? colored(drawn, styles[part % styles.size()]) : drawn;
  }
  return text;
}

/// The guide's end and its name, on the side that has room for it, else below.
std::vector<std::string> guide_lines(StackedBars const& bars, Guide const& guide, double whole,
                                     std::size_t room, TextOptions const& options) {
  auto const columns = std::min(options.columns, widest_chart);
  std::string const named =
      printable(guide.label, options.ascii) + " " + value_text(bars.value.unit, guide.at);
  if (!(guide.at >= 0 && guide.at <= whole)) return wrapped(named, columns);
  auto const at = static_cast<std::size_t>(cells_of(guide.at / whole, room));
  std::string const tip = options.ascii ? "|" : "╵";
  if (at >= width(named) + 1) return {spaces(at - width(named) - 1) + named + " " + tip};
  if (at + 2 + width(named) <= columns) return {spaces(at) + tip + " " + named};
  std::vector<std::string> lines{spaces(at) + tip};
  for (auto& line : wrapped(named, columns))
    lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> legend(StackedBars const& bars, bool ascii) {
  std::set<std::size_t> used;
  for (auto const& bar : bars.bars)
    for (auto const& stretch : stretches(bar))
      used.insert(stretch.part);
  std::vector<std::string> entries;
  for (auto const part : used)
    if (part < bars.parts.size())
      entries.push_back(std::string(block(part, ascii)) + " " + printable(bars.parts[part], ascii));
  return entries;
}

/// Where swings stand: a column for labels, and the columns of their bars.
struct Swung {
  Axis axis{};
  Span span{};
  std::size_t label = 0, columns = 0;

  std::size_t at(double value) const {
    return static_cast<std::size_t>(cells_of(share_of(axis, span, value), columns - 1));
  }
};

/// A bar from one end through the middle to the other, beside its label.
std::string swing_text(Tornado const& tornado, Swing const& swing, Swung const& frame,
                       TextOptions const& options) {
  auto const low = frame.at(std::min({swing.low, swing.high, tornado.middle}));
  auto const high = frame.at(std::max({swing.low, swing.high, tornado.middle}));
  auto const middle = frame.at(tornado.middle);
  auto const label = printable(swing.label, options.ascii);
  bool const apart = width(label) > frame.label;
  std::string text =
      (apart ? spaces(frame.label) : spaces(frame.label - width(label)) + label) + " ";
  for (std::size_t i = 0; i <= high; ++i) {
    bool const drawn = i >= low;
    if (i == middle)
      text += options.ascii ? "|" : "│";
    else
      text += drawn ? (i < middle ? block(1, options.ascii) : block(0, options.ascii)) : " ";
  }
  return text;
}

/// The middle under its line, its value on the side that has room.
std::string middle_text(Tornado const& tornado, Swung const& frame, std::size_t columns,
                        bool ascii) {
  auto const at = frame.label + 1 + frame.at(tornado.middle);
  std::string const value = value_text(tornado.value.unit, tornado.middle);
  std::string const tip = ascii ? "|" : "│";
  if (at + 2 + width(value) <= columns) return spaces(at) + tip + " " + value;
  return spaces(at - std::min(at, width(value) + 1)) + value + " " + tip;
}

Swung frame_of(Tornado const& tornado, std::vector<Swing> const& swings, std::size_t columns,
               bool ascii) {
  Swung frame{.axis = tornado.value, .span = span_of(tornado, swings)};
  for (auto const& swing : swings) {
    auto const label = width(printable(swing.label, ascii));
    if (label <= columns / 3) frame.label = std::max(frame.label, label);
  }
  frame.columns = columns - frame.label - 1;
  return frame;
}

}  // namespace

std::vector<std::string> text_chart(StackedBars const& bars, TextOptions const& options) {
  if (!drawable(bars)) return {};
  auto const columns = std::min(options.columns, widest_chart);
  auto const room = columns - std::min<std::size_t>(columns - 10, 12);  // for the value
  double const whole = span_of(bars).high;
  std::vector<std::string> lines;
  for (auto const& bar : bars.bars) {
    for (auto& line : wrapped(printable(bar.label, options.ascii), columns))
      lines.push_back(std::move(line));
    lines.push_back(parts_text(bar, whole, room, options) + " " +
                    value_text(bars.value.unit, total(bar)));
  }
  for (auto const& guide : bars.guides)
    for (auto& line : guide_lines(bars, guide, whole, room, options))
      lines.push_back(std::move(line));
  for (auto& line : legend_lines(legend(bars, options.ascii), columns))
    lines.push_back(std::move(line));
  return lines;
}

std::vector<std::string> text_chart(Tornado const& tornado, TextOptions const& options) {
  auto const swings = ranked(tornado);
  if (!drawable(tornado)) return {};
  auto const columns = std::min(options.columns, widest_chart);
  auto const frame = frame_of(tornado, swings, columns, options.ascii);
  std::vector<std::string> lines;
  for (auto const& swing : swings) {
    auto const label = printable(swing.label, options.ascii);
    if (width(label) > frame.label)  // it stands above its bar
      for (auto& line : wrapped(label, columns))
        lines.push_back(std::move(line));
    lines.push_back(swing_text(tornado, swing, frame, options));
    for (auto& line :
         wrapped(printable(ends_text(tornado, swing), options.ascii), columns - frame.label - 1))
      lines.push_back(spaces(frame.label + 1) + line);
  }
  lines.push_back(middle_text(tornado, frame, columns, options.ascii));
  return lines;
}

}  // namespace ec2plan::pages
