#include "ec2plan/document/verdict.hpp"

#include "ec2plan/document/answer.hpp"
#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/document/doubts.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::verdict_test {

using namespace testing;

namespace {

auto has(std::string const& text) { return Catch::Matchers::Contains(text); }

}  // namespace

TEST_CASE("at the price that the verdict names, the second costs what the first does") {
  Answer answer = two_plans();
  answer.result.candidates[1].meets_deadline = true;
  auto const next = verdict(answer).second;
  REQUIRE(next);
  REQUIRE(next->wins_at);
  Plan const& plan = next->plan;
  Price price = plan.price;
  price.per_instance = *next->wins_at;
  CHECK(cost(price, plan.instances, plan.run).likely / dollar ==
        Approx(answer.result.candidates[0].cost.likely / dollar));
}

TEST_CASE("a plan that misses the deadline is not the second") {
  Answer answer = two_plans();
  answer.result.candidates[1].meets_deadline = false;
  CHECK_FALSE(verdict(answer).second);
}

TEST_CASE("the price of safety is the safe plan less the even-odds plan") {
  Answer const answer = two_plans();
  CHECK(*verdict(answer).price_of_safety / dollar ==
        Approx((answer.result.safe->cost.likely - answer.result.even_odds->cost.likely) / dollar));
}

TEST_CASE("where nothing satisfies, the verdict says so and names the nearest") {
  Answer answer = two_plans();
  for (auto& plan : answer.result.candidates)
    plan.meets_deadline = false;
  Verdict const v = verdict(answer);
  CHECK_FALSE(v.chosen);
  CHECK(v.fastest->instances == 256);
  CHECK(v.sentence.starts_with("No plan keeps to 30 days"));
}

TEST_CASE("a cheaper kind of purchase is in the headline only at a price that is not old") {
  Answer answer = two_plans();
  Plan spot = answer.result.candidates[0];
  spot.price.purchase = Purchase::spot;
  spot.price.as_of = "2026-07-01";  // 19 days before the newest price
  spot.cost.likely = 0.5 * spot.cost.likely;
  answer.result.by_purchase = {spot};
  CHECK_THAT(verdict(answer).sentence, has(" Cheaper: 256 p4de.24xlarge in us-east-1 (spot): "));
  answer.result.by_purchase[0].price.as_of = "2026-06-01";
  CHECK_THAT(verdict(answer).sentence, !has("spot"));
}

TEST_CASE("a chosen plan at an old price says so, and which one has a price that is not old") {
  Answer answer = two_plans();
  auto& first = answer.result.candidates[0];
  answer.result.by_purchase = {first};
  first.price.purchase = Purchase::spot;
  first.price.as_of = "2025-12-21";
  auto const sentence = verdict(answer).sentence;
  CHECK_THAT(sentence,
             has(" That is at a price of 2025-12-21, 211 days older than the newest here."));
  CHECK_THAT(sentence,
             has(" At a price that is not old: 256 p4de.24xlarge in us-east-1 (on-demand)"));
}

TEST_CASE("how old a price may be is a rule for each kind") {
  Answer const answer = two_plans();  // the newest price is of 2026-07-20
  Plan plan = answer.result.candidates[0];
  auto const is_old = [&](Purchase purchase, std::string as_of) {
    plan.price.purchase = purchase;
    plan.price.as_of = std::move(as_of);
    return has_old_price(answer, plan);
  };
  CHECK_FALSE(is_old(Purchase::spot, "2026-06-20"));
  CHECK(is_old(Purchase::spot, "2026-06-19"));
  CHECK_FALSE(is_old(Purchase::capacity_block, "2026-04-21"));
  CHECK(is_old(Purchase::capacity_block, "2026-04-20"));
  CHECK_FALSE(is_old(Purchase::on_demand, "2026-01-21"));
  CHECK(is_old(Purchase::on_demand, "2026-01-20"));
  CHECK_FALSE(is_old(Purchase::on_demand, ""));
}

