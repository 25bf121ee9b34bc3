#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/inputs.hpp"
#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan::cli {

/// A price that the user has agreed on, for a kind of purchase of the types that match.
struct Rate {
  std::optional<Purchase> purchase{};  // empty: the kinds that have no public price
  std::string pattern = "*";
  double share = 0;  // off the on-demand price; 0: the price is given
  HourlyPrice price{};
};

/// How prices differ from those listed, and what is done with the rest of a term.
struct Rates {
  std::vector<Rate> rates{};  // the last that matches counts
  Time savings_term{};        // --term
  bool rest_is_used = false;  // --use-rest-of-term
};

/// --rate, --term and --use-rest-of-term.
Rates asked_rates(Arguments const& arguments, Catalog const& catalog, Reading& reading);

/// Whether the rate is for this kind.
bool covers(Rate const& rate, Purchase purchase);

/// The rate for this kind and type; nullptr where none was given.
Rate const* rate_for(Rates const& rates, Purchase purchase, std::string const& instance_type);

/// Whether some rate is for this kind.
bool has_rate(Rates const& rates, Purchase purchase);

}  // namespace ec2plan::cli
