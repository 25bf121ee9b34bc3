#include <algorithm>
#include <array>
#include <cmath>

#include "report/svg.hpp"

namespace ec2plan::pages {
namespace {

constexpr double height = 320;
constexpr std::size_t longest_label = 32;
constexpr int blocks_of_a_line = 16;

/// How each emphasis looks, the least important first.
struct Weight {
  char const* name;  // in page.css
  double radius;
};

constexpr std::array<Weight, 4> weights{
    {{"e-faint", 3}, {"e-plain", 4.5}, {"e-strong", 5}, {"e-chosen", 10}}};

std::size_t rank(Emphasis emphasis) {
  constexpr std::array order{Emphasis::faint, Emphasis::plain, Emphasis::strong, Emphasis::chosen};
  return static_cast<std::size_t>(std::ranges::find(order, emphasis) - order.begin());
}

std::string name_of(Emphasis emphasis) { return weights[rank(emphasis)].name; }

double radius(Emphasis emphasis) { return weights[rank(emphasis)].radius; }

/// What is drawn last lies on top: the most important.
std::vector<Dot> layered_dots(Plot const& plot) {
  auto result = dots(plot);
  std::stable_sort(result.begin(), result.end(), [](Dot const& a, Dot const& b) {
    return rank(a.look.emphasis) < rank(b.look.emphasis);
  });
  return result;
}

void add_joins(Markup& markup, Plot const& plot, PlotFrame const& frame) {
  auto const all = looks(plot);
  for (std::size_t i = 0; i < plot.series.size(); ++i)
    for (auto const& [from, to] : joins(plot, plot.series[i]))
      add_line(markup, "join " + classes(all[i]), frame.left(from->x), frame.top(from->y),
               frame.left(to->x), frame.top(to->y));
}

void add_range(Markup& markup, Plot const& plot, PlotFrame const& frame, Dot const& dot) {
  auto const& range = dot.point->y_range;
  if (!range || !shown_on(plot.y, range->low) || !shown_on(plot.y, range->high)) return;
  double const x = frame.left(dot.point->x);
  add_line(markup, "range " + name_of(dot.look.emphasis), x, frame.top(range->low), x,
           frame.top(range->high));
}

/// Only one point of a chart is a stop of the tab key; the arrow keys go on from there.
void add_dot(Markup& markup, Plot const& plot, PlotFrame const& frame, Dot const& dot, bool stop) {
  markup.open("svg", {{"class", "point " + classes(dot.look)},
                      {"x", svg_share(frame.left(dot.point->x))},
                      {"y", svg_number(frame.top(dot.point->y))},
                      {"role", "img"},
                      {"tabindex", stop ? "0" : "-1"}});
  markup.element("title", {}, spoken(plot, *dot.point));
  add_mark(markup, dot.look);
  markup.close("svg");
  markup.line();
}

/// Labels keep off the points and the lines between them; not off faint points, they are many.
void block(LabelBoard& board, Plot const& plot, std::vector<Dot> const& dots,
           PlotFrame const& frame) {
  for (auto const& dot : dots)
    if (dot.look.emphasis != Emphasis::faint)
      board.block(frame.left(dot.point->x), frame.top(dot.point->y), radius(dot.look.emphasis));
  for (auto const& series : plot.series)
    for (auto const& [from, to] : joins(plot, series))
      for (int i = 1; i < blocks_of_a_line; ++i) {
        double const share = double(i) / blocks_of_a_line;
        double const x = std::lerp(frame.left(from->x), frame.left(to->x), share);
        board.block(x, std::lerp(frame.top(from->y), frame.top(to->y), share), 2);
      }
}

std::string text_of(Dot const& dot) { return shortened(dot.point->label, longest_label); }

bool has_sure_label(Dot const& dot) {
  return dot.look.emphasis == Emphasis::chosen && !dot.point->label.empty();
}

/// Before all others, and always.
void add_chosen_labels(Markup& markup, std::vector<Dot> const& dots, PlotFrame const& frame,
                       LabelBoard& board) {
  for (auto const& dot : dots) {
    if (!has_sure_label(dot)) continue;
    double const x = frame.left(dot.point->x), y = frame.top(dot.point->y);
    for (auto const& place : board.surely_placed(x, y, text_of(dot), radius(Emphasis::chosen)))
      add_label(markup, x, y, place.spot, "name " + name_of(Emphasis::chosen) + place.classes(),
                text_of(dot));
  }
}

/// The most important get their place first.
void add_labels(Markup& markup, std::vector<Dot> const& dots, PlotFrame const& frame,
                LabelBoard& board) {
  std::for_each(dots.rbegin(), dots.rend(), [&](Dot const& dot) {
    if (dot.point->label.empty() || has_sure_label(dot)) return;
    Emphasis const emphasis = dot.look.emphasis;
    std::string const text = text_of(dot);
    double const x = frame.left(dot.point->x), y = frame.top(dot.point->y);
    auto const place = board.placed(x, y, text, spots_around(radius(emphasis)));
    if (place)
      add_label(markup, x, y, place->spot, "name " + name_of(emphasis) + place->classes(), text);
  });
}

}  // namespace

std::string classes(Look const& look) {
  auto const kind = name_of(look.emphasis) + " s" + std::to_string(look.kind);
  return look.family ? kind + " f" + std::to_string(*look.family % 6) : kind;
}

void add_mark(Markup& markup, Look const& look) {
  if (look.emphasis == Emphasis::chosen) {
    markup.empty("circle", {{"class", "ring"}, {"r", "10"}});
    return markup.empty("circle", {{"r", "6"}});
  }
  bool const small = look.emphasis == Emphasis::faint;
  if (small && !look.family) return markup.empty("circle", {{"r", "3"}});
  switch (look.family.value_or(look.kind) % 4) {
    case 0:
      return markup.empty("circle", {{"r", small ? "3" : "4.5"}});
    case 1:
      return markup.empty("path", {{"d", small ? "M-3-3H3V3H-3Z" : "M-4-4H4V4H-4Z"}});
    case 2:
      return markup.empty("path", {{"d", small ? "M0-4L3.5 3H-3.5Z" : "M0-5.5L5 4H-5Z"}});
    default:
      return markup.empty("path", {{"d", small ? "M0-4L4 0L0 4L-4 0Z" : "M0-6L6 0L0 6L-6 0Z"}});
  }
}

void add_svg(Markup& markup, Plot const& plot, Attributes attributes) {
  auto const all = layered_dots(plot);
  auto const [across, up] = plot_span(plot);
  PlotFrame const frame{plot.x, plot.y, across, up, height};
  open_area(markup, std::move(attributes), "plot", height);
  add_vertical_grid(markup, frame);
  add_horizontal_grid(markup, frame);
  add_line(markup, "axis", 0, height, 1, height);
  if (plot.diagonal) add_line(markup, "diagonal", 0, height, 1, 0);
  LabelBoard board(height);
  block(board, plot, all, frame);
  block_guides(board, frame, plot.guides);
  Markup labels;
  add_chosen_labels(labels, all, frame, board);
  add_guides(markup, labels, frame, plot.guides, board);
  add_joins(markup, plot, frame);
  for (auto const& dot : all)
    add_range(markup, plot, frame, dot);
  for (auto const& dot : all)
    add_dot(markup, plot, frame, dot, &dot == &all.back());
  add_labels(labels, all, frame, board);
  markup.ours(labels.made());
  close_area(markup);
}

}  // namespace ec2plan::pages
