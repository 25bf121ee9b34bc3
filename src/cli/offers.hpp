#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/market.hpp"
#include "ec2plan/search/plan.hpp"

namespace ec2plan::cli {

/// What one instance costs: by the user's own rate, else as listed less the discount. A spot price
/// says how far it may move, a commitment what lies beyond its term costs.
std::optional<Price> paid_price(Catalog const& catalog, Market const& market,
                                InstanceType const& type, std::string const& region,
                                Purchase purchase);

/// The type in each region under each kind of purchase, on the day asked for; kinds that were not
/// asked for too, where they have a price.
std::vector<Offer> offers_of(Catalog const& catalog, Market const& market,
                             InstanceType const& type);

/// The assumptions that prices of these kinds rest on.
std::vector<std::string> price_assumptions(std::vector<Price> const& prices);

}  // namespace ec2plan::cli
