#pragma once

#include <span>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/plan/answer.hpp"
#include "ec2plan/plan/question.hpp"

/// Where and how instances are bought, and what they cost so.
namespace ec2plan {

/// "savings-plan:p5*=31.50" or "45%". Throws: InputError.
Rate rate_from(GivenValue const& value);

/// The words of --purchase, `all` at the end.
std::span<std::string_view const> purchase_words();

/// Whether the rate is for this kind: one without a kind is of those that have no public price.
bool covers(Rate const& rate, Purchase purchase);

/// A market whose regions and kinds of purchase the catalog has.
struct Market {
  AskedPrice asked{};
  std::vector<Discount> discounts{};
  std::vector<Rate> rates{};
  Time savings_term = contract_year;
  bool rest_is_used = false;
  std::optional<double> carbon_intensity{};  // kg CO2e of a kWh, in place of each region's own
  bool everywhere = false;                   // all regions were asked for
};

/// Fills in the region and the kind of purchase where the question leaves them open.
/// Throws: InputError for a region, a kind or a pattern of types that the catalog has not.
Market market_of(Catalog const& catalog, Question& question, std::vector<std::string>& warnings);

/// The regions alone, for commands that buy nothing.
AskedPrice asked_regions(Catalog const& catalog, Question& question);

/// The kinds of purchase that were asked for, of those that the catalog or a rate has a price of;
/// none where the question leaves them open.
std::vector<Purchase> asked_purchases(Catalog const& catalog, Question const& question);

/// What AWS sells of Capacity Blocks, by the catalog.
CapacityBlocks blocks_sold(Catalog const& catalog);
/// What a spot price may fall and rise to while a run lasts.
void let_move(Catalog const& catalog, Price& price);

/// The data centres and the grid of the region, by the user's own figure where there is one.
Site asked_site(Catalog const& catalog, Market const& market, std::string const& region);

/// What each instance is billed at least where it is billed by the second; 1 s where the catalog
/// does not say.
Time least_billed(Catalog const& catalog);

/// What one instance costs: by the user's own rate, else as listed less the discount. A spot price
/// says how far it may move, a commitment what lies beyond its term costs.
std::optional<Price> paid_price(Catalog const& catalog, Market const& market,
                                InstanceType const& type, std::string const& region,
                                Purchase purchase);

/// The same of the first region and kind asked for; 0 where nothing is known.
Price asked_price(Catalog const& catalog, Market const& market, InstanceType const& type);

/// The type in each region under each kind of purchase, on the day asked for; kinds that were not
/// asked for too, where they have a price.
std::vector<Offer> offers_of(Catalog const& catalog, Market const& market,
                             InstanceType const& type);

/// The assumptions that prices of these kinds rest on.
std::vector<std::string> price_assumptions(std::vector<Price> const& prices);

/// What the catalog says of how Capacity Blocks are sold: a key, in its own unit.
struct BlockFact {
  std::string_view key;
  void (*set)(CapacityBlocks&, double);
};
std::span<BlockFact const> block_facts();

}  // namespace ec2plan
