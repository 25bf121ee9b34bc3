#include "cli/sweep_context.hpp"

#include <algorithm>

#include "cli/estimation.hpp"
#include "cli/job.hpp"
#include "cli/offers.hpp"
#include "cli/question.hpp"
#include "cli/values.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/document/names.hpp"

namespace ec2plan::cli {
namespace {

void take_one_setup(Catalog const& catalog, PointWords const& words, SweepContext& context) {
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
  for (Obstacle const& obstacle : obstacles(catalog, words.market, type)) {
    if (context.reason.empty()) context.status = reason_name(obstacle.code);
    context.reason += (context.reason.empty() ? "" : "; ") + obstacle.text;
  }
}

/// What other kinds of purchase would cost has no say in the first plan.
void take_candidates(Catalog const& catalog, PointWords const& words, SweepContext& context) {
  for (InstanceType const* type : words.types) {
    auto& candidate = context.candidates.emplace_back();
    candidate.setup = asked_setup(catalog, *type, words.asked, words.speed);
    candidate.offers = offers_of(catalog, words.market, *type);
    std::erase_if(candidate.offers, [](Offer const& offer) { return !offer.asked; });
  }
}

}  // namespace

PointWords read_words(Arguments const& arguments, Environment const& environment,
                      Catalog const& catalog, bool one_setup, Reading& reading) {
  PointWords words{.asked = asked_job(arguments, catalog, reading)};
  words.batch_by_rule =
      given(arguments, "--global-batch").empty() && !words.asked.model.global_batch;
  if (one_setup) words.types = {&asked_type(arguments, catalog, reading)};
  words.goal = one_setup
                   ? asked_question(arguments, catalog, asked_count(arguments, reading), reading)
                   : asked_question(arguments, catalog, reading);
  words.market = asked_market(arguments, environment, catalog, reading);
  if (!one_setup) words.types = asked_types(arguments, catalog, reading);
  words.speed = given_speed(arguments, words.goal.limits.layout, reading);
  return words;
}

SweepContext sweep_context(PointWords words, Catalog const& catalog, bool one_setup) {
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

void lay_settings(Arguments const& arguments, Catalog& catalog) {
  for (GivenValue const& value : given(arguments, "--set"))
    read(value, [&](std::string_view text) { set_assumption(catalog, text); });
}

bool sweeps_settings(Grid const& grid) {
  return std::ranges::any_of(grid.flags, [](auto const& swept) { return swept.flag == "--set"; });
}

}  // namespace ec2plan::cli
