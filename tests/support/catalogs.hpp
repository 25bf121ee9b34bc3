#pragma once

#include <string>

#include "ec2plan/catalog/catalog.hpp"

/// Hand-made catalogs, small and sound.
namespace ec2plan::testing {

/// A price of p5.48xlarge on demand in us-east-1, changed by the caller.
ListedPrice listed(std::string type, std::string region, Purchase purchase, double usd,
                   std::string since, std::string as_of);

/// p5.48xlarge and p5.4xlarge (H100), p3.2xlarge (retired), their prices in us-east-1, us-east-2
/// and eu-north-1, two sources that agree.
Catalog small_catalog();

/// Sorts the prices as loading does.
void sort_prices(Catalog& catalog);

/// Adds a price where it belongs.
void add_price(Catalog& catalog, ListedPrice price);

}  // namespace ec2plan::testing
