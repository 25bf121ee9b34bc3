#include "report/svg.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include "report/html_parts.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::svg_test {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double endless = std::numeric_limits<double>::infinity();

template <typename Chart>
std::string svg(Chart const& chart) {
  Markup markup;
  add_svg(markup, chart, {});
  return markup.made();
}

/// The values of an attribute in the elements that begin so, in order.
std::vector<double> values(std::string const& text, std::string const& element,
                           std::string const& name) {
  std::vector<double> result;
  for (auto at = text.find(element); at != text.npos; at = text.find(element, at + 1)) {
    auto const value = text.find(" " + name + "=\"", at) + name.size() + 3;
    double number = 0;
    std::from_chars(text.data() + value, text.data() + text.size(), number);
    result.push_back(number);
  }
  return result;
}

std::size_t count(std::string const& text, std::string const& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

Plot plot_of(std::vector<ChartPoint> points, bool logarithmic = false) {
  return {.title = "a plot",
          .x = {.title = "x", .logarithmic = logarithmic},
          .y = {.title = "y", .logarithmic = logarithmic},
          .series = {{.name = "points", .points = std::move(points)}}};
}

bool within(std::vector<double> const& numbers, double low, double high) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [&](double number) { return number >= low && number <= high; });
}

}  // namespace

TEST_CASE("A point is drawn at its share of the axes, from the top down") {
  // 0 to 10 with a margin of a twentieth above: 10.5 across and up, 320 pixels high.
  auto const text = svg(plot_of({{.x = 0, .y = 0}, {.x = 10, .y = 10}, {.x = 5, .y = 10}}));
  CHECK(values(text, "<svg class=\"point", "x") == std::vector{0.0, 95.24, 47.62});
  CHECK(values(text, "<svg class=\"point", "y") == std::vector{320.0, 15.24, 15.24});
}

TEST_CASE("On logarithmic axes equal factors are equal distances") {
  auto const x =
      values(svg(plot_of({{.x = 1, .y = 1}, {.x = 10, .y = 10}, {.x = 100, .y = 100}}, true)),
             "<svg class=\"point", "x");
  REQUIRE(x.size() == 3);
  CHECK(x[1] - x[0] == Approx(x[2] - x[1]).margin(0.02));
}

TEST_CASE("What an axis cannot show is not drawn, and all else stays inside the frame") {
  for (bool const logarithmic : {false, true}) {
    auto plot = plot_of({{.x = unknown, .y = 1},
                         {.x = 1, .y = endless},
                         {.x = 3, .y = 4, .y_range = Range<double>{.low = 2, .high = endless}},
                         {.x = 7, .y = 5, .y_range = Range<double>{.low = 1, .high = 90}}},
                        logarithmic);
    plot.guides = {{6, true, "near"}, {1e12, true, "far"}, {unknown, false, "none"}};
    auto const text = svg(plot);
    CHECK(count(text, "<svg class=\"point") == 2);
    CHECK(count(text, "nan") + count(text, "inf") == 0);
    CHECK(count(text, "class=\"range") == 1);
    for (auto const* name : {"x1", "x2"})
      CHECK(within(values(text, "<line", name), 0, 100));
    for (auto const* name : {"y1", "y2"})
      CHECK(within(values(text, "<line", name), 0, 320));
    CHECK(count(text, "far →") == 1);
    CHECK(count(text, "none") == 0);
  }
}

TEST_CASE("One point is a chart; none is left out") {
  auto const text = svg(plot_of({{.x = 4, .y = 9}}));
  CHECK(within(values(text, "<svg class=\"point", "x"), 1, 99));
  CHECK(within(values(text, "<svg class=\"point", "y"), 1, 319));
  CHECK(drawable(plot_of({{.x = 4, .y = 9}})));
  CHECK_FALSE(drawable(plot_of({})));
  CHECK_FALSE(drawable(plot_of({{.x = 0, .y = 9}}, true)));
  CHECK_FALSE(drawable(plot_of({{.x = unknown, .y = endless}})));
}

TEST_CASE("One point of a plot is a stop of the tab key, and each has a text") {
  auto const text = svg(plot_of({{.x = 1, .y = 1}, {.x = 2, .y = 2, .detail = "<b>"}}));
  CHECK(count(text, "tabindex=\"0\"") == 1);
  CHECK(count(text, "<title>") == 2);
  CHECK(count(text, "<title>&lt;b&gt;</title>") == 1);
}

TEST_CASE("A joined series is a line from point to point; the chosen point lies on top") {
  auto plot = plot_of({{.x = 1, .y = 1, .emphasis = Emphasis::chosen},
                       {.x = 2, .y = unknown},
                       {.x = 3, .y = 2},
                       {.x = 4, .y = 3}});
  plot.series.front().joined = true;
  auto const text = svg(plot);
  CHECK(count(text, "class=\"join") == 2);
  CHECK(text.rfind("class=\"point") == text.find("class=\"point e-chosen"));
}

TEST_CASE("Parts of a bar stand end to end, and add up to the bar") {
  StackedBars const bars{.value = {.unit = Unit::dollars},
                         .parts = {"a", "b", "c"},
                         .bars = {{"one", "", {50, unknown, 50}}, {"half", "", {20, 20, 10}}}};
  auto const text = svg(bars);
  CHECK(values(text, "<rect", "x") == std::vector{0.0, 50.0, 0.0, 20.0, 40.0});
  CHECK(values(text, "<rect", "width") == std::vector{50.0, 50.0, 20.0, 20.0, 10.0});
  CHECK(count(text, "nan") == 0);
  CHECK(total(bars.bars[0]) == 100);
  CHECK_FALSE(drawable(StackedBars{.parts = {"a"}, .bars = {{"none", "", {unknown}}}}));
}

