#include "ec2plan/catalog/price_age.hpp"

#include "ec2plan/catalog/history.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan {
namespace {

constexpr std::int64_t spot_days = 30, capacity_block_days = 90, list_days = 180;

constexpr std::int64_t soonest = -1;  // tomorrow

/// Older; or of a day to come, the later the worse.
bool is_worse(std::int64_t days, std::int64_t other) {
  if ((days < soonest) != (other < soonest)) return days < soonest;
  return days < soonest ? days < other : days > other;
}

PriceAge age_of(Purchase purchase, std::vector<Price> const& prices, Date today, double most_days) {
  PriceAge age{.purchase = purchase};
  for (Price const& price : prices) {
    if (price.purchase != purchase || price.as_of.empty()) continue;
    auto const seen = parsed_date(price.as_of);
    auto const days = days_between(seen, today);
    age.older += static_cast<double>(days) > most_days || is_to_come(seen, today);
    if (age.prices++ > 0 && !is_worse(days, age.days)) continue;
    age.days = days;
    age.as_of = price.as_of;
  }
  return age;
}

}  // namespace

std::int64_t days_until_old(Purchase purchase) {
  if (purchase == Purchase::spot) return spot_days;
  return purchase == Purchase::capacity_block ? capacity_block_days : list_days;
}

bool is_to_come(Date day, Date today) { return days_between(day, today) < soonest; }

bool is_old(PriceAge const& age) {
  return age.days > days_until_old(age.purchase) || age.days < soonest;
}

std::vector<PriceAge> oldest_ages(std::vector<Price> const& prices, Date today,
                                  std::optional<double> most_days) {
  std::vector<PriceAge> ages;
  for (Purchase const purchase : every_purchase) {
    auto const usual = static_cast<double>(days_until_old(purchase));
    auto age = age_of(purchase, prices, today, most_days.value_or(usual));
    if (age.prices > 0) ages.push_back(std::move(age));
  }
  return ages;
}

std::vector<Price> current_prices(Catalog const& catalog, Date today) {
  std::vector<Price> prices;
  for (auto const& type : catalog.instances) {
    if (is_retired(catalog, type, today)) continue;
    for (auto& price : prices_of(catalog, type.name))
      if (offered_in(type, price.region)) prices.push_back(std::move(price));
  }
  return prices;
}

}  // namespace ec2plan
