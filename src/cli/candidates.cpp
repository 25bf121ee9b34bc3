#include "cli/candidates.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <tuple>

#include "cli/offers.hpp"
#include "cli/processors.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

/// Searches every candidate, several at once. What is found stands with its candidate, so the
/// number of threads has no say in the answer.
void search_all(std::vector<Candidate>& candidates, SearchLimits const& limits) {
  std::atomic<std::size_t> next = 0;
  auto const work = [&] {
    for (std::size_t index = next++; index < candidates.size(); index = next++) {
      Candidate& candidate = candidates[index];
      if (modelled(candidate.setup)) candidate.found = search(candidate.setup, limits);
    }
  };
  auto const threads = std::min(usable_processors(), candidates.size());
  std::vector<std::future<void>> others;
  for (std::size_t count = 1; count < threads; ++count)
    others.push_back(std::async(work));
  work();
  for (auto& other : others)
    other.get();
}

std::string slowness(InstanceType const& type, GivenSpeed const& speed, Precision precision) {
  auto const peak = device_of(type, precision).peak;
  if (speed.rate.mfu || !peak)
    return "no dense peak is published for " + type.accelerator.id +
           ", so --mfu says nothing of it";
  return rate_text(*speed.rate.hardware / (flop / second), "FLOP") +
         " is above the dense peak of " + type.accelerator.id + ", " +
         rate_text(*peak * type.accelerator.devices / (flop / second), "FLOP");
}

/// Adds the rejections of types that cannot reach the speed that the user gave.
void reject(std::vector<Rejection>& rejected, Catalog const& catalog, Types const& types,
            Job const& job, GivenSpeed const& speed, Market const& market) {
  for (InstanceType const* type : types) {
    for (Offer const& offer : offers_of(catalog, market, *type)) {
      if (!offer.asked) continue;
      rejected.push_back(too_slow(*type, speed, job.precision));
      rejected.back().region = offer.region;
      rejected.back().purchase = offer.purchase;
    }
  }
  std::ranges::sort(rejected, [](Rejection const& left, Rejection const& right) {
    return std::tie(left.instance_type, left.region, left.purchase) <
           std::tie(right.instance_type, right.region, right.purchase);
  });
}

}  // namespace

Rejection too_slow(InstanceType const& type, GivenSpeed const& speed, Precision precision) {
  return {.instance_type = type.name,
          .code = ReasonCode::no_legal_layout,
          .reason = slowness(type, speed, precision),
          .unmodelled = !device_of(type, precision).peak};
}

Setup asked_setup(Catalog const& catalog, InstanceType const& type, AskedJob const& asked,
                  GivenSpeed const& speed) {
  Setup setup = setup_of(catalog, type, asked.job, asked.stack);
  setup.given = speed.rate;
  setup.goodput = speed.goodput;
  return setup;
}

Searched searched(Catalog const& catalog, Types const& types, AskedJob const& asked,
                  GivenSpeed const& speed, Market const& market, SearchLimits const& limits) {
  Searched found;
  for (InstanceType const* type : types) {
    if (!reaches(*type, speed, asked.job.precision)) {
      found.unreachable.push_back(type);
      continue;
    }
    found.candidates.emplace_back();
    found.candidates.back().setup = asked_setup(catalog, *type, asked, speed);
    found.candidates.back().offers = offers_of(catalog, market, *type);
    auto& prices = found.candidates.back().prices;
    prices = prices_of(catalog, type->name, market.asked.as_of);
    std::erase_if(prices, [&](Price const& price) { return !offered_in(*type, price.region); });
  }
  search_all(found.candidates, limits);
  return found;
}

Recommendation asked_recommendation(Catalog const& catalog, Searched const& found, Job const& job,
                                    GivenSpeed const& speed, Market const& market,
                                    Goal const& goal) {
  auto result = recommendation(goal, found.candidates);
  if (!found.unreachable.empty())
    reject(result.rejected, catalog, found.unreachable, job, speed, market);
  return result;
}

}  // namespace ec2plan::cli
