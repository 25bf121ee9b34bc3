#include "plan/idle.hpp"

#include <algorithm>

#include "ec2plan/units/similar.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"

namespace ec2plan {
namespace {

using Faults = std::vector<InputFault>;

bool is_asked(Terms const& terms, auto covers_purchase) {
  return std::ranges::any_of(terms.market.asked.purchases, covers_purchase);
}

bool matches_any(std::string const& pattern, Types const& types) {
  return std::ranges::any_of(
      types, [&](InstanceType const* type) { return matches(pattern, type->name); });
}

InputFault nothing(GivenValue const& value, std::string why, std::string expected,
                   std::string fix) {
  return refusal(value, "changes nothing: " + std::move(why), std::move(expected), std::move(fix));
}

bool is_of(Purchase purchase, std::initializer_list<Purchase> among) {
  return std::ranges::find(among, purchase) != among.end();
}

/// A savings plan may also stand beside what was asked for.
void add_term(Terms const& terms, Faults& faults) {
  auto const is_plan = [](Purchase purchase) { return purchase == Purchase::savings_plan; };
  auto const has_plan = [](Rate const& rate) { return covers(rate, Purchase::savings_plan); };
  if (!terms.question.market.term || is_asked(terms, is_plan) ||
      std::ranges::any_of(terms.market.rates, has_plan))
    return;
  faults.push_back(nothing(place_of(terms.question, "term"), "no savings plan is asked for",
                           "--purchase savings-plan beside it", "leave it out"));
}

/// How sure a deadline or a budget is kept, where there is none.
void add_risk(Terms const& terms, Faults& faults) {
  auto const place = place_of(terms.question, "risk");
  bool const typed = place.from == "flag" || place.from == "config";
  auto const& goal = terms.question.goal;
  if (goal.deadline || goal.budget || !typed || place.text.empty()) return;
  faults.push_back(nothing(place, "there is no deadline and no budget to keep",
                           "--days or --budget beside it", "leave it out"));
}

void add_rest_of_term(Terms const& terms, Faults& faults) {
  bool const alone = terms.question.kind == Question::Kind::estimate;  // nothing stands beside it
  auto const has_term = [](Purchase purchase) {
    return is_of(purchase,
                 {Purchase::reserved_1yr, Purchase::reserved_3yr, Purchase::savings_plan});
  };
  if (!alone || !terms.question.market.use_rest_of_term || is_asked(terms, has_term)) return;
  auto place = place_of(terms.question, "use_rest_of_term");
  place.text.clear();
  auto fault = nothing(place, "what is asked for has no term",
                       "a reservation or a savings plan beside it", "leave it out");
  faults.push_back(std::move(fault));
}

/// A rate without a kind is of the kinds that have no public price; one with a kind may price what
/// stands beside a recommendation.
void add_rates(Terms const& terms, Faults& faults) {
  auto const& purchases = terms.market.asked.purchases;
  bool const alone = terms.question.kind == Question::Kind::estimate;
  auto const places = places_of(terms.question, "rate");
  for (std::size_t i = 0; i < places.size() && i < terms.market.rates.size(); ++i) {
    Rate const& rate = terms.market.rates[i];
    std::string const expected = "[KIND:][TYPE=]RATE of a kind and a type that are asked for";
    if (!matches_any(rate.pattern, terms.types))
      faults.push_back(
          nothing(places[i], "no type that is asked for matches it", expected, "leave it out"));
    bool const covered = is_asked(terms, [&](Purchase each) { return covers(rate, each); });
    if (covered || (rate.purchase && !alone)) continue;
    std::string const asked(purchase_name(purchases.front()));
    auto const amount = places[i].text.substr(rate.purchase ? places[i].text.find(':') + 1 : 0);
    faults.push_back(nothing(
        places[i],
        rate.purchase ? "that kind of purchase is not asked for"
                      : "it is of savings plans and 3-year reservations, and none is asked for",
        expected, "write " + asked + ":" + amount + " for " + asked));
  }
}

void add_discounts(Terms const& terms, Faults& faults) {
  auto const& discounts = terms.market.discounts;
  auto const places = places_of(terms.question, "discount");
  for (std::size_t i = 0; i < places.size() && i < discounts.size(); ++i)
    if (!matches_any(discounts[i].pattern, terms.types))
      faults.push_back(nothing(places[i], "no type that is asked for matches it",
                               "12%, or a pattern of types that are asked for", "leave it out"));
}

}  // namespace

std::vector<InputFault> idle_flags(Terms const& terms) {
  Faults faults;
  add_risk(terms, faults);
  add_term(terms, faults);
  add_rest_of_term(terms, faults);
  if (!terms.types.empty()) {
    add_rates(terms, faults);
    add_discounts(terms, faults);
  }
  return faults;
}

std::string warning_of(InputFault const& idle) {
  return idle.where + (idle.value.empty() ? "" : " " + idle.value) + " " + idle.problem + "; " +
         idle.fix;
}

}  // namespace ec2plan
