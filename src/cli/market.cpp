#include "cli/market.hpp"

#include <algorithm>

#include "cli/values.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::string_view usual_region = "us-east-1";
constexpr std::string_view kinds[] = {
    "on-demand", "spot", "reserved-1yr", "reserved-3yr", "savings-plan", "capacity-block", "all"};

/// The regions as given, or those of the environment, each with its place.
std::vector<GivenValue> named_regions(Arguments const& arguments, Environment const& environment) {
  auto regions = elements(arguments, "--region");
  if (!regions.empty()) return regions;
  for (std::string_view const name : {"EC2PLAN_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"}) {
    auto const text = variable(environment, name);
    if (!text.empty())
      return {{.text = std::string(text), .where = std::string(name), .from = "environment"}};
  }
  return {{.text = std::string(usual_region), .where = "default", .from = "default"}};
}

template <typename Value>
void add_once(std::vector<Value>& values, Value const& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

void add_region(AskedPrice& price, GivenValue const& value, std::vector<std::string> const& known) {
  auto const name = lower(value.text);
  if (name == "all") {
    for (auto const& region : known)
      add_once(price.regions, region);
  } else if (std::ranges::find(known, name) != known.end()) {
    add_once(price.regions, name);
  } else {
    throw refusal(
        value, "is no region of the catalog", "a region such as us-east-1, or all",
        did_you_mean(name, known, "`ec2plan instances -r all` lists where types are sold"));
  }
}

Discount discount_from(GivenValue const& value, Catalog const& catalog) {
  Discount discount;
  auto const equals = value.text.find('=');
  if (equals != std::string::npos) discount.pattern = value.text.substr(0, equals);
  discount.share = read(value, [&](std::string_view text) {
    return parsed_fraction(text.substr(equals == std::string::npos ? 0 : equals + 1));
  });
  if (discount.share >= 1) {
    throw refusal(value, "leaves nothing to pay", "a share below 100%, such as 12%",
                  "give what is taken off, not what is left");
  }
  auto const is_match = [&](InstanceType const& type) {
    return matches(discount.pattern, type.name);
  };
  if (std::ranges::none_of(catalog.instances, is_match)) {
    throw refusal(value, "matches no instance type", "12%, or a pattern and a share: p5*=18%",
                  "`ec2plan instances` lists them");
  }
  return discount;
}

void take_discounts(Arguments const& arguments, Catalog const& catalog, Reading& reading,
                    Market& market) {
  std::vector<std::string> texts;
  for (GivenValue const& value : elements(arguments, "--discount")) {
    market.discounts.push_back(discount_from(value, catalog));
    texts.push_back(value.text);
  }
  if (texts.empty()) return;
  note(reading, arguments, "--discount", texts);
  bool const same = std::ranges::all_of(
      market.discounts, [](Discount const& discount) { return discount.pattern == "*"; });
  if (same) market.asked.discount = market.discounts.back().share;
}

[[noreturn]] void refuse_unpriced(GivenValue const& value, Purchase purchase) {
  std::string const name(purchase_name(purchase));
  throw refusal(
      value, "has no price: the catalog holds none of this kind",
      "a rate of your own, or a price file with --catalog",
      "add --rate '" + name + ":p5*=31.50' (dollars an instance hour) or --rate " + name + ":45%");
}

bool has_prices(Catalog const& catalog, Purchase purchase) {
  return std::ranges::any_of(catalog.prices, [&](ListedPrice const& listed_price) {
    return listed_price.price.purchase == purchase;
  });
}

void warn_of_spot(Market const& market, Reading& reading) {
  auto const& purchases = market.asked.purchases;
  if (std::ranges::find(purchases, Purchase::spot) == purchases.end()) return;
  reading.warnings.push_back(
      "spot is priced at its last listed price, and how far it moves (--set spot_price_low, "
      "spot_price_high) and how often instances are reclaimed (--set reclaims_per_node_day) are "
      "guesses; waiting for others is not in the time");
}

/// Whether it changes anything: a savings plan may also stand beside what was asked for.
void warn_of_term(Arguments const& arguments, Market const& market, Reading& reading) {
  auto const& purchases = market.asked.purchases;
  bool const is_asked = std::ranges::find(purchases, Purchase::savings_plan) != purchases.end();
  if (given(arguments, "--term").empty() || is_asked ||
      has_rate(market.rates, Purchase::savings_plan))
    return;
  reading.warnings.push_back("--term changes nothing: no savings plan is asked for");
}

/// A rate without a kind is of the kinds that have no public price.
void warn_of_rates(Arguments const& arguments, Market const& market, Reading& reading) {
  auto const& purchases = market.asked.purchases;
  auto const texts = elements(arguments, "--rate");
  for (std::size_t i = 0; i < texts.size(); ++i) {
    Rate const& rate = market.rates.rates[i];
    auto const is_covered = [&](Purchase purchase) { return covers(rate, purchase); };
    if (rate.purchase || std::ranges::any_of(purchases, is_covered)) continue;
    std::string const asked(purchase_name(purchases.front())), &text = texts[i].text;
    std::string warning = "--rate " + text;
    warning += " is of savings plans and 3-year reservations, and none is asked for: write ";
    warning.append(asked).append(":").append(text).append(" for ").append(asked);
    reading.warnings.push_back(std::move(warning));
  }
}

}  // namespace

