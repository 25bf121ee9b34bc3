#include "ec2plan/catalog/price_age.hpp"

#include <algorithm>

#include "ec2plan/units/parse.hpp"

namespace ec2plan {
namespace {

constexpr std::int64_t spot_days = 30, capacity_block_days = 90, list_days = 180;

/// One age for each kind; `better(a, b)` says whether the day `a` is kept rather than `b`.
template <typename Better>
std::vector<PriceAge> ages_of(std::vector<Price> const& prices, Date today, Better better) {
  std::vector<PriceAge> ages;
  for (Purchase const purchase : every_purchase) {
    std::string kept;
    for (Price const& price : prices)
      if (price.purchase == purchase && !price.as_of.empty() &&
          (kept.empty() || better(price.as_of, kept)))
        kept = price.as_of;
    if (kept.empty()) continue;
    auto const days = days_between(parsed_date(kept), today);
    ages.push_back({.purchase = purchase, .as_of = kept, .days = std::max(days, std::int64_t{0})});
  }
  return ages;
}

}  // namespace

std::int64_t days_until_old(Purchase purchase) {
  if (purchase == Purchase::spot) return spot_days;
  return purchase == Purchase::capacity_block ? capacity_block_days : list_days;
}

bool is_old(PriceAge const& age) { return age.days > days_until_old(age.purchase); }

std::vector<PriceAge> oldest_ages(std::vector<Price> const& prices, Date today) {
  return ages_of(prices, today, std::less<>{});
}

std::vector<PriceAge> newest_ages(Catalog const& catalog, Date today) {
  std::vector<Price> prices;
  for (auto const& listed : catalog.prices)
    prices.push_back(listed.price);
  return ages_of(prices, today, std::greater<>{});
}

}  // namespace ec2plan
