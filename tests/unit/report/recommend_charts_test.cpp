#include "report/recommend_charts.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/document/verdict.hpp"
#include "report/geometry.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::recommend_charts_test {
namespace {

using namespace testing;

Plan plan_of(int instances, double days, double dollars, bool on_front = true) {
  Plan plan = plan_on_p4de(1, 64, 30);
  plan.instances = instances;
  plan.run.duration = {.low = 0.9 * days * day, .likely = days * day, .high = 1.1 * days * day};
  plan.cost = {
      .low = 0.9 * dollars * dollar, .likely = dollars * dollar, .high = 1.1 * dollars * dollar};
  plan.meets_deadline = plan.meets_deadline_if_slow = plan.meets_budget = true;
  plan.on_front = on_front;
  plan.estimate.fit = Fit::yes;
  return plan;
}

/// Chosen: 16 instances. Fewest instance-days: 8 instances (160).
Answer charted() {
  Answer answer = two_plans();
  answer.result.candidates = {plan_of(16, 11, 1.1e6)};
  answer.fronts = {plan_of(16, 11, 1.1e6), plan_of(8, 20, 1e6), plan_of(12, 30, 2e6, false)};
  answer.scaling = {plan_of(4, 41, 1e6),    plan_of(8, 20, 1e6),   plan_of(10, 17, 1e6),
                    plan_of(16, 11, 1.1e6), plan_of(32, 6, 1.2e6), plan_of(40, 5, 1.2e6)};
  return answer;
}

Series series_of(Plot const& plot, std::string const& name) {
  auto const found = std::find_if(plot.series.begin(), plot.series.end(),
                                  [&](Series const& one) { return one.name == name; });
  REQUIRE(found != plot.series.end());
  return *found;
}

bool lacks(Plot const& plot, std::string const& name) {
  return std::none_of(plot.series.begin(), plot.series.end(),
                      [&](Series const& one) { return one.name == name; });
}

auto has(std::string const& part) { return Catch::Matchers::Contains(part); }

}  // namespace

TEST_CASE("The plan that is put forward is marked, and told in both captions") {
  auto answer = charted();
  for (Plot const& plot : {pareto_plot(answer), scaling_plot(answer)}) {
    CHECK(series_of(plot, "recommended").emphasis == Emphasis::chosen);
    CHECK_THAT(plot.description, has("Recommended: ") && has("The bar through it is the range"));
  }
  answer.goal = {};
  for (Plot const& plot : {pareto_plot(answer), scaling_plot(answer)})
    CHECK_THAT(plot.description, has("First: ") && !has("ecommended"));
}

TEST_CASE("Plans of one accelerator look alike, in whatever series, and unlike others") {
  auto answer = charted();
  auto other = plan_of(24, 9, 1.3e6, false);
  other.type.accelerator.id = "b200";
  answer.fronts.push_back(other);
  Plot const plot = pareto_plot(answer);
  REQUIRE(plot.families.size() == 2);
  std::set<std::size_t> seen;
  for (auto const& dot : dots(plot)) {
    REQUIRE(dot.look.family);
    CHECK((*dot.look.family == 0) == (dot.point->family == plot.families[0]));
    seen.insert(*dot.look.family);
  }
  CHECK(seen.size() == 2);
}

TEST_CASE("Plans far beyond the limits take no width from what was asked") {
  auto answer = charted();
  answer.fronts.push_back(plan_of(2, 300, 0.9e6));
  answer.fronts.push_back(plan_of(90, 2, 9e6));
  auto const most = [](Plot const& plot, auto value) {
    double result = 0;
    for (Series const& series : plot.series)
      for (ChartPoint const& point : series.points)
        result = std::max(result, value(point));
    return result;
  };
  auto const x = [](ChartPoint const& point) { return point.x; };
  auto const y = [](ChartPoint const& point) { return point.y; };
  CHECK(most(pareto_plot(answer), x) <= 4 * 30);
  CHECK(most(pareto_plot(answer), y) > 8e6);
  answer.goal.budget = 2e6 * dollar;
  CHECK(most(pareto_plot(answer), y) <= 8e6);
  answer.goal = {};
  CHECK(most(pareto_plot(answer), x) == 300);
}

