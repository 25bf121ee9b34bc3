#pragma once

#include <cstdint>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// Days after which a price of the kind is called old: spot moves daily, Capacity Blocks are
/// repriced each quarter, the others seldom.
std::int64_t days_until_old(Purchase purchase);

/// How old a price of a kind is on a day.
struct PriceAge {
  Purchase purchase = Purchase::on_demand;
  std::string as_of{};
  std::int64_t days = 0;  // 0 on its day, and before
};

bool is_old(PriceAge const& age);

/// Of each kind that the prices have, the oldest, in the order of `every_purchase`.
std::vector<PriceAge> oldest_ages(std::vector<Price> const& prices, Date today);

/// Of each kind that the catalog has, the newest, in the order of `every_purchase`.
std::vector<PriceAge> newest_ages(Catalog const& catalog, Date today);

}  // namespace ec2plan
