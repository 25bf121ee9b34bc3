#include "report/text_chart.hpp"

#include <cmath>
#include <limits>

#include "ec2plan/units/text.hpp"
#include "report/canvas.hpp"
#include "report/letters.hpp"
#include "report/recommend_charts.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::text_chart_test {
namespace {

constexpr TextOptions ascii{.columns = 60, .ascii = true};
constexpr TextOptions braille{.columns = 60};

Plot plot_of(std::vector<ChartPoint> points) {
  return {.title = "t",
          .x = {.title = "days", .unit = Unit::days},
          .y = {.title = "cost", .unit = Unit::dollars},
          .series = {{.name = "plans", .points = std::move(points), .emphasis = Emphasis::strong}}};
}

/// How often the letter stands in the lines.
std::size_t times(std::vector<std::string> const& lines, std::string_view letter) {
  std::size_t count = 0;
  for (auto const& line : lines)
    for (auto at = line.find(letter); at != line.npos; at = line.find(letter, at + 1))
      ++count;
  return count;
}

bool holds(std::vector<std::string> const& lines, std::string_view text) {
  return times(lines, text) > 0;
}

std::size_t line_of(std::vector<std::string> const& lines, std::string_view text) {
  for (std::size_t line = 0; line < lines.size(); ++line)
    if (lines[line].find(text) != std::string::npos) return line;
  return lines.size();
}

}  // namespace

TEST_CASE("Braille has a dot for each of eight places of a cell") {
  Canvas canvas(1, 1, false);
  canvas.dot(0, 1, {});
  CHECK(canvas.lines(false) == std::vector<std::string>{"⠁"});  // top left
  canvas.dot(1, 0, {});
  CHECK(canvas.lines(false) == std::vector<std::string>{"⢁"});  // and bottom right
}

TEST_CASE("ASCII has one place a cell, and what weighs more stands") {
  Canvas canvas(3, 2, true);
  canvas.dot(0, 0, {.weight = 1, .letter = 'x'});
  canvas.dot(0, 0, {.weight = 0, .letter = '.'});
  canvas.dot(1, 1, {.letter = 'y'});
  CHECK(canvas.lines(false) == std::vector<std::string>{"  y", "x"});
}

TEST_CASE("What is off the canvas is left out") {
  Canvas canvas(3, 2, true);
  canvas.dot(1.5, 0.5, {});
  canvas.dot(0.5, -0.5, {});
  canvas.mark(2, 2, "o", {});
  CHECK(canvas.lines(false) == std::vector<std::string>{"", ""});
}

TEST_CASE("A label hides no mark, and is left out where it has no room") {
  Canvas canvas(9, 1, true);
  canvas.mark(0, 0, "o", {.weight = 2});
  canvas.mark(1, 0, "o", {.weight = 2});
  canvas.label(0, 0, "much too long", Style::plain);
  CHECK(canvas.lines(false) == std::vector<std::string>{"o       o"});
  canvas.label(0, 0, "abc", Style::plain);
  CHECK(canvas.lines(false).front().find("abc") != std::string::npos);
  CHECK(canvas.lines(false).front().front() == 'o');
  CHECK(canvas.lines(false).front().back() == 'o');
}

TEST_CASE("More days stand to the right, more dollars above") {
  auto const lines = text_chart(plot_of({{.x = 10, .y = 1000}, {.x = 20, .y = 9000}}), ascii);
  REQUIRE(times(lines, "o") >= 2);
  std::vector<std::pair<std::size_t, std::size_t>> marks;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    auto const frame = lines[line].find('|');
    auto const at = frame == std::string::npos ? frame : lines[line].find('o', frame);
    if (at != std::string::npos) marks.emplace_back(line, at);
  }
  REQUIRE(marks.size() == 2);
  CHECK(marks[0].first < marks[1].first);    // 9000 is above
  CHECK(marks[0].second > marks[1].second);  // and to the right
}

TEST_CASE("A guide is named, and one far away is told with an arrow") {
  auto plot = plot_of({{.x = 10, .y = 1000}, {.x = 20, .y = 9000}});
  plot.guides = {{.at = 15, .vertical = true, .label = "deadline 15 days"}};
  CHECK(holds(text_chart(plot, ascii), "deadline 15 days"));
  CHECK_FALSE(holds(text_chart(plot, ascii), "off the chart"));
  plot.guides.front() = {.at = 1e9, .vertical = true, .label = "deadline 1e9 days"};
  CHECK(holds(text_chart(plot, ascii), "deadline 1e9 days (off the chart)"));
  CHECK(holds(text_chart(plot, braille), "deadline 1e9 days →"));
}

