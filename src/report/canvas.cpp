#include "report/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/letters.hpp"
#include "report/text.hpp"

namespace ec2plan::pages {
namespace {

constexpr int too_many = 1000;
constexpr double farthest = 1e6;  // canvases off: beyond, differences lose what is inside

/// Dots of a braille letter by row and column. Source: the Unicode standard, braille patterns.
constexpr unsigned braille_bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

/// U+2800 and the dots, in UTF-8.
std::string braille(unsigned dots) {
  return {'\xe2', static_cast<char>(0xa0 | (dots >> 6)), static_cast<char>(0x80 | (dots & 0x3f))};
}

std::ptrdiff_t place_of(double share, std::size_t cells) {
  auto const last = static_cast<double>(cells - 1);
  return static_cast<std::ptrdiff_t>(std::lround(share * last));
}

bool is_on(double share) { return share >= -1e-9 && share <= 1 + 1e-9; }

}  // namespace

Canvas::Canvas(std::size_t columns, std::size_t rows, bool ascii)
    : columns_(columns),
      rows_(rows),
      ascii_(ascii),
      across_(ascii ? 1 : 2),
      down_(ascii ? 1 : 4),
      cells_(columns * rows) {}

std::size_t Canvas::column(double x) const {
  return static_cast<std::size_t>(place_of(x, columns_ * static_cast<std::size_t>(across_)) /
                                  across_);
}

std::size_t Canvas::row(double y) const {
  return static_cast<std::size_t>(place_of(1 - y, rows_ * static_cast<std::size_t>(down_)) / down_);
}

Canvas::Cell* Canvas::cell(std::ptrdiff_t column, std::ptrdiff_t row) {
  auto const columns = static_cast<std::ptrdiff_t>(columns_);
  if (column < 0 || row < 0 || column >= columns || row >= static_cast<std::ptrdiff_t>(rows_))
    return nullptr;
  return &cells_[static_cast<std::size_t>(row * columns + column)];
}

void Canvas::set(std::ptrdiff_t across, std::ptrdiff_t down, Pen const& pen, char letter) {
  if (across < 0 || down < 0) return;
  Cell* const at = cell(across / across_, down / down_);
  if (at == nullptr) return;
  if (!ascii_) at->dots |= braille_bits[down % down_][across % across_];
  if (pen.weight <= at->weight) return;
  at->weight = pen.weight;
  at->style = pen.style;
  if (ascii_) at->letter = letter;
}

void Canvas::dot(double x, double y, Pen const& pen) { line(x, y, x, y, pen); }

/// The part of a line between two shares of it, so that no loop runs far off the canvas.
void Canvas::line(double x1, double y1, double x2, double y2, Pen const& pen) {
  for (double* const share : {&x1, &y1, &x2, &y2}) {
    if (!std::isfinite(*share)) return;
    *share = std::clamp(*share, -farthest, farthest);
  }
  double from = 0, to = 1;
  for (auto const& [start, end] : {std::pair{x1, x2}, std::pair{y1, y2}}) {
    if (start == end && !is_on(start)) return;
    if (start == end) continue;
    double const a = (0 - start) / (end - start), b = (1 - start) / (end - start);
    from = std::max(from, std::min(a, b));
    to = std::min(to, std::max(a, b));
  }
  if (from > to) return;
  auto const across = columns_ * static_cast<std::size_t>(across_);
  auto const down = rows_ * static_cast<std::size_t>(down_);
  auto const left = place_of(x1 + from * (x2 - x1), across);
  auto const right = place_of(x1 + to * (x2 - x1), across);
  auto const top = place_of(1 - y1 - from * (y2 - y1), down);
  auto const bottom = place_of(1 - y1 - to * (y2 - y1), down);
  auto const steps = std::max({std::abs(right - left), std::abs(bottom - top), std::ptrdiff_t{1}});
  bool const level = std::abs(right - left) >= 2 * std::abs(bottom - top);
  char const letter = pen.letter != 0 ? pen.letter : level ? '-' : '|';
  for (std::ptrdiff_t step = 0; step <= steps; step += pen.dotted ? 2 : 1) {
    double const share = static_cast<double>(step) / static_cast<double>(steps);
    auto const between = [&](std::ptrdiff_t a, std::ptrdiff_t b) {
      return static_cast<std::ptrdiff_t>(
          std::lround(static_cast<double>(a) + share * static_cast<double>(b - a)));
    };
    set(between(left, right), between(top, bottom), pen, letter);
  }
}

void Canvas::mark(double x, double y, std::string_view letter, Pen const& pen) {
  if (!is_on(x) || !is_on(y)) return;
  Cell* const at =
      cell(static_cast<std::ptrdiff_t>(column(x)), static_cast<std::ptrdiff_t>(row(y)));
  if (at == nullptr || pen.weight < at->weight) return;
  *at = {.letter = std::string(letter), .style = pen.style, .weight = pen.weight, .written = true};
}

int Canvas::hidden(Place const& place, std::size_t width) {
  int count = 0;
  for (std::size_t i = 0; i < width; ++i) {
    auto const* const at = cell(place.column + static_cast<std::ptrdiff_t>(i), place.row);
    if (at == nullptr || at->written) return too_many;
    if (at->weight >= 0) ++count;
  }
  return count;
}

void Canvas::write(Place const& place, std::string_view text, Style style) {
  auto column = place.column;
  for (auto const letter : letters_of(text)) {
    auto const columns = width(letter);
    if (columns == 0 && column > place.column) {  // a mark on the letter before
      if (Cell* const at = cell(column - 1, place.row)) at->letter += letter;
      continue;
    }
    for (std::size_t covered = 0; covered < columns; ++covered)
      if (Cell* const at = cell(column++, place.row))
        *at = {.letter = std::string(covered == 0 ? letter : std::string_view()),
               .style = style,
               .weight = too_many,
               .written = true};
  }
}

void Canvas::label(double x, double y, std::string_view text, Style style) {
  if (!is_on(x) || !is_on(y)) return;
  auto const size = width(text);
  auto const wide = static_cast<std::ptrdiff_t>(size);
  Place const at{static_cast<std::ptrdiff_t>(column(x)), static_cast<std::ptrdiff_t>(row(y))};
  std::array<Place, 8> const places{{{at.column + 2, at.row},
                                     {at.column + 1, at.row - 1},
                                     {at.column - 1 - wide, at.row},
                                     {at.column - wide, at.row + 1},
                                     {at.column + 1, at.row + 1},
                                     {at.column - wide, at.row - 1},
                                     {at.column - wide / 2, at.row - 1},
                                     {at.column - wide / 2, at.row + 1}}};
  Place const* best = nullptr;
  int least = too_many;
  for (Place const& place : places) {
    int const count = hidden(place, size);
    if (count < least) best = &place, least = count;
  }
  if (best != nullptr) write(*best, text, style);
}

void Canvas::note(double x, double y, bool to_the_right, std::string_view text, Style style) {
  auto const size = width(text);
  auto const start = static_cast<std::ptrdiff_t>(column(std::clamp(x, 0.0, 1.0)));
  auto const first = static_cast<std::ptrdiff_t>(row(std::clamp(y, 0.0, 1.0)));
  for (std::ptrdiff_t down = 0; down < 4; ++down) {
    Place const place{to_the_right ? start : start + 1 - static_cast<std::ptrdiff_t>(size),
                      first + down};
    if (hidden(place, size) < too_many) return write(place, text, style);
  }
}

std::string Canvas::text_of(Cell const& cell) const {
  if (cell.written || !cell.letter.empty()) return cell.letter;
  return cell.dots == 0 ? " " : braille(cell.dots);
}

std::vector<std::string> Canvas::lines(bool color) const {
  std::vector<std::string> all;
  for (std::size_t row = 0; row < rows_; ++row) {
    auto const first = cells_.begin() + static_cast<std::ptrdiff_t>(row * columns_);
    auto end = first + static_cast<std::ptrdiff_t>(columns_);
    while (end != first && text_of(end[-1]) == " ")
      --end;
    std::string line, run;
    for (auto cell = first; cell != end; ++cell) {
      run += text_of(*cell);
      if (cell + 1 != end && cell[1].style == cell->style) continue;
      line += color ? colored(run, cell->style) : run;
      run.clear();
    }
    all.push_back(std::move(line));
  }
  return all;
}

}  // namespace ec2plan::pages
