#include "plan/market.hpp"

#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/similar.hpp"
#include "plan/given.hpp"
#include "plan/synonyms.hpp"

namespace ec2plan {
namespace {

constexpr std::string_view usual_region = "us-east-1";
constexpr std::string_view kinds[] = {
    "on-demand", "spot", "reserved-1yr", "reserved-3yr", "savings-plan", "capacity-block", "all"};

template <typename Value>
void add_once(std::vector<Value>& values, Value const& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

void add_region(std::vector<std::string>& regions, GivenValue const& value,
                std::vector<std::string> const& known) {
  auto const name = lower(value.text);
  if (name == "all") {
    for (auto const& region : known)
      add_once(regions, region);
  } else if (std::ranges::find(known, name) != known.end()) {
    add_once(regions, name);
  } else {
    throw refusal(
        value, "is no region of the catalog", "a region such as us-east-1, or all",
        did_you_mean(name, known, "`ec2plan instances -r all` lists where types are sold"));
  }
}

bool has_type(Catalog const& catalog, std::string const& pattern) {
  return std::ranges::any_of(catalog.instances,
                             [&](InstanceType const& type) { return matches(pattern, type.name); });
}

void check_discounts(Catalog const& catalog, Question const& question) {
  auto const& discounts = question.market.discounts;
  auto const places = places_of(question, "discount");
  for (std::size_t i = 0; i < discounts.size(); ++i)
    if (!has_type(catalog, discounts[i].pattern))
      throw refusal(places[i], "matches no instance type", "12%, or a pattern and a share: p5*=18%",
                    "`ec2plan instances` lists them");
}

bool is_private(Purchase purchase) {
  return purchase == Purchase::reserved_3yr || purchase == Purchase::savings_plan;
}

InputError bad_rate(GivenValue const& value, std::string problem) {
  return refusal(value, std::move(problem),
                 "[KIND:][TYPE=]RATE with dollars an instance hour, or a share off on-demand",
                 "write savings-plan:p5*=31.50, or reserved-3yr:45%");
}

/// "savings-plan:" before the rest, if it stands there.
std::string_view without_kind(GivenValue const& value, std::string_view text, Rate& rate) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  auto const kind = lower(text.substr(0, colon));
  auto const meant = meant_by(kind, kinds);
  rate.purchase = purchase_from(meant.size() == 1 ? meant.front() : std::string_view(kind));
  if (!rate.purchase) throw bad_rate(value, "names no kind of purchase before its colon");
  return text.substr(colon + 1);
}

void read_amount(GivenValue const& value, std::string_view text, Rate& rate) {
  if (text.ends_with('%')) {
    rate.share = read(value, [&](std::string_view) { return parsed_fraction(text); });
    if (rate.share <= 0 || rate.share >= 1) throw bad_rate(value, "takes off nothing, or all");
    return;
  }
  HourlyPrice const price =
      read(value, [&](std::string_view) { return parsed_dollars(text); }) * dollar / hour;
  if (price < least_hourly_price || price > most_hourly_price)
    throw bad_rate(value, "is no price of one instance for an hour");
  rate.price = price;
}

void check_rates(Catalog const& catalog, Question const& question) {
  auto const& rates = question.market.rates;
  auto const places = places_of(question, "rate");
  for (std::size_t i = 0; i < rates.size(); ++i)
    if (!has_type(catalog, rates[i].pattern)) throw bad_rate(places[i], "matches no instance type");
}

bool has_rate(std::vector<Rate> const& rates, Purchase purchase) {
  return std::ranges::any_of(rates, [&](Rate const& rate) { return covers(rate, purchase); });
}

bool has_prices(Catalog const& catalog, Purchase purchase) {
  return std::ranges::any_of(catalog.prices, [&](ListedPrice const& listed_price) {
    return listed_price.price.purchase == purchase;
  });
}

[[noreturn]] void refuse_unpriced(GivenValue const& value, Purchase purchase) {
  std::string const name(purchase_name(purchase));
  throw refusal(
      value, "has no price: the catalog holds none of this kind",
      "a rate of your own, or a price file with --catalog",
      "add --rate '" + name + ":p5*=31.50' (dollars an instance hour) or --rate " + name + ":45%");
}

bool asks_for(Market const& market, Purchase purchase) {
  auto const& purchases = market.asked.purchases;
  return std::ranges::find(purchases, purchase) != purchases.end();
}

void warn_of_spot(Market const& market, std::vector<std::string>& warnings) {
  if (!asks_for(market, Purchase::spot)) return;
  warnings.push_back(
      "spot is priced at its last listed price, and how far it moves (--set spot_price_low, "
      "spot_price_high) and how often instances are reclaimed (--set reclaims_per_node_day) are "
      "guesses; waiting for others is not in the time");
}

std::string origin_of_regions(GivenValue const& value) {
  if (value.from == "result") return {};
  return value.from == "flag" || value.from == "config" ? "--region" : value.where;
}

}  // namespace

std::span<std::string_view const> purchase_words() { return kinds; }

Rate rate_from(GivenValue const& value) {
  Rate rate;
  auto text = without_kind(value, value.text, rate);
  if (auto const equals = text.find('='); equals != std::string_view::npos) {
    rate.pattern = std::string(text.substr(0, equals));
    text.remove_prefix(equals + 1);
  }
  read_amount(value, text, rate);
  return rate;
}

bool covers(Rate const& rate, Purchase purchase) {
  return rate.purchase ? *rate.purchase == purchase : is_private(purchase);
}

std::vector<Purchase> asked_purchases(Catalog const& catalog, Question const& question) {
  std::vector<Purchase> purchases;
  auto const& market = question.market;
  for (GivenValue const& value : places_of(question, "purchase")) {
    auto const word = chosen_word(value, kinds);
    for (Purchase const purchase : every_purchase) {
      bool const priced = has_prices(catalog, purchase) || has_rate(market.rates, purchase);
      if (word == "all" && priced) add_once(purchases, purchase);
      if (word != purchase_name(purchase)) continue;
      if (!priced) refuse_unpriced(value, purchase);
      add_once(purchases, purchase);
    }
  }
  return purchases;
}

AskedPrice asked_regions(Catalog const& catalog, Question& question) {
  auto& names = question.market.regions;
  if (names.empty()) {
    names = {std::string(usual_region)};
    assume(question, "region", "default");
  }
  AskedPrice price;
  auto const known = regions(catalog);
  auto const places = places_of(question, "region");
  for (GivenValue const& value : places)
    add_region(price.regions, value, known);
  price.region_from = origin_of_regions(places.back());
  names = price.regions;
  return price;
}

Market market_of(Catalog const& catalog, Question& question, std::vector<std::string>& warnings) {
  auto& choice = question.market;
  Market market{.discounts = choice.discounts,
                .rates = choice.rates,
                .savings_term = choice.term.value_or(1) * contract_year,
                .rest_is_used = choice.use_rest_of_term,
                .carbon_intensity = choice.carbon_intensity};
  check_rates(catalog, question);
  auto const purchases = asked_purchases(catalog, question);
  market.asked = asked_regions(catalog, question);
  market.everywhere = market.asked.regions.size() > 1 && market.asked.regions == regions(catalog);
  if (!purchases.empty()) market.asked.purchases = purchases;
  if (choice.purchases.empty()) assume(question, "purchase", "default");
  choice.purchases.clear();
  for (Purchase const purchase : market.asked.purchases)
    choice.purchases.emplace_back(purchase_name(purchase));
  check_discounts(catalog, question);
  bool const same = std::ranges::all_of(
      market.discounts, [](Discount const& discount) { return discount.pattern == "*"; });
  if (same && !market.discounts.empty()) market.asked.discount = market.discounts.back().share;
  market.asked.as_of = choice.as_of;
  warn_of_spot(market, warnings);
  return market;
}

}  // namespace ec2plan
