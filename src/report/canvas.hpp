#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/page.hpp"

namespace ec2plan::pages {

/// A drawing of characters: dots of braille, two across and four down a cell, or cells of ASCII
/// alone. Places are shares of the width and the height, from the bottom left; what is off the
/// canvas is left out. What weighs more stands before what weighs less.
class Canvas {
 public:
  Canvas(std::size_t columns, std::size_t rows, bool ascii);

  /// How something looks, and what it weighs.
  struct Pen {
    Style style = Style::plain;
    int weight = 0;
    bool dotted = false;  // every other dot
    char letter = '.';    // in ASCII; 0: '-' or '|', whichever lies nearer
  };

  void dot(double x, double y, Pen const& pen);
  void line(double x1, double y1, double x2, double y2, Pen const& pen);

  /// One letter in the place of dots. Assumes: one column wide.
  void mark(double x, double y, std::string_view letter, Pen const& pen);

  /// A text beside a place, where it hides no mark, no text and as few dots as it can; nothing
  /// where there is no such room. Assumes: safe to print.
  void label(double x, double y, std::string_view text, Style style);

  /// A text in the row of a place, from there to the right or the left, or in the next rows down.
  void note(double x, double y, bool to_the_right, std::string_view text, Style style);

  /// The rows from the top, without spaces at their ends.
  std::vector<std::string> lines(bool color) const;

  std::size_t column(double x) const;  // of the cell; x from 0 to 1
  std::size_t row(double y) const;     // from the top
  std::size_t columns() const { return columns_; }

 private:
  struct Cell {
    unsigned dots = 0;
    std::string letter{};  // empty: its dots
    Style style = Style::plain;
    int weight = -1;  // nothing is drawn
    bool written = false;
  };
  struct Place {
    std::ptrdiff_t column = 0, row = 0;
  };

  void set(std::ptrdiff_t across, std::ptrdiff_t down, Pen const& pen, char letter);
  Cell* cell(std::ptrdiff_t column, std::ptrdiff_t row);
  /// Cells that the text would hide; empty rows of it count as none, and a mark as too many.
  int hidden(Place const& place, std::size_t width);
  void write(Place const& place, std::string_view text, Style style);
  std::string text_of(Cell const& cell) const;

  std::size_t columns_, rows_;
  bool ascii_;
  std::ptrdiff_t across_, down_;  // dots of a cell
  std::vector<Cell> cells_;
};

}  // namespace ec2plan::pages
