#include "plan/market.hpp"

#include <algorithm>

#include "ec2plan/catalog/energy.hpp"
#include "ec2plan/catalog/history.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan {
namespace {

using Prices = std::vector<Price>;

constexpr std::string_view spot_low = "spot_price_low", spot_high = "spot_price_high",
                           billing_minimum = "billing_minimum",
                           spot_doubtful = "spot_doubtful_instances";

double assumed(Catalog const& catalog, std::string_view key) {
  auto const& all = catalog.assumptions;  // by key
  auto const found = std::ranges::lower_bound(all, key, {}, &AssumptionEntry::key);
  return found == all.end() || found->key != key ? 1 : found->value;
}

constexpr BlockFact facts_of_blocks[] = {
    {"capacity_block.daily", [](CapacityBlocks& b, double days) { b.daily = days * day; }},
    {"capacity_block.instances",
     [](CapacityBlocks& b, double count) { b.instances = static_cast<int>(count); }},
    {"capacity_block.longest", [](CapacityBlocks& b, double days) { b.longest = days * day; }},
    {"capacity_block.most_instances",
     [](CapacityBlocks& b, double count) { b.most_instances = static_cast<int>(count); }},
    {"capacity_block.shutdown", [](CapacityBlocks& b, double s) { b.shutdown = s * second; }},
    {"capacity_block.step", [](CapacityBlocks& b, double days) { b.step = days * day; }},
};

Price const* listed(Prices const& of_type, std::string const& region, Purchase purchase) {
  auto const found = std::ranges::find_if(of_type, [&](Price const& price) {
    return price.region == region && price.purchase == purchase;
  });
  return found == of_type.end() ? nullptr : &*found;
}

/// The last of the user's rates for this kind and type; nullptr where there is none.
Rate const* rate_for(std::vector<Rate> const& rates, Purchase purchase, std::string const& type) {
  Rate const* found = nullptr;
  for (Rate const& rate : rates)
    if (covers(rate, purchase) && matches(rate.pattern, type)) found = &rate;
  return found;
}

void take_discount(Market const& market, InstanceType const& type, Price& price) {
  double share = 0;
  for (Discount const& discount : market.discounts)
    if (matches(discount.pattern, type.name)) share = discount.share;
  if (share <= 0) return;
  price.list = price.per_instance;
  price.per_instance *= 1 - share;
}

/// A share is off the list price on demand, so without one there is no price.
std::optional<Price> rated(Rate const& rate, Price const* on_demand, Price price) {
  price.source = "--rate";
  price.per_instance = rate.price;
  if (rate.share <= 0) return price;
  if (on_demand == nullptr) return {};
  price.list = on_demand->per_instance;
  price.per_instance = (1 - rate.share) * on_demand->per_instance;
  price.as_of = on_demand->as_of;
  price.source += "; " + on_demand->source;
  return price;
}

/// What the prices of a type's offers share.
struct Listing {
  Catalog const& catalog;
  Market const& market;
  InstanceType const& type;
  Prices const& all;  // that the catalog has of the type
  CapacityBlocks blocks;
};

/// By the user's own rate, else as listed less the discount.
std::optional<Price> own_price(Listing const& of, std::string const& region, Purchase purchase) {
  if (auto const* rate = rate_for(of.market.rates, purchase, of.type.name))
    return rated(*rate, listed(of.all, region, Purchase::on_demand),
                 {.purchase = purchase, .region = region});
  bool const other_term =  // those that are listed are of one year
      purchase == Purchase::savings_plan && of.market.savings_term != contract_year;
  auto const* found = listed(of.all, region, purchase);
  if (found == nullptr || other_term) return {};
  Price price = *found;
  take_discount(of.market, of.type, price);
  return price;
}

std::optional<Price> paid(Listing const& of, std::string const& region, Purchase purchase) {
  auto price = own_price(of, region, purchase);
  if (!price) return price;
  if (purchase != Purchase::on_demand) {
    auto const beyond = own_price(of, region, Purchase::on_demand);
    if (beyond) price->on_demand = beyond->per_instance;
  }
  if (purchase == Purchase::spot) let_move(of.catalog, *price);
  if (purchase == Purchase::savings_plan) price->term = of.market.savings_term;
  if (of.market.rest_is_used) price->term = Time{};
  price->minimum = least_billed(of.catalog);
  price->blocks = of.blocks;
  price->site = asked_site(of.catalog, of.market, region);
  return price;
}

/// Where all regions were asked for, those of which nothing is known are no news; one stands for
/// them where none has the type.
void keep_known(InstanceType const& type, std::vector<Offer>& offers) {
  Offer none = offers.front();
  std::erase_if(offers, [&](Offer const& offer) {
    return !offer.offered || (!offer.price && !listed_in(type, offer.region));
  });
  if (!offers.empty()) return;
  none.region.clear();
  offers.push_back(std::move(none));
}

}  // namespace

