#include "plan/idle.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/units/similar.hpp"
#include "plan/given.hpp"
#include "plan/market.hpp"

namespace ec2plan {
namespace {

/// A value that changes nothing.
struct Idle {
  std::string_view flag;
  InputFault fault;
  bool is_told = true;  // where other values of the flag have an effect
};
using Faults = std::vector<Idle>;

bool is_asked(Terms const& terms, auto covers_purchase) {
  return std::ranges::any_of(terms.market.asked.purchases, covers_purchase);
}

bool matches_any(std::string const& pattern, Types const& types) {
  return std::ranges::any_of(
      types, [&](InstanceType const* type) { return matches(pattern, type->name); });
}

Idle nothing(std::string_view flag, GivenValue const& value, std::string why, std::string expected,
             std::string fix) {
  return {flag, refusal(value, "changes nothing: " + std::move(why), std::move(expected),
                        std::move(fix))};
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
  faults.push_back(nothing("--term", place_of(terms.question, "term"),
                           "no savings plan is asked for", "--purchase savings-plan beside it",
                           "leave it out"));
}

/// How sure a deadline or a budget is kept, where there is none.
void add_risk(Terms const& terms, Faults& faults) {
  auto const place = place_of(terms.question, "risk");
  bool const typed = place.from == "flag" || place.from == "config";
  auto const& goal = terms.question.goal;
  if (goal.deadline || goal.budget || !typed || place.text.empty()) return;
  faults.push_back(nothing("--risk", place, "there is no deadline and no budget to keep",
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
  auto fault = nothing("--use-rest-of-term", place, "what is asked for has no term",
                       "a reservation or a savings plan beside it", "leave it out");
  faults.push_back(std::move(fault));
}

/// Where each value of a list is idle, so is the flag; else what is not told is passed over.
void add_list(Faults found, std::size_t values, Faults& faults) {
  std::set<std::string> idle;
  for (Idle const& each : found)
    idle.insert(each.fault.value);
  if (idle.size() < values) {
    for (Idle& each : found)
      each.fault.kind = InputFault::Kind::file;  // a warning alone
    std::erase_if(found, [](Idle const& each) { return !each.is_told; });
  }
  faults.insert(faults.end(), found.begin(), found.end());
}

std::size_t different(std::vector<GivenValue> const& places) {
  std::set<std::string> texts;
  for (GivenValue const& place : places)
    texts.insert(place.text);
  return texts.size();
}

/// A rate without a kind is of the kinds that have no public price; one with a kind may price what
/// stands beside a recommendation.
Faults idle_rates(Terms const& terms, std::vector<GivenValue> const& places) {
  Faults found;
  auto const& purchases = terms.market.asked.purchases;
  bool const alone = terms.question.kind == Question::Kind::estimate;
  std::string const expected = "[KIND:][TYPE=]RATE of a kind and a type that are asked for";
  std::set<std::string_view> seen;  // the same rate again is told once
  for (std::size_t i = 0; i < places.size() && i < terms.market.rates.size(); ++i) {
    if (!seen.insert(places[i].text).second) continue;
    Rate const& rate = terms.market.rates[i];
    bool const covered = is_asked(terms, [&](Purchase each) { return covers(rate, each); });
    // the price on demand is also what outlives a term, and the most of spot
    bool const of_last_resort = rate.purchase == Purchase::on_demand;
    if (!covered && !of_last_resort && (!rate.purchase || alone)) {
      std::string const asked(purchase_name(purchases.front()));
      auto const amount = places[i].text.substr(rate.purchase ? places[i].text.find(':') + 1 : 0);
      found.push_back(nothing(
          "--rate", places[i],
          rate.purchase ? "that kind of purchase is not asked for"
                        : "it is of savings plans and 3-year reservations, and none is asked for",
          expected, "write " + asked + ":" + amount + " for " + asked));
      found.back().is_told = !rate.purchase;
    } else if (!matches_any(rate.pattern, terms.types)) {
      found.push_back(nothing("--rate", places[i], "no type that is asked for matches it", expected,
                              "leave it out"));
      found.back().is_told = false;
    }
  }
  return found;
}

Faults idle_discounts(Terms const& terms, std::vector<GivenValue> const& places) {
  Faults found;
  auto const& discounts = terms.market.discounts;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < places.size() && i < discounts.size(); ++i) {
    if (!seen.insert(places[i].text).second) continue;
    if (matches_any(discounts[i].pattern, terms.types)) continue;
    found.push_back(nothing("--discount", places[i], "no type that is asked for matches it",
                            "12%, or a pattern of types that are asked for", "leave it out"));
    found.back().is_told = false;
  }
  return found;
}

/// "--term 3yr changes nothing: no savings plan is asked for; leave it out"
std::string warning_of(Idle const& idle) {
  auto const& [where, path, value, problem, expected, fix, kind] = idle.fault;
  return std::string(idle.flag) + (value.empty() ? "" : " " + value) + " " + problem + "; " + fix;
}

}  // namespace

void note_idle_flags(Terms& terms) {
  Faults faults;
  add_risk(terms, faults);
  add_term(terms, faults);
  add_rest_of_term(terms, faults);
  if (!terms.types.empty()) {
    auto const rates = places_of(terms.question, "rate");
    add_list(idle_rates(terms, rates), different(rates), faults);
    auto const discounts = places_of(terms.question, "discount");
    add_list(idle_discounts(terms, discounts), different(discounts), faults);
  }
  for (Idle const& idle : faults) {
    terms.warnings.push_back(warning_of(idle));
    terms.idle.push_back(idle.fault);
  }
}

}  // namespace ec2plan
