#include "cli/sweep_context.hpp"

#include <algorithm>

#include "cli/estimate.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/plan/names.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

void take_one_setup(Catalog const& catalog, Terms const& words, SweepContext& context) {
  auto const& type = *words.types.front();
  context.candidates.resize(1);
  auto& setup = context.candidates.front().setup;
  setup = asked_setup(catalog, type, words.asked, words.speed);
  context.plan.rank = 1;
  context.plan.type = type;
  context.plan.price = asked_price(catalog, words.market, type);
  context.plan.job = setup.job;
  context.plan.stack = setup.stack;
  context.plan.confidence = confidence(setup);
  for (Caveat const& caveat : caveats(catalog, words.market, type)) {
    if (context.reason.empty()) context.status = reason_name(caveat.code);
    context.reason += (context.reason.empty() ? "" : "; ") + caveat.text;
  }
}

/// What other kinds of purchase would cost has no say in the first plan.
void take_candidates(Catalog const& catalog, Terms const& words, SweepContext& context) {
  for (InstanceType const* type : words.types) {
    auto& candidate = context.candidates.emplace_back();
    candidate.setup = asked_setup(catalog, *type, words.asked, words.speed);
    candidate.offers = offers_of(catalog, words.market, *type);
    std::erase_if(candidate.offers, [](Offer const& offer) { return !offer.asked; });
  }
}

}  // namespace

SweepContext sweep_context(Terms words, Catalog const& catalog, bool one_setup) {
  SweepContext context;
  if (one_setup)
    take_one_setup(catalog, words, context);
  else
    take_candidates(catalog, words, context);
  context.asked = std::move(words.asked);
  context.goal = words.goal;
  context.batch_by_rule = words.batch_by_rule;
  return context;
}

bool sweeps_settings(Grid const& grid) {
  return std::ranges::any_of(grid.flags, [](auto const& swept) { return swept.flag == "--set"; });
}

}  // namespace ec2plan::cli