/// The highest that AWS charges unless one bids more is the price on demand.
void let_move(Catalog const& catalog, Price& price) {
  price.doubtful_from = static_cast<int>(assumed(catalog, spot_doubtful));
  price.least = assumed(catalog, spot_low) * price.per_instance;
  price.most = assumed(catalog, spot_high) * price.per_instance;
  if (price.on_demand)
    price.most = std::max(price.per_instance, std::min(*price.most, *price.on_demand));
}

CapacityBlocks blocks_sold(Catalog const& catalog) {
  CapacityBlocks sold;
  for (BlockFact const& fact : facts_of_blocks)
    fact.set(sold, assumed(catalog, fact.key));
  return sold;
}

Site asked_site(Catalog const& catalog, Market const& market, std::string const& region) {
  auto site = site_of(catalog, region);
  if (!market.carbon_intensity) return site;
  site.carbon = *market.carbon_intensity * kilogram / kilowatt_hour;
  site.carbon_spread = 0;
  return site;
}

Time least_billed(Catalog const& catalog) { return assumed(catalog, billing_minimum) * second; }

std::optional<Price> paid_price(Catalog const& catalog, Market const& market,
                                InstanceType const& type, std::string const& region,
                                Purchase purchase) {
  auto const all = prices_of(catalog, type.name, market.asked.as_of);
  return paid({catalog, market, type, all, blocks_sold(catalog)}, region, purchase);
}

Price asked_price(Catalog const& catalog, Market const& market, InstanceType const& type) {
  auto const& region = market.asked.regions.front();
  auto const purchase = market.asked.purchases.front();
  auto const price = paid_price(catalog, market, type, region, purchase);
  return price.value_or(Price{.purchase = purchase,
                              .region = region,
                              .minimum = least_billed(catalog),
                              .blocks = blocks_sold(catalog),
                              .site = asked_site(catalog, market, region)});
}

std::vector<Offer> offers_of(Catalog const& catalog, Market const& market,
                             InstanceType const& type) {
  std::vector<Offer> offers;
  auto const& as_of = market.asked.as_of;
  auto const all = prices_of(catalog, type.name, as_of);
  Listing const listing{catalog, market, type, all, blocks_sold(catalog)};
  auto const& kinds = market.asked.purchases;
  bool const announced = !as_of || !type.since || *type.since <= date_text(*as_of);
  for (auto const& region : market.asked.regions) {
    for (Purchase const purchase : every_purchase) {
      Offer offer{.region = region,
                  .purchase = purchase,
                  .price = paid(listing, region, purchase),
                  .asked = std::ranges::find(kinds, purchase) != kinds.end(),
                  .announced = announced,
                  .retired = is_retired(catalog, type, as_of)};
      if (!offer.asked && !offer.price) continue;
      offer.offered = offered_in(type, region) || (as_of && offer.price);
      offers.push_back(std::move(offer));
    }
  }
  if (market.everywhere) keep_known(type, offers);
  return offers;
}

std::span<BlockFact const> block_facts() { return facts_of_blocks; }

std::vector<std::string> price_assumptions(std::vector<Price> const& prices) {
  auto const any = [&](Purchase purchase) {
    return std::ranges::find(prices, purchase, &Price::purchase) != prices.end();
  };
  std::vector<std::string> keys;
  if (any(Purchase::on_demand) || any(Purchase::spot)) keys.emplace_back(billing_minimum);
  if (any(Purchase::capacity_block))
    for (BlockFact const& fact : facts_of_blocks)
      keys.emplace_back(fact.key);
  if (any(Purchase::spot)) keys.insert(keys.end(), {std::string(spot_high), std::string(spot_low)});
  return keys;
}

}  // namespace ec2plan
