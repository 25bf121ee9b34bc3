#include "report/text_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/canvas.hpp"
#include "report/geometry.hpp"
#include "report/letters.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t rows = 14;  // of the canvas; 20 lines with its axes and its legend

/// What stands for a point or a line.
struct Sign {
  Style style = Style::plain;
  int weight = 0;
  std::string_view letter{}, ascii{};  // empty: a dot
};

constexpr std::array<std::string_view, 4> letters{"○", "□", "△", "◇"},
    ascii_letters{"o", "+", "x", "%"};
constexpr int guide_weight = 2;  // above what is faint

Sign sign_of(Look const& look) {
  auto const letter = letters[look.kind % 4], ascii = ascii_letters[look.kind % 4];
  switch (look.emphasis) {
    case Emphasis::chosen:
      return {Style::good, 9, "●", "*"};
    case Emphasis::strong:
      return {Style::strong, 5, letter, ascii};
    case Emphasis::plain:
      return {Style::plain, 4, letter, ascii};
    case Emphasis::faint:
      break;
  }
  return {.style = Style::faint, .weight = 1};
}

/// A plot while it is drawn.
struct Drawer {
  Plot const& plot;
  TextOptions const& options;
  PlotSpan span{};
  std::vector<Look> looks{};
  Canvas canvas;

  double across(double x) const { return share_of(plot.x, span.x, x); }
  double up(double y) const { return share_of(plot.y, span.y, y); }
  double edge(double y) const { return std::clamp(up(y), -1.0, 2.0); }  // 0 has no logarithm

  std::string safe(std::string const& text) const { return printable(text, options.ascii); }

  void add_guide(Guide const& guide) {
    double const share = guide.vertical ? across(guide.at) : up(guide.at);
    Canvas::Pen const pen{Style::warn, guide_weight, true, ':'};
    if (guide.vertical)
      canvas.line(share, 0, share, 1, pen);
    else
      canvas.line(0, share, 1, share, pen);
  }

  /// Beside its line, or at the edge that it lies behind.
  void name_guide(Guide const& guide) {
    double const share = guide.vertical ? across(guide.at) : up(guide.at);
    bool const above = share > 1, below = share < 0;
    if (!guide.vertical) {
      std::string const arrow = above ? " ↑" : below ? " ↓" : "";
      return canvas.note(1, share, false, " " + arrowed(guide.label, arrow), Style::warn);
    }
    bool const right = !above && share < 0.6;
    double const cell = 1.5 / static_cast<double>(canvas.columns());
    std::string const arrow = above ? " →" : below ? " ←" : "";
    canvas.note(below || above ? share
                : right        ? share + cell
                               : share - cell,
                1, right, arrowed(guide.label, arrow), Style::warn);
  }

  std::string arrowed(std::string const& label, std::string const& arrow) const {
    if (arrow.empty() || !options.ascii) return safe(label) + arrow;
    return safe(label) + " (off the chart)";
  }

  void add_joins(Series const& series, Look const& look) {
    Sign const sign = sign_of(look);
    bool const faint = look.emphasis == Emphasis::faint;
    Canvas::Pen const pen{sign.style, faint ? 1 : 3, false, faint ? '.' : '\0'};
    for (auto const& [from, to] : joins(plot, series))
      canvas.line(across(from->x), up(from->y), across(to->x), up(to->y), pen);
  }

  void add_dot(Dot const& dot) {
    Sign const sign = sign_of(dot.look);
    double const x = across(dot.point->x), y = up(dot.point->y);
    auto const& range = dot.point->y_range;
    if (range && dot.look.emphasis == Emphasis::chosen)  // others would cover it
      canvas.line(x, edge(range->low), x, edge(range->high), {sign.style, 3, false, '|'});
    Canvas::Pen const pen{sign.style, sign.weight, false, '.'};
    if (sign.letter.empty())
      canvas.dot(x, y, pen);
    else
      canvas.mark(x, y, options.ascii ? sign.ascii : sign.letter, pen);
  }

  /// What matters most gets its place first.
  void add_labels(std::vector<Dot> all) {
    std::stable_sort(all.begin(), all.end(), [](Dot const& a, Dot const& b) {
      return sign_of(a.look).weight > sign_of(b.look).weight;
    });
    for (auto const& [point, look] : all)
      if (!point->label.empty())
        canvas.label(across(point->x), up(point->y), safe(point->label),
                     look.emphasis == Emphasis::chosen ? Style::good : Style::plain);
  }

  void draw() {
    if (plot.diagonal) canvas.line(0, 0, 1, 1, {Style::faint, 0, true, '.'});
    auto const guides = shown_guides(plot);
    for (auto const& guide : guides)
      add_guide(guide);
    for (std::size_t i = 0; i < plot.series.size(); ++i)
      add_joins(plot.series[i], looks[i]);
    auto const all = dots(plot);
    for (auto const& dot : all)
      add_dot(dot);
    for (auto const& guide : guides)
      name_guide(guide);
    add_labels(all);
  }
};

