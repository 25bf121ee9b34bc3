#include "report/first_screen.hpp"

#include <algorithm>
#include <string>

#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/report/rendered.hpp"

namespace ec2plan::first_screen_test {
namespace {

using namespace testing;
using pages::first_plans_table;
using pages::first_plans_text;

auto has(std::string const& text) { return Catch::Matchers::Contains(text); }

/// So many plans, each of a type of its own, which cost and take more and more.
Answer many_plans(int count, double step) {
  Answer answer = two_plans();
  auto& plans = answer.result.candidates;
  Plan const first = plans.front();
  plans.clear();
  for (int i = 0; i < count; ++i) {
    Plan plan = first;
    plan.rank = i + 1;
    plan.type.name = "p" + std::to_string(i + 10) + ".24xlarge";
    for (auto* end : {&plan.cost.low, &plan.cost.likely, &plan.cost.high})
      *end *= 1 + step * i;
    plans.push_back(plan);
  }
  return answer;
}

std::size_t rows(Answer const& answer, pages::Extent const& extent = {}) {
  return first_plans_table(answer, extent).rows.size();
}

std::ptrdiff_t lines(std::string const& text) { return std::ranges::count(text, '\n'); }

}  // namespace

TEST_CASE("the first screen has at most eight plans and forty lines, on 80 columns too") {
  auto const answer = many_plans(60, 0.001);
  CHECK(rows(answer) == 8);
  for (int const columns : {80, 100}) {
    auto const text = rendered(answer, Format::table, {.columns = columns});
    CHECK(lines(text) <= 40);
    CHECK_THAT(text, has("52 more plans, that are dearer, or miss the question: --all"));
  }
  CHECK(lines(rendered(answer, Format::table, {.all = true})) > 60);
}

TEST_CASE("a plan at more than three times the cost of the first is not worth a row") {
  CHECK(rows(many_plans(8, 0.5)) == 5);
  CHECK(rows(many_plans(8, 2.1)) == 1);
}

TEST_CASE("a plan that misses the question by more than a tenth is not worth a row") {
  auto answer = many_plans(3, 0.1);
  auto& plans = answer.result.candidates;
  answer.goal.deadline = plans[0].run.duration.high;
  for (std::size_t i : {1, 2}) {
    plans[i].run.duration.high = (i == 1 ? 1.09 : 1.2) * *answer.goal.deadline;
    plans[i].meets_deadline = false;
  }
  CHECK(rows(answer) == 2);
}

TEST_CASE("--max-results shows as many as it says") {
  CHECK(rows(many_plans(60, 0.5), {.max_results = 30, .is_typed = true}) == 30);
  CHECK(first_plans_text(many_plans(60, 0.5), {.max_results = 60, .is_typed = true}).empty());
}

TEST_CASE("a plan that is the same in several regions has one row") {
  auto answer = many_plans(1, 0);
  auto& plans = answer.result.candidates;
  for (auto const* region : {"us-west-2", "eu-west-1"}) {
    plans.push_back(plans.front());
    plans.back().rank = static_cast<int>(plans.size());
    plans.back().price.region = region;
  }
  CHECK(rows(answer) == 1);
  CHECK_THAT(rendered(answer, Format::table), has("us-east-1 +2"));
}

TEST_CASE("a tie is told of the others, and beneath what it is") {
  auto answer = many_plans(2, 0.01);
  auto& plans = answer.result.candidates;
  plans[0].tie_with = {plans[1].type.name};
  plans[1].tie_with = {plans[0].type.name};
  auto const text = rendered(answer, Format::table);
  CHECK_THAT(text, has("  tie\n"));
  CHECK_THAT(text, has("tie: may well be cheaper (chance of "));
}

}  // namespace ec2plan::first_screen_test
