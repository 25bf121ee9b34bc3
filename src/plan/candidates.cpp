#include <algorithm>
#include <atomic>
#include <future>
#include <tuple>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/catalog/history.hpp"
#include "plan/processors.hpp"
#include "plan/terms.hpp"

namespace ec2plan {
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

/// Adds the rejections of types that cannot reach the speed that the user gave.
void reject(std::vector<Rejection>& rejected, Catalog const& catalog, Terms const& terms,
            Types const& unreachable) {
  for (InstanceType const* type : unreachable) {
    for (Offer const& offer : offers_of(catalog, terms.market, *type)) {
      if (!offer.asked) continue;
      rejected.push_back(too_slow(*type, terms.speed, terms.asked.job.precision));
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

Setup asked_setup(Catalog const& catalog, InstanceType const& type, AskedJob const& asked,
                  GivenSpeed const& speed, Setup const* alike) {
  Setup setup = setup_of(catalog, type, asked.job, asked.stack, alike);
  setup.given = speed.rate;
  setup.goodput = speed.goodput;
  return setup;
}

Searched searched(Catalog const& catalog, Terms const& terms) {
  Searched found;
  auto const id_of = [](Candidate const& one) { return one.setup.type.accelerator.id; };
  CapacityBlocks const blocks = blocks_sold(catalog);
  Time const minimum = least_billed(catalog);
  for (InstanceType const* type : terms.types) {
    if (!reaches(*type, terms.speed, terms.asked.job.precision)) {
      found.unreachable.push_back(type);
      continue;
    }
    auto const alike = std::ranges::find(found.candidates, type->accelerator.id, id_of);
    Setup setup = asked_setup(catalog, *type, terms.asked, terms.speed,
                              alike == found.candidates.end() ? nullptr : &alike->setup);
    auto& candidate = found.candidates.emplace_back(Candidate{.setup = std::move(setup)});
    candidate.offers = offers_of(catalog, terms.market, *type);
    candidate.prices = prices_of(catalog, type->name, terms.market.asked.as_of);
    for (Price& price : candidate.prices)
      price.blocks = blocks, price.minimum = minimum;
    std::erase_if(candidate.prices,
                  [&](Price const& price) { return !offered_in(*type, price.region); });
  }
  search_all(found.candidates, terms.goal.limits);
  return found;
}

Recommendation ranked(Catalog const& catalog, Terms const& terms, Searched const& found) {
  auto result = recommendation(terms.goal, found.candidates);
  if (!found.unreachable.empty()) reject(result.rejected, catalog, terms, found.unreachable);
  return result;
}

}  // namespace ec2plan
