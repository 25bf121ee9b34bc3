#include "ec2plan/document/rejection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::rejection_test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

Goal up_to(int instances) { return {.limits = {.max_instances = instances}}; }

/// What is said of the only offer of the setup's type.
Rejection only_rejection(Goal const& q, Setup const& s, Offer const& offer,
                         std::vector<Price> const& prices = {}) {
  Candidate const candidate{
      .setup = s,
      .found = modelled(s) ? search(s, q.limits) : SearchResult{},
      .offers = {offer},
      .prices = prices,
  };
  auto const r = recommendation(q, {candidate});
  REQUIRE(r.candidates.empty());
  REQUIRE(r.rejected.size() == 1);
  CHECK(r.rejected[0].instance_type == s.type.name);
  CHECK(r.rejected[0].region == offer.region);
  CHECK(r.rejected[0].purchase == offer.purchase);
  return r.rejected[0];
}

Offer priced(double usd_per_hour) {
  return {.region = "us-east-1", .price = testing::price(usd_per_hour)};
}

Price spot_in(std::string region, double usd_per_hour) {
  Price price = testing::price(usd_per_hour);
  price.purchase = Purchase::spot;
  price.region = std::move(region);
  return price;
}

}  // namespace

TEST_CASE("no_fit: what no number of instances holds says what it needs and what there is") {
  Setup s = testing::small_on_p4de();
  s.device.memory = 1 * gibibyte;
  auto const r = only_rejection(up_to(8), s, priced(10));
  CHECK(r.code == ReasonCode::no_fit);
  CHECK(r.obstacle == Obstacle::accelerator_memory);
  CHECK(r.figures[0] > r.figures[1]);
  CHECK(r.figures[1] == 1 * gibibyte / byte);
  CHECK(r.figures[2] == 8);
  CHECK_THAT(reason_text(r), StartsWith("needs ") && Contains(" an accelerator and has 1.00 GiB") &&
                                 Contains("that 8 instances allow"));
  CHECK(nearest_text(r).empty());
}

TEST_CASE("too_many_instances: the count that would do is given") {
  auto const r = only_rejection(up_to(2), testing::gpt3_on_p4de(), priced(40));
  CHECK(r.code == ReasonCode::too_many_instances);
  CHECK_THAT(reason_text(r), Contains("and has 80.0 GiB") && Contains("that 2 instances allow"));
  CHECK(r.fits_from == 8);
  CHECK(nearest_text(r) == "fits on 8 instances, for one");
}

TEST_CASE("unpriced: the cheapest other price of the region is the nearest, with its outcome") {
  Offer offer = priced(0);
  offer.price = {};
  auto const r =
      only_rejection(up_to(2), testing::small_on_p4de(), offer,
                     {spot_in("eu-west-1", 1), spot_in("us-east-1", 7), spot_in("us-east-1", 5)});
  CHECK(r.code == ReasonCode::unpriced);
  CHECK(r.other->per_instance == 5 * dollar / hour);
  CHECK(r.outcome->instances == 1);
  CHECK(reason_text(r) == "no on-demand price in us-east-1");
  CHECK_THAT(nearest_text(r), StartsWith("spot in us-east-1 at $5.00 an hour (2026-07-20): ") &&
                                  Contains("1 instance, ") && Contains("$"));
}

TEST_CASE("unpriced: without any price nothing is near") {
  Offer offer = priced(0);
  offer.price = {};
  CHECK(nearest_text(only_rejection(up_to(2), testing::small_on_p4de(), offer)).empty());
}

TEST_CASE("not_offered: a price elsewhere is the nearest") {
  Offer offer = priced(10);
  offer.offered = false;
  auto const r =
      only_rejection(up_to(2), testing::small_on_p4de(), offer, {spot_in("us-west-2", 3)});
  CHECK(r.code == ReasonCode::not_offered);
  CHECK(reason_text(r) == "not offered in us-east-1");
  CHECK_THAT(nearest_text(r), StartsWith("spot in us-west-2 at $3.00 an hour"));
}