TEST_CASE("A value that a guide would cut stands with the name of its bar") {
  StackedBars bars{.value = {.unit = Unit::gib}, .parts = {"a"}, .bars = {{"b200", "", {164}}}};
  CHECK(count(svg(bars), "b200: 164 GiB") == 1);  // once in the title that is read aloud
  bars.guides = {{179, true, "capacity"}};
  CHECK(count(svg(bars), "b200: 164 GiB") > 1);
}

TEST_CASE("What is read aloud of a bar ends with its parts") {
  StackedBars const bars{.value = {.unit = Unit::dollars}, .parts = {"a", "b"}};
  CHECK(spoken(bars, {"one", "", {300, 100}}) == "one: $400.00, a $300.00, b $100.00");
  CHECK(spoken(bars, {"one", "all of it", {300, 100}}) == "all of it, a $300.00, b $100.00");
}

TEST_CASE("The label of the chosen point is there on every page, and inside the chart") {
  for (double const x : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0}) {
    std::string const label = "24 × p6-b200.48xlarge, 97%";
    auto plot = plot_of({{.x = 0, .y = 0}, {.x = 10, .y = 10}});
    for (int i = 0; i <= 40; ++i)  // nowhere is there room
      plot.series.front().points.push_back({.x = i / 4.0, .y = x, .label = "another label"});
    plot.series.front().joined = true;
    plot.guides = {{x, true, "deadline"}, {x, false, "budget"}};
    plot.series.push_back({.name = "chosen",
                           .points = {{.x = x, .y = x, .label = label}},
                           .emphasis = Emphasis::chosen});
    auto const text = svg(plot);
    auto at = text.find("class=\"name e-chosen\"");
    if (at == text.npos) at = text.find("class=\"name e-chosen narrow\"");
    REQUIRE(at != text.npos);
    CHECK(count(text, "name e-chosen wide") == count(text, "name e-chosen narrow"));
    auto const own = text.substr(at - 6);
    double const left = values(own, "<text", "x").front() / 100 * 260;
    auto const end = own.find('>');
    auto const right = own.find(" dx=\"");
    double const aside = right < end ? values(own, "<text", "dx").front() : 0;
    bool const starts = own.find("text-anchor") > end, middle = own.find("\"middle\"") < end;
    double const width = 6.8 * 26;
    double const from = left + aside - (starts ? 0 : middle ? width / 2 : width);
    CHECK(from > -1);
    CHECK(from + width < 261);
  }
}

TEST_CASE("On a narrow page ticks that would touch are left out") {
  auto plot = plot_of({{.x = 1, .y = 1}, {.x = 100, .y = 2}});
  plot.x.logarithmic = true;
  plot.x.unit = Unit::dollars;
  plot.series.front().points.push_back({.x = 3e6, .y = 1});
  CHECK(count(svg(plot), "class=\"tick wide\"") == 0);
  plot.series.front().points = {{.x = 100001, .y = 1}, {.x = 100009, .y = 1}};
  plot.x.logarithmic = false;
  CHECK(count(svg(plot), "class=\"tick wide\"") > 0);
}

TEST_CASE("What both ends of an input end with is said once") {
  Tornado const tornado{
      .middle = 10,
      .swings = {{"batch", "768 sequences a step", "3,072 sequences a step", 11, 12}}};
  CHECK(count(svg(tornado), "batch (768 to 3,072 sequences a step)") > 0);
}

TEST_CASE("A swing reaches from its low to its high end, the widest first") {
  Tornado const tornado{
      .value = {.unit = Unit::dollars},
      .middle = 10,
      .swings = {
          {"small", "1", "2", 9, 11}, {"none", "1", "2", unknown, 11}, {"wide", "1", "2", 2, 18}}};
  auto const order = ranked(tornado);
  REQUIRE(order.size() == 2);
  CHECK(order[0].label == "wide");
  auto const text = svg(tornado);
  CHECK(text.find("wide") < text.find("small"));
  CHECK(count(text, "nan") == 0);
  CHECK(within(values(text, "<rect", "x"), 0, 100));
  CHECK_FALSE(drawable(Tornado{.middle = 1}));
}

TEST_CASE("The figures of a chart are those that it shows, and sort as numbers") {
  auto const table = figures(plot_of({{.x = 1, .y = 2}, {.x = unknown, .y = 2}}));
  REQUIRE(table.rows.size() == 1);
  CHECK(table.columns.size() == 4);
  CHECK(table.rows[0][2].sort_key == 1.0);
  auto const told = figures(plot_of({{.x = 1, .y = 2, .label = "short", .detail = "in full"}}));
  CHECK(told.rows[0][1].text == "in full");
  auto const bars = figures(StackedBars{.parts = {"a", "b"}, .bars = {{"one", "", {3, 4}}}});
  REQUIRE(bars.rows.size() == 1);
  CHECK(bars.rows[0].back().sort_key == 7.0);
}

}  // namespace ec2plan::pages::svg_test
