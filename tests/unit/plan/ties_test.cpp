#include "plan/ties.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::ties_test {
namespace {

constexpr double from_tenth_to_tenth = 2 * 1.2815515655446004;  // deviations

/// A found layout that takes so many days in all, with nothing but the step to it.
Found found(int instances, double days) {
  double const steps = 1e9 / (64 * 1024);
  return {.instances = instances, .estimate = {.step = {.compute = days * day / steps}}};
}

/// A type at ten dollars an hour, whose runs last from `low` to `high` of the likely time.
Candidate type(std::string name, std::vector<Found> best, RangeFactors range = {0.6, 1.4}) {
  Setup s = testing::small_on_p4de();
  s.type.name = std::move(name);
  s.goodput = 1;
  s.assumptions.evaluation_share = 0;
  s.assumptions.same_accelerator = range;
  return {.setup = s,
          .found = {.best = std::move(best), .counts = {.legal = 9}},
          .offers = {{.region = "us-east-1", .price = testing::price(10)}}};
}

constexpr TieRule rule{
    .chance = 0.2, .dearer = 0.02, .same_accelerator = 0.8, .same_vendor = 0.4, .other = 0.2};

struct Drawn {
  double less = 0, in_range = 0;  // shares of the draws
};

/// Errors as the rule assumes them: normal in logarithms, with what they share drawn once; prices
/// by themselves.
Drawn drawn(Uncertainty const& one, Uncertainty const& other, double correlation) {
  constexpr int draws = 40'000;
  std::mt19937 source(7);
  std::normal_distribution<double> normal;
  Drawn result;
  for (int i = 0; i < draws; ++i) {
    double const shared = normal(source);
    auto const error = [&] {
      return std::sqrt(correlation) * shared + std::sqrt(1 - correlation) * normal(source);
    };
    double const off = one.spread * error() + one.price_spread * normal(source);
    double const a = one.centre + off;
    double const b = other.centre + other.spread * error() + other.price_spread * normal(source);
    result.less += a < b ? 1.0 / draws : 0;
    double const end = from_tenth_to_tenth / 2 * std::hypot(one.spread, one.price_spread);
    result.in_range += std::abs(off) <= end ? 1.0 / draws : 0;
  }
  return result;
}

Uncertainty ranged(double low, double high) {
  return uncertainty(Range<Money>{low * dollar, low * dollar, high * dollar}, Price{});
}

}  // namespace

TEST_CASE("as many runs turn out cheaper as the rule says, and eight in ten within their range") {
  for (double const ratio : {0.8, 1.0, 1.17, 1.5})
    for (double const correlation : {0.0, 0.4, 0.8})
      for (double const width : {1.2, 2.3}) {
        auto one = ranged(90, 90 * 1.3);
        auto const other = ranged(80 * ratio, 80 * ratio * width);
        for (double const price_spread : {0.0, 0.2}) {
          one.price_spread = price_spread;
          CAPTURE(ratio, correlation, width, price_spread);
          auto const seen = drawn(one, other, correlation);
          CHECK(chance_of_less(one, other, correlation, false) == Approx(seen.less).margin(0.01));
          CHECK(seen.in_range == Approx(0.8).margin(0.01));
        }
      }
}

TEST_CASE("a range's ends are the first and the last tenth, and what a spot price moves is apart") {
  auto const time = uncertainty(Range<Time>{8 * day, 10 * day, 14 * day});
  auto const money = uncertainty(Range<Money>{800 * dollar, 1000 * dollar, 1400 * dollar}, Price{});
  CHECK(time.spread == Approx(std::log(14.0 / 8) / from_tenth_to_tenth));
  CHECK(money.spread == Approx(time.spread));
  CHECK(money.price_spread == 0);
  Price spot = testing::price(10);
  spot.least = 5 * dollar / hour;
  spot.most = 20 * dollar / hour;
  auto const moved = uncertainty(Range<Money>{400 * dollar, 1000 * dollar, 2800 * dollar}, spot);
  CHECK(moved.spread == Approx(time.spread));
  CHECK(moved.price_spread == Approx(std::log(4.0) / from_tenth_to_tenth));
}