std::optional<Date> asked_day(Arguments const& arguments, Reading& reading) {
  auto const date = optional_value(arguments, "--as-of", parsed_date);
  if (date) note(reading, arguments, "--as-of", date_text(*date));
  return date;
}

std::vector<Purchase> asked_purchases(Arguments const& arguments, Catalog const& catalog,
                                      Rates const& rates) {
  std::vector<Purchase> purchases;
  for (GivenValue const& value : elements(arguments, "--purchase")) {
    auto const word = chosen_word(value, kinds);
    for (Purchase const purchase : every_purchase) {
      bool const priced = has_prices(catalog, purchase) || has_rate(rates, purchase);
      if (word == "all" && priced) add_once(purchases, purchase);
      if (word != purchase_name(purchase)) continue;
      if (!priced) refuse_unpriced(value, purchase);
      add_once(purchases, purchase);
    }
  }
  return purchases;
}

AskedPrice asked_regions(Arguments const& arguments, Environment const& environment,
                         Catalog const& catalog, Reading& reading) {
  AskedPrice price;
  auto const known = regions(catalog);
  auto const named = named_regions(arguments, environment);
  for (GivenValue const& value : named)
    add_region(price, value, known);
  bool const typed = !given(arguments, "--region").empty();
  bool const saved = named.back().from == "result";
  if (!saved) price.region_from = typed ? "--region" : named.back().where;
  note(reading, arguments, "--region", price.regions, typed ? "" : named.back().from);
  return price;
}

Market asked_market(Arguments const& arguments, Environment const& environment,
                    Catalog const& catalog, Reading& reading) {
  Market market;
  market.rates = asked_rates(arguments, catalog, reading);
  auto const purchases = asked_purchases(arguments, catalog, market.rates);
  std::vector<std::string> names;
  market.asked = asked_regions(arguments, environment, catalog, reading);
  market.everywhere = market.asked.regions.size() > 1 && market.asked.regions == regions(catalog);
  if (!purchases.empty()) market.asked.purchases = purchases;
  for (Purchase const purchase : market.asked.purchases)
    names.emplace_back(purchase_name(purchase));
  note(reading, arguments, "--purchase", names, "default");
  take_discounts(arguments, catalog, reading, market);
  market.asked.as_of = asked_day(arguments, reading);
  warn_of_spot(market, reading);
  warn_of_term(arguments, market, reading);
  warn_of_rates(arguments, market, reading);
  return market;
}

}  // namespace ec2plan::cli