TEST_CASE("The chosen, the front and the beaten differ without colour") {
  auto plot = plot_of({{.x = 10, .y = 1000}});
  plot.series.push_back({.name = "chosen",
                         .points = {{.x = 20, .y = 9000, .emphasis = Emphasis::chosen}},
                         .emphasis = Emphasis::chosen});
  plot.series.push_back(
      {.name = "beaten", .points = {{.x = 30, .y = 9500}}, .emphasis = Emphasis::faint});
  auto const lines = text_chart(plot, ascii);
  CHECK(holds(lines, "* chosen"));
  CHECK(holds(lines, "o plans"));
  CHECK(holds(lines, ". beaten"));
}

TEST_CASE("No line is wider than the terminal, ends in a blank or holds more than ASCII there") {
  for (int columns = 30; columns <= 140; columns += 7) {
    auto plot = plot_of({{.x = 0.01, .y = 10, .label = "a long name of a plan"},
                         {.x = 5000, .y = 1e9, .label = "another"}});
    plot.x.logarithmic = plot.y.logarithmic = true;
    for (bool const is_ascii : {false, true}) {
      auto const lines =
          text_chart(plot, {.columns = static_cast<std::size_t>(columns), .ascii = is_ascii});
      INFO(columns << " columns");
      CHECK(lines.size() > 10);
      for (auto const& line : lines) {
        CHECK(width(line) <= static_cast<std::size_t>(columns));
        CHECK((line.empty() || line.back() != ' '));
        if (!is_ascii) continue;
        for (char const letter : line)
          CHECK(static_cast<unsigned char>(letter) < 0x80);
      }
    }
  }
}

TEST_CASE("What cannot be drawn is left out, and of nothing there is no chart") {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  double const inf = std::numeric_limits<double>::infinity();
  CHECK(text_chart(plot_of({}), ascii).empty());
  CHECK(text_chart(plot_of({{.x = nan, .y = 1}, {.x = 1, .y = inf}}), ascii).empty());
  CHECK(times(text_chart(plot_of({{.x = 1, .y = 1}, {.x = nan, .y = 1}}), ascii), "o") ==
        times(text_chart(plot_of({{.x = 1, .y = 1}}), ascii), "o"));
  auto logarithmic = plot_of({{.x = 0, .y = 5}, {.x = -3, .y = 5}});
  logarithmic.x.logarithmic = true;
  CHECK(text_chart(logarithmic, ascii).empty());
  CHECK_FALSE(text_chart(plot_of({{.x = 1e300, .y = 1e-300}}), ascii).empty());
  CHECK_FALSE(text_chart(plot_of({{.x = 7, .y = 7}, {.x = 7, .y = 7}}), ascii).empty());
}

TEST_CASE("A stacked bar is as long as its parts together") {
  StackedBars const bars{
      .value = {.title = "cost", .unit = Unit::dollars},
      .parts = {"training", "failures"},
      .bars = {{.label = "half", .parts = {25, 25}}, {.label = "all", .parts = {100, 0}}}};
  auto const lines = text_chart(bars, ascii);
  auto const half = line_of(lines, "half"), all = line_of(lines, "all");
  REQUIRE(half < lines.size());
  REQUIRE(all < lines.size());
  CHECK(lines[half + 1].size() < lines[all + 1].size());
  CHECK(holds(lines, "training"));
  CHECK(holds(lines, "failures"));
}

TEST_CASE("A tornado names both ends of each input") {
  Tornado const tornado{.value = {.title = "cost", .unit = Unit::dollars},
                        .middle = 100,
                        .swings = {{"price", "$1 an hour", "$2 an hour", 50, 150}}};
  auto const lines = text_chart(tornado, ascii);
  for (auto const* text : {"price", "$1 an hour", "$2 an hour"})
    CHECK(holds(lines, text));
}

TEST_CASE("Hostile names stay text in a chart") {
  auto plot = plot_of({{.x = 10, .y = 1000, .label = "\x1b[31mred\n\x07"}, {.x = 20, .y = 9000}});
  plot.series.front().name = "\x1b]0;title\x07\r\n";
  plot.guides = {{.at = 15, .vertical = true, .label = "a\nb\x1b[2J"}};
  for (auto const& line : text_chart(plot, braille)) {
    CHECK(line.find('\x1b') == line.npos);
    CHECK(line.find('\n') == line.npos);
    CHECK(line.find('\a') == line.npos);
    CHECK(line.find('\r') == line.npos);
  }
}

}  // namespace ec2plan::pages::text_chart_test
