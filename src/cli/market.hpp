#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/environment.hpp"
#include "cli/inputs.hpp"
#include "cli/rates.hpp"
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
  Rates rates{};
  bool everywhere = false;  // --region all
};

/// --region (else EC2PLAN_REGION, AWS_REGION, AWS_DEFAULT_REGION, us-east-1), --purchase,
/// --discount, --rate, --term, --use-rest-of-term and --as-of.
Market asked_market(Arguments const& arguments, Environment const& environment,
                    Catalog const& catalog, Reading& reading);

/// The regions asked for and where they are from, for commands that buy nothing.
AskedPrice asked_regions(Arguments const& arguments, Environment const& environment,
                         Catalog const& catalog, Reading& reading);

/// --as-of
std::optional<Date> asked_day(Arguments const& arguments, Reading& reading);

/// The kinds of --purchase; none where it is not given. Throws: InputError for one that neither the
/// catalog nor a rate has a price of.
std::vector<Purchase> asked_purchases(Arguments const& arguments, Catalog const& catalog,
                                      Rates const& rates = {});

}  // namespace ec2plan::cli