TEST_CASE("A plan under review is the one marked, and the recommended one looks otherwise") {
  Plan const own = plan_of(32, 7, 1.3e6);
  for (Plot const& plot : {pareto_plot(charted(), &own), scaling_plot(charted(), &own)}) {
    CHECK(series_of(plot, "this plan").emphasis == Emphasis::chosen);
    CHECK(series_of(plot, "this plan").points.front().y_range);
    auto const other = series_of(plot, "recommended");
    CHECK(other.emphasis == Emphasis::strong);
    CHECK_FALSE(other.points.front().label.empty());
    CHECK_FALSE(other.points.front().y_range);
    CHECK_THAT(plot.description, has("This plan: ") && has("Recommended: "));
  }
  Plan const chosen = *charted().result.chosen();
  CHECK(lacks(pareto_plot(charted(), &chosen), "recommended"));
  CHECK(series_of(pareto_plot(charted(), &chosen), "this plan, recommended").points.size() == 1);
}

TEST_CASE("Of another offer than the curve's, the recommended plan is not on it") {
  auto answer = charted();
  answer.result.candidates.front().type.name = "p4x.24xlarge";
  Plan const own = plan_of(32, 6, 1.2e6);
  auto const plot = scaling_plot(answer, &own);
  CHECK(lacks(plot, "recommended"));
  CHECK_THAT(plot.description, has("This plan: on 32 instances 83% (6 days)."));
}

TEST_CASE("A plan off the curve is told so") {
  Plan const slow = plan_of(32, 7, 1.3e6), between = plan_of(20, 9, 1.3e6);
  CHECK_THAT(scaling_plot(charted(), &slow).description,
             has("on 32 instances 71% (7 days), off the curve: laid out as on it, 6 days."));
  CHECK_THAT(scaling_plot(charted(), &between).description,
             has("a number that the curve does not hold"));
}

TEST_CASE("No efficiency is above 100%: it counts from the fewest instance-days") {
  auto const plot = scaling_plot(charted());
  CHECK_THAT(plot.description, has("Efficiency counts from 8 instances (20 days)"));
  CHECK_THAT(plot.description, has("on 16 instances 91% (11 days)"));
  auto const line = series_of(plot, "linear scaling").points;
  REQUIRE(line.size() == 2);
  CHECK(line[0].x * line[0].y == Approx(160));
  CHECK(line[1].x * line[1].y == Approx(160));
}

TEST_CASE("Each doubling has the efficiency of its best point, but for that of a marked plan") {
  std::set<std::string> labels;
  Series const curve = series_of(scaling_plot(charted()), "p4de.24xlarge, efficiency in %");
  for (ChartPoint const& point : curve.points)
    if (!point.label.empty()) labels.insert(point.label);
  CHECK(labels == std::set<std::string>{"98%", "100%", "83%"});  // 4; 8, not 10; 32, not 40; not 16
}

TEST_CASE("Points that would lie on others are not drawn, nor more than so many") {
  Plot plot{.series = {{.name = "all"}}};
  std::vector<ChartPoint> points{{.x = 0, .y = 0}, {.x = 100, .y = 100}};
  points.push_back({.x = 50, .y = 50, .detail = "first"});
  points.push_back({.x = 50.001, .y = 50.001, .detail = "upon it"});
  points.push_back({.x = 25, .y = 50});
  plot.series[0].points = points;
  auto const kept = thinned(points, plot, 100);
  REQUIRE(kept.size() == 4);
  CHECK(kept[1].x == 25);
  CHECK(kept[2].detail == "first");
  CHECK(thinned(points, plot, 2).size() == 2);
}

TEST_CASE("All of the front is drawn, and the caption counts what is not") {
  auto answer = charted();
  CHECK_THAT(pareto_plot(answer).description, !has("not drawn"));
  answer.fronts.clear();
  for (int i = 0; i < 300; ++i)
    answer.fronts.push_back(plan_of(8, 10 + i * 0.001, 1e6 - i));
  for (int i = 0; i < 2000; ++i)
    answer.fronts.push_back(plan_of(8, 20 + i % 50, 1.2e6 + 5e3 * (i / 50), false));
  auto const plot = pareto_plot(answer);
  CHECK(series_of(plot, "front: none is as cheap and sooner").points.size() == 300);
  auto const beaten = series_of(plot, "beaten by another plan").points;
  CHECK(beaten.size() == 600);
  CHECK(std::all_of(beaten.begin(), beaten.end(),
                    [](ChartPoint const& point) { return point.y < 1.3e6; }));
  CHECK_THAT(plot.description, has("1,400 beaten plans are not drawn"));
}

}  // namespace ec2plan::pages::recommend_charts_test
