#include "report/canvas.hpp"

#include <limits>

#include "report/text.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::canvas_test {
namespace {

using Lines = std::vector<std::string>;

/// The one dot of a cell of braille at a place of a canvas of one cell.
std::string dot_at(double x, double y) {
  Canvas canvas(1, 1, false);
  canvas.dot(x, y, {});
  return canvas.lines(false).front();
}

}  // namespace

TEST_CASE("Each of the eight dots of a cell has its place") {
  CHECK(dot_at(0, 1) == "⠁");
  CHECK(dot_at(0, 2.0 / 3) == "⠂");
  CHECK(dot_at(0, 1.0 / 3) == "⠄");
  CHECK(dot_at(0, 0) == "⡀");
  CHECK(dot_at(1, 1) == "⠈");
  CHECK(dot_at(1, 2.0 / 3) == "⠐");
  CHECK(dot_at(1, 1.0 / 3) == "⠠");
  CHECK(dot_at(1, 0) == "⢀");
}

TEST_CASE("A place is in the cell that its share of the canvas gives") {
  Canvas const ascii(11, 5, true);
  for (std::size_t i = 0; i <= 10; ++i)
    CHECK(ascii.column(static_cast<double>(i) / 10) == i);
  for (std::size_t i = 0; i <= 4; ++i)
    CHECK(ascii.row(1 - static_cast<double>(i) / 4) == i);
  Canvas const braille(10, 5, false);
  CHECK(braille.column(0) == 0);
  CHECK(braille.column(1) == 9);
  CHECK(braille.column(0.5) == 5);  // dot 10 of 0 to 19
  CHECK(braille.row(1) == 0);
  CHECK(braille.row(0) == 4);
}

TEST_CASE("A mark stands in the row and the column of its place") {
  Canvas canvas(11, 5, true);
  canvas.mark(0.3, 0.75, "o", {});
  CHECK(canvas.lines(false) == Lines{"", "   o", "", "", ""});
}

TEST_CASE("A mark hides what weighs less and not what weighs more") {
  Canvas canvas(1, 1, true);
  canvas.mark(0, 0, "a", {.weight = 2});
  canvas.mark(0, 0, "b", {.weight = 1});
  CHECK(canvas.lines(false) == Lines{"a"});
  canvas.mark(0, 0, "c", {.weight = 3});
  CHECK(canvas.lines(false) == Lines{"c"});
}

TEST_CASE("Lines go from end to end") {
  Canvas level(4, 1, true), upright(1, 3, true), slope(3, 3, true);
  level.line(0, 0, 1, 0, {.letter = '\0'});
  upright.line(0, 0, 0, 1, {.letter = '\0'});
  slope.line(0, 0, 1, 1, {.letter = '/'});
  CHECK(level.lines(false) == Lines{"----"});
  CHECK(upright.lines(false) == Lines{"|", "|", "|"});
  CHECK(slope.lines(false) == Lines{"  /", " /", "/"});
}

TEST_CASE("A dotted line leaves out every other dot") {
  Canvas canvas(5, 1, true);
  canvas.line(0, 0, 1, 0, {.dotted = true});
  CHECK(canvas.lines(false) == Lines{". . ."});
}

TEST_CASE("Of a line that leaves the canvas its part inside is drawn") {
  Canvas canvas(3, 3, true);
  canvas.line(-1e15, 0.5, 1e15, 0.5, {.letter = '-'});
  canvas.line(0.5, -1e300, 0.5, 1e300, {.weight = 1, .letter = '|'});
  CHECK(canvas.lines(false) == Lines{" |", "-|-", " |"});
}

TEST_CASE("A line of what is no number, or that passes by, is not drawn") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  double const inf = std::numeric_limits<double>::infinity();
  Canvas canvas(3, 2, true);
  canvas.line(nan, 0, 1, 1, {});
  canvas.line(0, 0, 1, inf, {});
  canvas.line(-1, 0, 0, 3, {});
  canvas.line(0, 2, 1, 2, {});
  canvas.dot(nan, nan, {});
  canvas.mark(nan, 0, "o", {});
  canvas.label(nan, inf, "text", Style::plain);
  CHECK(canvas.lines(false) == Lines{"", ""});
}

TEST_CASE("A note stays in its row, and goes to the next where that is taken") {
  Canvas canvas(8, 3, true);
  canvas.note(0, 1, true, "first", Style::plain);
  canvas.note(0, 1, true, "second", Style::plain);
  canvas.note(1, 0, false, "end", Style::plain);
  CHECK(canvas.lines(false) == Lines{"first", "second", "     end"});
}

TEST_CASE("A note of a place far off stands at the edge, and one too long is left out") {
  Canvas canvas(5, 1, true);
  canvas.note(0, 0, true, "too long", Style::plain);
  CHECK(canvas.lines(false) == Lines{""});
  canvas.note(7, -7, false, "far", Style::plain);
  CHECK(canvas.lines(false) == Lines{"  far"});
}

TEST_CASE("Letters of several bytes take one column each") {
  Canvas canvas(6, 1, false);
  canvas.note(0, 0, true, "48 × é", Style::plain);
  CHECK(canvas.lines(false) == Lines{"48 × é"});
}

TEST_CASE("Neighbours of one style share their colour, and blank ends have none") {
  Canvas canvas(9, 1, true);
  canvas.mark(0, 0, "a", {.style = Style::good});
  canvas.mark(0.125, 0, "b", {.style = Style::good});
  canvas.mark(0.25, 0, "c", {});
  CHECK(canvas.lines(true) == Lines{colored("ab", Style::good) + "c"});
  CHECK(canvas.lines(false) == Lines{"abc"});
}

}  // namespace ec2plan::pages::canvas_test
