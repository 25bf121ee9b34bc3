#include "tests/unit/review/compared.hpp"

namespace ec2plan::causes_test {

using namespace testing;

TEST_CASE("what changed is named by its path in a plan") {
  auto head = saved();
  auto& plan = head.plans.front();
  plan.layout.tensor *= 2;
  plan.region = "us-west-2";
  plan.meets_deadline = false;
  head.inputs.push_back({.key = "budget", .value = 1e6, .from = "flag", .text = "1M"});
  head.catalog_sha256 = "another";
  auto const answer = comparison(saved(), head);
  for (auto const* name :
       {"layout.tensor", "region", "meets_deadline", "inputs.budget", "catalog.sha256"})
    CHECK(find(answer.changes, name) != nullptr);
  CHECK(answer.changes.size() == 5);
  CHECK(find(answer.changes, "layout.tensor")->base != find(answer.changes, "layout.tensor")->head);
}

TEST_CASE("an input that is a list of one is the word that another command holds") {
  auto base = saved(), head = saved();
  base.inputs.push_back({.key = "purchase", .value = std::vector<std::string>{"spot"}});
  head.inputs.push_back({.key = "purchase", .value = std::string("spot")});
  CHECK_FALSE(differs(comparison(base, head)));
}

TEST_CASE("assumptions that differ are told, and those that other plans alone rest on are not") {
  auto base = saved(), head = saved();
  REQUIRE_FALSE(base.assumptions.empty());
  base.assumptions = {{.key = "evaluation_share", .value = 0.01, .unit = "fraction"},
                      {.key = "h100-80gb.gemm_efficiency", .value = 0.7, .unit = "fraction"}};
  head.assumptions = {{.key = "evaluation_share", .value = 0.02, .unit = "fraction"},
                      {.key = "pace", .value = 1.1, .unit = "ratio"}};
  auto const rows = comparison(base, head).assumptions;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].name == "evaluation_share");
  CHECK(*change_of(rows[0]) == Approx(0.01));
  CHECK(rows[1].name == "pace");
  CHECK(std::holds_alternative<std::nullptr_t>(rows[1].base));
}

TEST_CASE("a factor names what changed that it depends on") {
  auto head = slower(1.25);
  head.plans.front().layout.tensor *= 2;
  head.catalog_sha256 = "another";
  auto const with_layout = comparison(saved(), head);
  CHECK(find(with_layout.factors, "efficiency")->causes == std::vector<std::string>{"layout"});
  auto facts = slower(1.25);
  facts.catalog_sha256 = "another";
  auto const alone = comparison(saved(), facts);
  CHECK(find(alone.factors, "efficiency")->causes == std::vector<std::string>{"catalog"});
  CHECK(find(alone.factors, "price")->causes.empty());
}

TEST_CASE("another precision moves the peak, not the instance type") {
  auto head = saved();
  auto& plan = head.plans.front();
  plan.precision = Precision::fp8;
  plan.hfu = *plan.hfu / 2;
  plan.mfu = *plan.mfu / 2;
  for (auto* end : {&plan.cost->low, &plan.cost->likely, &plan.cost->high})
    *end *= 1.1;
  plan.price = *plan.price * 1.1;
  auto const answer = comparison(saved(), head);
  CHECK(find(answer.factors, "instance_peak")->causes == std::vector<std::string>{"precision"});
  CHECK_THAT(sentence_of(answer), Catch::Matchers::Contains("peak (precision) -$"));
}

TEST_CASE("a calibration is a cause") {
  auto head = slower(1.25);
  head.inputs.push_back({.key = "calibration", .value = std::string("cal.json"), .from = "flag"});
  auto const answer = comparison(saved(), head);
  CHECK(find(answer.factors, "efficiency")->causes == std::vector<std::string>{"calibration"});
}

TEST_CASE("an assumption of a type that neither plan has is no cause") {
  auto base = saved(), head = slower(1.25);
  base.assumptions = {{.key = "trainium9.gemm_efficiency", .value = 0.7, .unit = "fraction"}};
  head.assumptions = {{.key = "trainium9.gemm_efficiency", .value = 0.5, .unit = "fraction"}};
  auto const answer = comparison(base, head);
  CHECK(answer.assumptions.empty());
  CHECK(find(answer.factors, "efficiency")->causes.empty());
}

TEST_CASE("where the head puts another offer forward, the base's own is told") {
  auto const base = saved();
  auto head = dearer(2);
  std::swap(head.plans[0].rank, head.plans[1].rank);
  auto const answer = comparison(base, head);
  REQUIRE(answer.same_offer.has_value());
  CHECK(answer.same_offer->plan->rank == 2);
  CHECK_THAT(answer.same_offer->sentence, Catch::Matchers::Contains("(+100.0%)"));
  CHECK_FALSE(comparison(base, dearer(2)).same_offer.has_value());
}

TEST_CASE("an offer that the head rejects is told with its reason") {
  auto const base = saved();
  auto head = saved();
  auto const type = head.plans.front().instance_type;
  head.plans.erase(head.plans.begin());
  head.plans.front().rank = 1;
  CHECK_FALSE(comparison(base, head).same_offer.has_value());
  head.rejected = {{.instance_type = type, .region = "eu-north-1", .reason = "elsewhere"},
                   {.instance_type = type, .reason = "retired"}};
  auto const answer = comparison(base, head);
  REQUIRE(answer.same_offer.has_value());
  CHECK_FALSE(answer.same_offer->plan.has_value());
  CHECK(answer.same_offer->sentence == type + " is rejected: retired");
}

TEST_CASE("two costs that round to one are told in full") {
  auto const words = headline(comparison(saved(), dearer(1.0003)));
  CHECK(std::count(words.begin(), words.end(), ',') >= 3);
}

TEST_CASE("a range that moved alone is told") {
  auto head = saved();
  head.plans.front().cost->high *= 2;
  auto const words = headline(comparison(saved(), head));
  CHECK_THAT(words, Catch::Matchers::StartsWith("Cost the same"));
  CHECK_THAT(words, Catch::Matchers::Contains("its range now $"));
  CHECK_THAT(words, Catch::Matchers::EndsWith("days as before"));
}

}  // namespace ec2plan::causes_test