TEST_CASE("of one offer the price moves together, of two by themselves") {
  Uncertainty const a{.centre = 1, .spread = 0.1, .price_spread = 0.5};
  Uncertainty const b{.centre = 1.2, .spread = 0.1, .price_spread = 0.5};
  CHECK(chance_of_less(a, b, 0.8, true) > 0.99);
  CHECK(chance_of_less(a, b, 0.8, false) < 0.65);
}

TEST_CASE("what is known exactly ties with its like alone") {
  Uncertainty const a{.centre = 1}, b{.centre = 1.001};
  CHECK(chance_of_less(a, a, 0.5, false) == 0.5);
  CHECK(chance_of_less(a, b, 0.5, false) == 1);
  CHECK(chance_of_less(b, a, 0.5, false) == 0);
}

TEST_CASE("ranges that overlap almost wholly are a tie, though their centres differ by 17 %") {
  auto const wide =
      recommendation({.ties = rule}, {type("p4", {found(1, 40)}), type("p5", {found(1, 46.8)})});
  CHECK(wide.candidates[0].tie_with == std::vector<std::string>{"p5"});
  CHECK(wide.candidates[1].tie_with == std::vector<std::string>{"p4"});
  RangeFactors const narrow{0.95, 1.06};
  auto const apart = recommendation(
      {.ties = rule}, {type("p4", {found(1, 40)}, narrow), type("p5", {found(1, 46.8)}, narrow)});
  CHECK(apart.candidates[0].tie_with.empty());
  CHECK(apart.candidates[1].tie_with.empty());
}

TEST_CASE("a tie is with the first, which alone names all of its own") {
  std::vector<Candidate> types;
  for (int i = 0; i < 50; ++i)
    types.push_back(type("t" + std::to_string(10 + i), {found(1, 40 + i * 0.05)}));
  auto const r = recommendation({.ties = rule}, types);
  CHECK(r.candidates[0].tie_with.size() == 49);
  for (auto const& plan : r.candidates)
    if (plan.rank > 1) CHECK(plan.tie_with == std::vector<std::string>{"t10"});
}

TEST_CASE("a tie elsewhere is named with its region") {
  Candidate other = type("p5", {found(1, 41)});
  other.offers[0].region = other.offers[0].price->region = "eu-west-1";
  auto const r = recommendation({.ties = rule}, {type("p4", {found(1, 40)}), other});
  CHECK(r.candidates[0].tie_with == std::vector<std::string>{"p5 eu-west-1"});
  CHECK(r.candidates[1].tie_with == std::vector<std::string>{"p4 us-east-1"});
}

TEST_CASE("of plans that cannot be told apart the sooner is put first, if it is hardly dearer") {
  auto const chosen = [](double days_on_two) {
    auto const r =
        recommendation({.ties = rule}, {type("p4", {found(1, 25.9), found(2, days_on_two)})});
    return r.chosen()->instances;
  };
  CHECK(chosen(13.0) == 2);  // 0.4 % dearer
  CHECK(chosen(13.5) == 1);  // 4 % dearer
}

TEST_CASE("the surer of two that end alike is put first") {
  auto const r = recommendation({.ties = rule}, {type("p4", {found(1, 40)}, {0.6, 1.6}),
                                                 type("p5", {found(1, 40.4)}, {0.9, 1.2})});
  CHECK(r.chosen()->type.name == "p5");
  CHECK(r.candidates[0].rank == 1);
  CHECK(r.candidates[1].type.name == "p4");
}

TEST_CASE("where time is asked for, the cheaper of those that end about as soon is put first") {
  Goal const q{.objective = Objective::time, .ties = rule};
  auto const r = recommendation(q, {type("p4", {found(2, 20)}), type("p5", {found(1, 20.2)})});
  CHECK(r.chosen()->type.name == "p5");
}

}  // namespace ec2plan::ties_test
