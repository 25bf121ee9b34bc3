#include "ec2plan/plan/answer.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/plan/ranking.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/given.hpp"
#include "plan/grounds.hpp"
#include "plan/own_constants.hpp"
#include "plan/terms.hpp"

namespace ec2plan {
namespace {

bool has_price(Plan const& plan) { return plan.price.per_instance > HourlyPrice{}; }

/// The set-up's one plan, or why there is none.
Answer estimate_alone(Catalog const& catalog, Question const& question) {
  auto terms = terms_of(catalog, question);
  check_speed(terms);
  auto const& type = *terms.types.front();
  Answer answer{.asked = terms.asked, .price = terms.market.asked, .goal = terms.goal};
  auto const& setup = answer.setup.emplace(asked_setup(catalog, type, terms.asked, terms.speed));
  SearchResult found;
  if (modelled(setup)) found = search(setup, terms.goal.limits);
  answer.result.counts = found.counts;
  std::vector<Price> prices;
  if (found.best.empty() && found.tight.empty()) {
    answer.result.rejected.push_back(why_none(setup, found, terms.goal));
  } else {
    auto const& chosen = found.best.empty() ? found.tight.front() : found.best.front();
    auto& plan = answer.result.candidates.emplace_back(
        plan_of(setup, chosen, asked_price(catalog, terms.market, type), terms.goal));
    plan.rank = 1;
    for (Caveat const& caveat : caveats(catalog, terms.market, type))
      terms.warnings.push_back(caveat.text);
    if (auto const caveat = beyond_blocks(plan)) terms.warnings.push_back(caveat->text);
    if (has_price(plan)) prices.push_back(plan.price);
  }
  judge_own_constants(catalog, terms, answer);
  answer.frame =
      asked_frame(catalog, terms, "estimate", {type.name}, prices, {terms.asked.model.shape.name},
                  grounds(catalog, terms, answer.result));
  answer.question = std::move(terms.question);
  return answer;
}

Answer estimated(Catalog const& catalog, Question const& question) {
  auto answer = estimate_alone(catalog, question);
  warn_of_idle_settings(catalog, question, answer.frame, [&](Catalog const& other) {
    return figures(estimate_alone(other, question).result);
  });
  return answer;
}

}  // namespace

void lay_settings(Catalog& catalog, Question const& question) {
  for (GivenValue const& value : places_of(question, "set"))
    read(value, [&](std::string_view text) {
      set_assumption(catalog, text);
      return 0;
    });
}

Answer answer(Catalog const& catalog, Question const& question) {
  switch (question.kind) {
    case Question::Kind::afford:
      return afforded(catalog, question);
    case Question::Kind::estimate:
      return with_settings(catalog, question, estimated);
    case Question::Kind::recommend:
      break;
  }
  return with_settings(catalog, question, [](Catalog const& laid, Question const& asked) {
    auto all = recommended(laid, asked);
    add_remedies(laid, all);
    return std::move(all.answer);
  });
}

Recommended recommended(Catalog const& catalog, Question question, Grounds told) {
  Recommended all{.terms = terms_of(catalog, std::move(question))};
  auto& [terms, found, answer] = all;
  check_speed(terms);
  if (auto warning = one_rate_warning(terms.types, terms.speed); !warning.empty())
    terms.warnings.push_back(std::move(warning));
  answer = {.asked = terms.asked, .price = terms.market.asked, .goal = terms.goal};
  found = searched(catalog, terms);
  answer.result = ranked(catalog, terms, found);
  judge_own_constants(catalog, terms, answer);
  auto const& facts = terms.question.facts;
  bool const is_weighed =
      told == Grounds::told || !facts.settings.empty() || !facts.calibration.empty();
  answer.frame = asked_frame(catalog, terms, "recommend", types_of(answer.result, terms.types),
                             prices_of(answer.result), {terms.asked.model.shape.name},
                             is_weighed ? grounds(catalog, terms, answer.result) : Keys{});
  warn_of_idle_settings(catalog, terms.question, answer.frame, [&](Catalog const& other) {
    auto const again = terms_of(other, terms.question);
    return figures(ranked(other, again, searched(other, again)));
  });
  answer.question = terms.question;
  return all;
}

void add_fronts(Recommended& all) {
  Goal front = all.terms.goal;
  front.objective = Objective::pareto;
  front.stop_at_knee = false;
  all.answer.fronts = recommendation(front, all.found.candidates).candidates;
}

void add_charted(Recommended& all, Plan const& plan) {
  add_fronts(all);
  for (Candidate const& candidate : all.found.candidates)
    if (candidate.setup.type.name == plan.type.name)
      all.answer.scaling = scaling(all.terms.goal, candidate, plan.price);
}

void add_charted(Recommended& all) {
  auto const& result = all.answer.result;
  auto const* plan = result.chosen();
  if (plan == nullptr && !result.candidates.empty()) plan = &result.candidates.front();
  if (plan != nullptr) add_charted(all, *plan);
}

bool has_estimate(Answer const& answer) {
  return answer.question.kind == Question::Kind::estimate && !answer.result.candidates.empty();
}

bool is_kept(Answer const& answer) {
  bool const unknown = answer.goal.budget && !has_price(answer.plan());
  return answer.plan().satisfies() && !unknown;
}

std::vector<Caveat> caveats(Catalog const& catalog, Market const& market,
                            InstanceType const& type) {
  std::vector<Caveat> all;
  auto const offers = offers_of(catalog, market, type);
  auto const& offer = *std::ranges::find(offers, true, &Offer::asked);
  if (offer.retired) {
    all.push_back({ReasonCode::retired, type.name + " is no longer offered since " +
                                            type.retired.value_or("a date unknown")});
  } else if (!offer.offered) {
    all.push_back({ReasonCode::not_offered, type.name + " is not offered in " + offer.region});
  }
  if (!offer.price) {
    all.push_back({ReasonCode::unpriced, "no " + std::string(purchase_name(offer.purchase)) +
                                             " price of " + type.name + " in " + offer.region +
                                             " is known: the cost stays open"});
  }
  return all;
}

std::optional<Caveat> beyond_blocks(Plan const& plan) {
  if (plan.price.purchase != Purchase::capacity_block) return {};
  CapacityBlocks const& sold = plan.price.blocks;
  int const instances = plan.instances * plan.type.ec2_instances;
  if (capacity_blocks_hold(sold, instances, plan.run.duration.high)) return {};
  auto const in_turn = blocks_in_turn(sold, capacity_block_duration(sold, plan.run.duration.high));
  if (instances <= sold.most_instances)
    return Caveat{ReasonCode::too_many_instances,
                  "the slow run takes longer than one Capacity Block gives, " +
                      days_text({sold.longest}) + ": " + integer_text(std::ssize(in_turn)) +
                      " one after the other, of " + days_text(in_turn) +
                      ", and nobody promises that the next follows"};
  return Caveat{ReasonCode::too_many_instances,
                "Capacity Blocks give at most " + integer_text(sold.most_instances) +
                    " instances for " + integer_text(sold.longest / day) +
                    " days: this would take more, and nobody promises it"};
}

Rejection why_none(Setup const& setup, SearchResult const& found, Goal const& goal) {
  Candidate const candidate{.setup = setup, .found = found, .offers = {Offer{}}};
  return recommendation(goal, {candidate}).rejected.front();
}

std::vector<std::string> types_of(Recommendation const& result, Types const& considered) {
  std::set<std::string> names;
  for (Plan const& plan : result.candidates)
    names.insert(plan.type.name);
  if (names.empty()) {
    for (InstanceType const* type : considered)
      names.insert(type->name);
  }
  return {names.begin(), names.end()};
}

std::vector<Price> prices_of(Recommendation const& result) {
  std::vector<Price> prices;
  for (auto const* plans : {&result.candidates, &result.by_purchase})
    for (Plan const& plan : *plans)
      prices.push_back(plan.price);
  return prices;
}

}  // namespace ec2plan