std::string blanks(std::size_t count) { return std::string(count, ' '); }

struct AxisSigns {
  std::string_view up, tick_up, corner, across, tick_across;
};

AxisSigns signs_of(bool ascii) {
  return ascii ? AxisSigns{"|", "+", "+", "-", "+"} : AxisSigns{"│", "┤", "└", "─", "┬"};
}

/// The labels of the rows; empty where a row has none.
std::vector<std::string> row_labels(Plot const& plot, PlotSpan const& span) {
  std::vector<std::string> labels(rows);
  Canvas const places(2, rows, false);
  for (auto const& tick : ticks(plot.y, span.y, 5)) {
    auto& label = labels[places.row(share_of(plot.y, span.y, tick.at))];
    if (label.empty()) label = tick.text;
  }
  return labels;
}

/// The axis under the canvas, and the labels of its ticks.
void add_axis(std::vector<std::string>& lines, Drawer const& drawer, std::size_t margin) {
  auto const signs = signs_of(drawer.options.ascii);
  auto const columns = drawer.canvas.columns();
  std::vector<bool> ticked(columns);
  std::string below(margin + 1 + columns, ' ');
  std::size_t free_from = 0;
  for (auto const& tick : ticks(drawer.plot.x, drawer.span.x, static_cast<int>(columns / 12))) {
    auto const column = drawer.canvas.column(drawer.across(tick.at));
    auto const start = margin + 1 + column - std::min(column, tick.text.size() / 2);
    if (tick.text.empty() || start < free_from || start + tick.text.size() > below.size()) continue;
    below.replace(start, tick.text.size(), tick.text);
    free_from = start + tick.text.size() + 1;
    ticked[column] = true;
  }
  std::string axis = blanks(margin) + std::string(signs.corner);
  for (bool const tick : ticked)
    axis += tick ? signs.tick_across : signs.across;
  lines.push_back(std::move(axis));
  below.erase(below.find_last_not_of(' ') + 1);
  lines.push_back(std::move(below));
}

/// "● chosen", "⠤○⠤ front", "⠂ beaten by another plan"
std::vector<std::string> chart_legend(Drawer const& drawer) {
  std::vector<std::string> entries;
  bool const ascii = drawer.options.ascii;
  for (std::size_t i = drawer.plot.series.size(); i-- > 0;) {
    auto const& series = drawer.plot.series[i];
    if (series.name.empty() || series.points.empty()) continue;
    Sign const sign = sign_of(drawer.looks[i]);
    bool const faint = sign.letter.empty();
    std::string shown{faint ? (ascii ? "." : "⠂") : (ascii ? sign.ascii : sign.letter)};
    if (series.joined && faint) shown = ascii ? "..." : "⠤⠤⠤";
    if (series.joined && !faint) shown = fmt::format("{0}{1}{0}", ascii ? "-" : "⠤", shown);
    entries.push_back(shown + " " + drawer.safe(series.name));
  }
  return entries;
}

std::vector<std::string> framed(Drawer const& drawer, std::vector<std::string> const& labels,
                                std::size_t margin) {
  auto const signs = signs_of(drawer.options.ascii);
  std::vector<std::string> lines{drawer.safe(drawer.plot.y.title)};
  auto const drawn = drawer.canvas.lines(drawer.options.color);
  for (std::size_t i = 0; i < rows; ++i)
    lines.push_back(blanks(margin - width(labels[i])) + labels[i] +
                    std::string(labels[i].empty() ? signs.up : signs.tick_up) + drawn[i]);
  add_axis(lines, drawer, margin);
  auto const title = drawer.safe(drawer.plot.x.title);
  auto const whole = margin + 1 + drawer.canvas.columns();
  lines.push_back(blanks(whole - std::min(whole, width(title))) + title);
  for (auto& line : legend_lines(chart_legend(drawer), whole))
    lines.push_back(std::move(line));
  return lines;
}

}  // namespace

std::vector<std::string> legend_lines(std::vector<std::string> const& entries,
                                      std::size_t columns) {
  constexpr std::size_t gap = 3;
  std::vector<std::string> lines;
  for (auto const& entry : entries) {
    if (!lines.empty() && width(lines.back()) + gap + width(entry) <= columns) {
      lines.back() += blanks(gap) + entry;
      continue;
    }
    for (auto& line : wrapped(entry, columns))
      lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> text_chart(Plot const& plot, TextOptions const& options) {
  if (!drawable(plot)) return {};
  auto const span = plot_span(plot);
  auto const labels = row_labels(plot, span);
  std::size_t margin = 0;
  for (auto const& label : labels)
    margin = std::max(margin, width(label));
  auto const columns = std::min(options.columns, widest_chart);
  Drawer drawer{plot, options, span, looks(plot),
                Canvas(columns - std::min(columns - 10, margin + 1), rows, options.ascii)};
  drawer.draw();
  return framed(drawer, labels, margin);
}

}  // namespace ec2plan::pages