TEST_CASE("not_offered: in none of the regions asked for") {
  Offer offer = priced(10);
  offer.offered = false;
  offer.region.clear();
  CHECK(reason_text(only_rejection(up_to(2), testing::small_on_p4de(), offer)) ==
        "not offered in any of these regions");
}

TEST_CASE("too_many_instances: what no Capacity Block holds, with the nearest other purchase") {
  Setup s = testing::small_on_p4de();
  s.job.tokens = 1e15 * token;
  Offer offer = priced(10);
  offer.purchase = offer.price->purchase = Purchase::capacity_block;
  auto const r = only_rejection(up_to(1), s, offer, {spot_in("us-east-1", 3)});
  CHECK(r.code == ReasonCode::too_many_instances);
  CHECK_THAT(reason_text(r), Contains("256 instances for 182 days"));
  CHECK_THAT(nearest_text(r), StartsWith("spot in us-east-1 at $3.00 an hour"));
}

TEST_CASE("no_legal_layout: a type of several devices whose link nobody recorded is not modelled") {
  Setup s = testing::small_on_p4de();
  s.type.link.reset();
  auto const r = only_rejection(up_to(2), s, priced(10));
  CHECK(r.code == ReasonCode::no_legal_layout);
  CHECK(r.unmodelled());
  CHECK_THAT(reason_text(r), Contains("links its accelerators"));
}

TEST_CASE("retired: the outcome at the last price, and a candidate where that is asked for") {
  Setup s = testing::small_on_p4de();
  s.type.retired = "2026-04";
  Offer offer = priced(10);
  offer.retired = true;
  auto const r = only_rejection(up_to(2), s, offer);
  CHECK(r.code == ReasonCode::retired);
  CHECK(reason_text(r) == "no longer offered since 2026-04");
  CHECK_THAT(nearest_text(r), StartsWith("at its last price: 1 instance, "));
  Goal q = up_to(2);
  q.include_retired = true;
  CHECK(recommendation(q, {{s, search(s, q.limits), {offer}}}).candidates.size() == 1);
}

TEST_CASE("no_network: a type without EFA has one instance, and the model needs more") {
  auto const s = testing::setup_for(testing::gpt3(), testing::p3_8x(), 300e9, 2048, 1536);
  auto const r = only_rejection(up_to(512), s, priced(12));
  CHECK(r.code == ReasonCode::no_network);
  CHECK_THAT(reason_text(r),
             StartsWith("no EFA, so one instance: needs ") && Contains("has 16.0 GiB"));
  CHECK(nearest_text(r).empty());
}

TEST_CASE("no_network: a type without EFA where two instances are the least") {
  auto const s = testing::setup_for(testing::small_gpt(), testing::p3_8x(), 1e9, 1024, 64);
  auto const r = only_rejection({.limits = {.min_instances = 2}}, s, priced(12));
  CHECK(r.code == ReasonCode::no_network);
  CHECK(reason_text(r) == "no EFA, so one instance, and at least 2 are asked for");
  CHECK(nearest_text(r) == "--min-instances 1");
}

TEST_CASE("no_legal_layout: a batch and heads that nothing divides") {
  Setup s = testing::small_on_p4de();
  s.job.global_batch = 7;
  s.job.model.layers = s.job.model.heads = s.job.model.kv_heads = 7;
  s.job.model.feed_forward = 7;
  auto const r = only_rejection(up_to(4), s, priced(10));
  CHECK(r.code == ReasonCode::no_legal_layout);
  CHECK(reason_text(r) == "no layout splits 7 sequences and 7 heads over 8 devices an instance");
  CHECK_THAT(nearest_text(r), Contains("--global-batch"));
}

TEST_CASE("no_legal_layout: a part without a published rate at the precision") {
  Setup s = testing::small_on_p4de();
  s.job.precision = Precision::fp8;
  s.device = device_of(s.type, Precision::fp8);
  auto const r = only_rejection(up_to(4), s, priced(10));
  CHECK(r.code == ReasonCode::no_legal_layout);
  CHECK(reason_text(r) == "no fp8 rate of a100-80gb is known");
  CHECK(nearest_text(r) == "--precision bf16");
}

}  // namespace ec2plan::rejection_test
