#include "report/beside.hpp"

#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "report/choice.hpp"
#include "report/text.hpp"
#include "report/words.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::beside_test {
namespace {

using namespace testing;

/// A plan that takes so long and costs so much.
Plan plan_of(int rank, int instances, double days, double dollars) {
  Plan plan = plan_on_p4de(rank, instances, 30);
  plan.run.duration = {.low = 0.9 * days * day, .likely = days * day, .high = 1.1 * days * day};
  plan.cost = {
      .low = 0.9 * dollars * dollar, .likely = dollars * dollar, .high = 1.1 * dollars * dollar};
  plan.meets_deadline = plan.meets_deadline_if_slow = plan.meets_budget = true;
  return plan;
}

/// This plan beside the recommended, the sooner, and the second of another type.
ExplainAnswer explained(Plan const& own) {
  ExplainAnswer answer = one_explained();
  answer.estimate.plan() = own;
  Plan const chosen = plan_of(1, 64, 20, 1e6);
  Plan second = plan_of(2, 64, 19, 1.25e6);
  second.type.name = "p4x.24xlarge";
  Answer beside = two_plans();
  beside.result.candidates = {chosen, second};
  beside.result.sooner = plan_of(3, 96, 16, 1.1e6);
  beside.result.safe = plan_of(1, 64, 20, 1e6);
  beside.result.even_odds = plan_of(4, 48, 26, 0.96e6);
  answer.beside = beside;
  return answer;
}

std::string shown(ExplainAnswer const& answer) {
  Page page;
  add_beside(page, answer);
  return text(page, {.columns = 200});
}

auto has(std::string const& part) { return Catch::Matchers::Contains(part); }

}  // namespace

TEST_CASE("Beside nothing there is nothing to tell") { CHECK(shown(one_explained()).empty()); }

TEST_CASE(
    "A plan is told beside the recommended, the safe, the even-odds, the sooner, the second") {
  auto const text = shown(explained(plan_of(9, 128, 12, 1.4e6)));
  for (auto const* role : {"this plan", "recommended", "even if slow", "at even odds", "sooner",
                           "second", "p4x.24xlarge"})
    CHECK_THAT(text, has(role));
  CHECK_THAT(text, has("even if slow  the same as recommended"));
  CHECK_THAT(text,
             has("the plan in time even if slow costs $40.0k more than the one at even odds"));
}

TEST_CASE("What a day sooner costs is the extra cost over the days gained") {
  auto const text = shown(explained(plan_of(1, 64, 20, 1e6)));
  CHECK_THAT(text, has("96 × p4de.24xlarge: 4 days sooner, $100k more ($25.0k a day)"));
}

TEST_CASE("The second would win at its price times the chosen cost over its own") {
  auto const answer = explained(plan_of(1, 64, 20, 1e6));
  Verdict const v = verdict(*answer.beside);
  REQUIRE(v.second);
  REQUIRE(v.second->wins_at);
  CHECK(*v.second->wins_at / v.second->plan.price.per_instance == Approx(1 / 1.25));
  CHECK(*v.second->wins_if_faster_by == Approx(1.25));
  CHECK_THAT(shown(answer), has("64 × p4x.24xlarge comes first below " +
                                hourly(*v.second->wins_at) + " an hour each"));
  CHECK_THAT(shown(answer), has("if 25.0% faster"));
}

TEST_CASE("A plan that ends sooner for more has a price for each day, so has one later for less") {
  CHECK_THAT(shown(explained(plan_of(9, 128, 12, 1.4e6))),
             has("8 days less and $400k more than 64 × p4de.24xlarge ($50.0k for each day)"));
  CHECK_THAT(shown(explained(plan_of(9, 32, 24, 0.9e6))),
             has("4 days longer and $100k less than 64 × p4de.24xlarge ($25.0k for each day)"));
}

TEST_CASE("No day has a price where sooner is cheaper, or less than a day lies between") {
  auto const own_line = [](Plan const& plan) {
    auto const text = shown(explained(plan));
    auto const at = text.find("than 64 × p4de.24xlarge");
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('\n', at) - at);
  };
  CHECK(own_line(plan_of(9, 128, 12, 0.9e6)) == "than 64 × p4de.24xlarge");
  CHECK(own_line(plan_of(9, 65, 19.5, 1.4e6)) == "than 64 × p4de.24xlarge");
  auto unpriced = plan_of(9, 128, 12, 0);
  unpriced.price.per_instance = {};
  CHECK(own_line(unpriced) == "than 64 × p4de.24xlarge");
}

TEST_CASE("A plan that another beats in both is told the cheapest such, and no price of a day") {
  auto const text = shown(explained(plan_of(9, 128, 24, 1.4e6)));
  CHECK_THAT(text, has("64 × p4de.24xlarge takes 20 days for $1.00M: 4 days and "
                       "$400k less"));
  CHECK_THAT(text, !has("for each day)\nit would"));
  CHECK_THAT(text, !has("than 64 × p4de.24xlarge ("));
}

