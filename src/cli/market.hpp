#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/environment.hpp"
#include "cli/inputs.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// A share off the list price of the types that match a pattern.
struct Discount {
  std::string pattern = "*";
  double share = 0;
};

/// Where and how instances are bought.
struct Market {
  AskedPrice asked{};
  std::vector<Discount> discounts{};  // the last that matches counts
};

/// --region (else EC2PLAN_REGION, AWS_REGION, AWS_DEFAULT_REGION, us-east-1), --purchase,
/// --discount and --as-of.
Market asked_market(Arguments const& arguments, Environment const& environment,
                    Catalog const& catalog, Reading& reading);

/// The regions asked for and where they are from, for commands that buy nothing.
AskedPrice asked_regions(Arguments const& arguments, Environment const& environment,
                         Catalog const& catalog, Reading& reading);

/// --as-of
std::optional<Date> asked_day(Arguments const& arguments, Reading& reading);

/// The kinds of --purchase; none where it is not given. `only_planned` refuses those that plans do
/// not know yet.
std::vector<Purchase> asked_purchases(Arguments const& arguments, Catalog const& catalog,
                                      bool only_planned);

/// What one instance costs, the discount taken off.
std::optional<Price> paid_price(Catalog const& catalog, Market const& market,
                                InstanceType const& type, std::string const& region,
                                Purchase purchase);

/// The type in each region under each purchase, on the day asked for.
std::vector<Offer> offers_of(Catalog const& catalog, Market const& market,
                             InstanceType const& type);

/// Whether the type could no longer be bought on the day; without one, on the catalog's.
bool is_retired(Catalog const& catalog, InstanceType const& type, std::optional<Date> as_of);

}  // namespace ec2plan::cli