TEST_CASE("tens of instances on spot are doubted in the headline") {
  Answer answer = two_plans();
  auto& first = answer.result.candidates[0];
  first.price.purchase = Purchase::spot;
  first.price.doubtful_from = 10;
  CHECK_THAT(verdict(answer).sentence, has("Nobody promises 256 of them on spot."));
  first.price.doubtful_from = 300;
  CHECK_THAT(verdict(answer).sentence, !has("obody promises"));
}

TEST_CASE("where nothing keeps to the question, the least change that does is the headline") {
  Answer answer = two_plans();
  for (auto& plan : answer.result.candidates)
    plan.meets_deadline = false;
  Plan const& first = answer.result.candidates[0];
  answer.remedies = {{AskedChange::instances, 1024, first}, {AskedChange::deadline, 41, first}};
  auto const sentence = verdict(answer).sentence;
  CHECK_THAT(sentence, has("With up to 1,024 instances this one does: 256 p4de.24xlarge"));
  CHECK_THAT(sentence, !has("cheapest"));
}

TEST_CASE("each kind of purchase has a quota of its own, where AWS names one") {
  Plan plan = plan_on_p4de(1, 64, 30);
  plan.type.quota = "Running On-Demand P instances";
  plan.type.quota_code = "L-417A185B";
  plan.type.spot_quota = "All P4, P3 and P2 Spot Instance Requests";
  plan.type.block_quota = "Concurrent P4d Capacity Blocks per account";
  for (auto const kind : {Purchase::on_demand, Purchase::savings_plan, Purchase::reserved_1yr}) {
    plan.price.purchase = kind;
    CHECK(quota_of(plan).name == "Running On-Demand P instances");
    CHECK(quota_of(plan).code == "L-417A185B");
  }
  plan.price.purchase = Purchase::spot;
  CHECK(quota_of(plan).name == "All P4, P3 and P2 Spot Instance Requests");
  CHECK(quota_of(plan).code.empty());
  plan.price.purchase = Purchase::capacity_block;
  CHECK(quota_of(plan).name == "Concurrent P4d Capacity Blocks per account");
  plan.type.block_quota.clear();
  CHECK(quota_of(plan).name.empty());  // no name is made up
}

TEST_CASE("the spine, filled in, gives the training time") {
  auto const a = arithmetic(one_plan());
  CHECK(a.flops / (a.accelerators * a.achieved) / day == Approx(a.training / day));
  CHECK(a.training * (1 + a.evaluation_share) / a.goodput / day == Approx(a.duration / day));
}

TEST_CASE("the command asks the same again") {
  Answer answer = one_plan();
  CHECK(command_line("explain", answer.frame, answer.price, answer.plan()) ==
        "ec2plan explain --model 175B --tokens 300B --days 30 --instance-type p4de.24xlarge "
        "--instance-count 256");
  answer.frame.inputs[0].text = "my models/it's.json";
  answer.price.region_from = "--region";
  answer.plan().price.purchase = Purchase::spot;
  CHECK(
      command_line("estimate", answer.frame, answer.price, answer.plan()) ==
      "ec2plan estimate --model 'my models/it'\\''s.json' --tokens 300B --days 30 --instance-type "
      "p4de.24xlarge --instance-count 256 --region us-east-1 --purchase spot");
}

TEST_CASE("why tells a rejection, a loser and a winner apart") {
  Answer const all = two_plans();
  CHECK(why({all, "g5.xlarge"}).reason ==
        "g5.xlarge is no candidate: needs at least 131 GiB an accelerator and has 24.0 GiB at the "
        "most sharding that 512 instances allow.");
  CHECK(why({all, "p4de.24xlarge"}).reason.find("is the plan recommended") != std::string::npos);
  auto const lost = why({all, "p4x.24xlarge"});
  CHECK(lost.reason.find("ranks 2") != std::string::npos);
  CHECK(lost.reason.find("misses the deadline by") != std::string::npos);
  CHECK(why({all, "t3.micro"}).reason.find("not among the types") != std::string::npos);
}

}  // namespace ec2plan::verdict_test