TEST_CASE("Where the better plan is not the recommended one, both are told") {
  auto answer = explained(plan_of(9, 128, 16, 1.2e6));  // sooner: 16 days for $1.1M
  auto const text = shown(answer);
  CHECK_THAT(text, has("96 × p4de.24xlarge takes 16 days for $1.10M: $100k less"));
  CHECK_THAT(text, has("4 days less and $200k more than 64 × p4de.24xlarge"));
  CHECK_THAT(text, !has("64 × p4de.24xlarge ($50.0k for each day)"));
}

TEST_CASE("A plan that keeps to the question is told what would make it the first") {
  auto own = plan_of(9, 128, 12, 1.4e6);
  own.type.name = "p4y.24xlarge";
  auto const text = shown(explained(own));
  CHECK_THAT(
      text,
      has("it would come first  128 × p4y.24xlarge comes first below $21.43 an hour each (now "
          "$30.00), or if 40.0% faster"));
  CHECK_THAT(shown(explained(plan_of(9, 128, 12, 1.4e6))),
             has("128 × p4de.24xlarge comes first if 40.0% faster"));
  own.meets_deadline = false;
  CHECK_THAT(shown(explained(own)), !has("it would come first"));
  CHECK_THAT(shown(explained(plan_of(1, 64, 20, 1e6))), !has("it would come first"));
}

TEST_CASE("Ties and placement are told as recommend tells them") {
  auto answer = explained(plan_of(1, 64, 20, 1e6));
  CHECK_THAT(shown(answer), !has("ties") && !has("placement"));
  answer.beside->goal.ties.chance = 0.2;
  answer.beside->result.candidates.front().tie_with = {"p4x.24xlarge"};
  CHECK_THAT(shown(answer), has("too near to this plan to tell which is cheaper: "
                                "p4x.24xlarge"));
  CHECK_THAT(shown(explained(plan_of(9, 128, 12, 1.4e6))),
             has("128 instances are more than one Capacity Block holds"));
}

TEST_CASE("Without a limit no plan is recommended; the front tells what its next steps cost") {
  auto answer = explained(plan_of(1, 64, 20, 1e6));
  auto& beside = *answer.beside;
  beside.goal = {.objective = Objective::pareto};
  beside.fronts = {plan_of(1, 96, 16, 1.1e6), plan_of(2, 64, 20, 1e6), plan_of(3, 32, 30, 0.9e6)};
  for (Plan& plan : beside.fronts)
    plan.on_front = true;
  auto const text = shown(answer);
  CHECK_THAT(text, has("first") && !has("recommended"));
  CHECK_THAT(text, has("96 × p4de.24xlarge, us-east-1, on-demand, 4 days sooner for $100k more "
                       "($25.0k for each day)"));
  CHECK_THAT(text, has("32 × p4de.24xlarge, us-east-1, on-demand, 10 days later for $100k less "
                       "($10.0k for each day)"));
}

TEST_CASE("The recommended plan itself is not compared with itself") {
  auto const text = shown(explained(plan_of(1, 64, 20, 1e6)));
  CHECK_THAT(text, has("recommended   this plan"));
  CHECK_THAT(text, !has("than 64 × p4de.24xlarge"));
}

TEST_CASE("Tokens are paid by the million, and vCPUs are those of all instances") {
  Plan const plan = plan_of(1, 64, 20, 1.5e6);  // 300B tokens, 96 vCPUs an instance
  CHECK(per_million_tokens(plan) == "$5.00");
  CHECK_THAT(quota_text(plan), has("6,144 vCPUs in us-east-1"));
  CHECK_THAT(shown(explained(plan)), has("6,144 vCPUs in us-east-1"));
  auto unpriced = plan;
  unpriced.price.per_instance = {};
  CHECK(per_million_tokens(unpriced).empty());
}

TEST_CASE("Where no plan keeps to the question the fastest and the cheapest are told") {
  auto answer = explained(plan_of(9, 128, 12, 1.4e6));
  auto& result = answer.beside->result;
  for (Plan& plan : result.candidates)
    plan.meets_deadline = plan.meets_deadline_if_slow = false;
  result.sooner = result.safe = result.even_odds = {};
  result.fastest = plan_of(5, 512, 3, 3e6);
  result.cheapest = plan_of(6, 16, 90, 0.8e6);
  auto const text = shown(answer);
  CHECK_THAT(text, has("Beside other plans, none of which keeps to it"));
  CHECK_THAT(text, has("512 × p4de.24xlarge"));
  CHECK_THAT(text, has("16 × p4de.24xlarge"));
  CHECK_THAT(text, !has("days sooner"));
}

}  // namespace ec2plan::pages::beside_test
