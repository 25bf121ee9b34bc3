#include "ec2plan/catalog/price_age.hpp"

#include <algorithm>
#include <array>

#include "ec2plan/catalog/history.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan {
namespace {

constexpr std::int64_t spot_days = 30, capacity_block_days = 90, list_days = 180;

constexpr std::int64_t soonest = -1;  // tomorrow

/// Older; or of a day to come, the later the worse.
bool is_worse(PriceAge const& one, PriceAge const& other) {
  if (one.to_come != other.to_come) return one.to_come;
  return one.to_come ? one.days < other.days : one.days > other.days;
}

/// Counts those whose list is over.
void count_lapsed(std::vector<Price> const& prices, PriceAge& age) {
  for (Price const& price : prices) {
    if (price.purchase != age.purchase || price.lapsed.empty()) continue;
    ++age.lapsed;
    if (age.held_until.empty() || price.lapsed < age.held_until) age.held_until = price.lapsed;
  }
}

PriceAge age_of(Purchase purchase, std::vector<Price> const& prices, Date today, double most_days,
                Date latest) {
  PriceAge worst{.purchase = purchase};
  for (Price const& price : prices) {
    if (price.purchase != purchase || price.as_of.empty()) continue;
    auto const seen = parsed_date(price.as_of);
    PriceAge const age{.purchase = purchase,
                       .as_of = price.as_of,
                       .days = days_between(seen, today),
                       .to_come = is_to_come(seen, latest),
                       .prices = worst.prices + 1,
                       .older = worst.older};
    bool const first = worst.prices == 0;
    int const older = worst.older + (age.to_come || static_cast<double>(age.days) > most_days);
    if (first || is_worse(age, worst)) worst = age;
    worst.prices = age.prices;
    worst.older = older;
  }
  count_lapsed(prices, worst);
  return worst;
}

}  // namespace

std::int64_t days_until_old(Purchase purchase) {
  if (purchase == Purchase::spot) return spot_days;
  return purchase == Purchase::capacity_block ? capacity_block_days : list_days;
}

std::string lapsed_by(Purchase purchase, std::string_view as_of, std::string_view asked) {
  auto last = holds_until(purchase, as_of);
  return last < asked ? last : std::string();
}

std::string asking_day(Catalog const& catalog) { return std::max(catalog.as_of, catalog.read_on); }

bool is_to_come(Date date, Date today) { return days_between(date, today) < soonest; }

Date latest_day(Catalog const& catalog, Date today) {
  if (catalog.shipped_as_of.empty()) return today;
  return std::max(today, parsed_date(catalog.shipped_as_of));
}

bool is_old(PriceAge const& age) {
  return age.to_come || age.lapsed > 0 || age.days > days_until_old(age.purchase);
}

std::string holds_until(Purchase purchase, std::string_view as_of) {
  if (purchase != Purchase::capacity_block || as_of.empty()) return {};
  constexpr std::array<std::string_view, 4> ends{"-03-31", "-06-30", "-09-30", "-12-31"};
  auto const month = static_cast<std::size_t>(parsed_date(as_of).month);
  return std::string(as_of.substr(0, 4)) + std::string(ends[(month - 1) / 3]);
}

std::vector<PriceAge> oldest_ages(std::vector<Price> const& prices, Date today,
                                  std::optional<double> most_days, std::optional<Date> latest) {
  std::vector<PriceAge> ages;
  for (Purchase const purchase : every_purchase) {
    auto const usual = static_cast<double>(days_until_old(purchase));
    auto age = age_of(purchase, prices, today, most_days.value_or(usual), latest.value_or(today));
    if (age.prices > 0) ages.push_back(std::move(age));
  }
  return ages;
}

std::vector<Price> current_prices(Catalog const& catalog, Date today) {
  std::vector<Price> prices;
  for (auto const& type : catalog.instances) {
    if (is_retired(catalog, type, today)) continue;
    for (auto& price : prices_of(catalog, type.name)) {
      if (!offered_in(type, price.region)) continue;
      price.lapsed = lapsed_by(price.purchase, price.as_of, date_text(today));
      prices.push_back(std::move(price));
    }
  }
  return prices;
}

}  // namespace ec2plan
