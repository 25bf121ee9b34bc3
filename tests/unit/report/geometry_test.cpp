#include "report/geometry.hpp"

#include <limits>

#include "tests/support/catch.hpp"

namespace ec2plan::pages::geometry_test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Plot plot_of(std::vector<ChartPoint> points) { return {.series = {{.points = std::move(points)}}}; }

bool within(Span const& span, double value) { return span.low <= value && value <= span.high; }

}  // namespace

TEST_CASE("A plot reaches over its points and a little beyond") {
  auto const span = plot_span(plot_of({{.x = 100, .y = 7}, {.x = 120, .y = 9}}));
  CHECK(span.x.low == Approx(99));
  CHECK(span.x.high == Approx(121));
  CHECK(span.y.low == Approx(6.9));
  CHECK(span.y.high == Approx(9.1));
}

TEST_CASE("A linear axis begins at 0 where that is near") {
  auto const span = plot_span(plot_of({{.x = 10, .y = 90}, {.x = 100, .y = 100}}));
  CHECK(span.x.low == 0);
  CHECK(span.y.low > 0);
}

TEST_CASE("The range of a point is within the plot") {
  auto plot = plot_of({{.x = 1, .y = 50}, {.x = 2, .y = 60}});
  plot.series.front().points.front().y_range = Range<double>{20, 50, 90};
  auto const span = plot_span(plot);
  CHECK(within(span.y, 20));
  CHECK(within(span.y, 90));
}

TEST_CASE("A range that no logarithm has does not stretch the plot") {
  auto plot = plot_of({{.x = 1, .y = 50}, {.x = 2, .y = 60}});
  plot.y.logarithmic = true;
  auto const before = plot_span(plot).y;
  plot.series.front().points.front().y_range = Range<double>{0, 50, nan};
  auto const after = plot_span(plot).y;
  CHECK(after.low == before.low);
  CHECK(after.high == before.high);
}

TEST_CASE("A guide nearby is within the plot, one far off does not shrink the points") {
  auto plot = plot_of({{.x = 10, .y = 10}, {.x = 20, .y = 20}});
  auto const without = plot_span(plot);
  plot.guides = {{.at = 25, .vertical = true}, {.at = 1e6}};
  auto const with = plot_span(plot);
  CHECK(within(with.x, 25));
  CHECK(with.y.low == without.y.low);
  CHECK(with.y.high == without.y.high);
}

TEST_CASE("Guides do not lead one another away from the points") {
  auto plot = plot_of({{.x = 10, .y = 1}, {.x = 20, .y = 1}});
  plot.guides = {{.at = 30, .vertical = true}, {.at = 55, .vertical = true}};
  auto const span = plot_span(plot);
  CHECK(within(span.x, 30));
  CHECK_FALSE(within(span.x, 55));
}

TEST_CASE("With a diagonal both axes reach alike") {
  auto plot = plot_of({{.x = 1, .y = 40}, {.x = 3, .y = 50}});
  plot.diagonal = true;
  auto const span = plot_span(plot);
  CHECK(span.x.low == span.y.low);
  CHECK(span.x.high == span.y.high);
  CHECK(within(span.x, 50));
}

TEST_CASE("Equal values, one point and huge ones have a span that is not empty") {
  for (double const value : {0.0, 7.0, -7.0, 1e300, 1e-300})
    for (std::size_t const count : {1UL, 3UL}) {
      CAPTURE(value, count);
      auto const span = plot_span(plot_of(std::vector<ChartPoint>(count, {value, value})));
      CHECK(span.x.low < span.x.high);
      CHECK(within(span.x, value));
      CHECK(within(span.y, value));
    }
}

TEST_CASE("What an axis cannot show is not shown on the plot") {
  auto plot = plot_of({});
  CHECK(shown_on(plot, ChartPoint{.x = -1, .y = 0}));
  CHECK_FALSE(shown_on(plot, ChartPoint{.x = nan, .y = 0}));
  CHECK_FALSE(shown_on(plot, ChartPoint{.x = 1, .y = 1e301}));
  plot.y.logarithmic = true;
  CHECK_FALSE(shown_on(plot, ChartPoint{.x = -1, .y = 0}));
}

TEST_CASE("A point has the look of its series unless it has its own") {
  auto plot = plot_of({{.x = 1, .y = 1}, {.x = 2, .y = 2, .emphasis = Emphasis::chosen}});
  plot.series.front().emphasis = Emphasis::strong;
  auto const drawn = dots(plot);
  REQUIRE(drawn.size() == 2);
  CHECK(drawn[0].look.emphasis == Emphasis::strong);
  CHECK(drawn[1].look.emphasis == Emphasis::chosen);
}

}  // namespace ec2plan::pages::geometry_test
