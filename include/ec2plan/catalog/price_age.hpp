#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/catalog.hpp"

namespace ec2plan {

/// Days after which a price of the kind is called old: spot moves daily, Capacity Blocks are
/// repriced each quarter, the others seldom.
std::int64_t days_until_old(Purchase purchase);

/// The last day of the list that a price stands in, by the day on which it was last seen: AWS
/// renews the list of Capacity Blocks each quarter, and after it a price is only the last that was
/// seen. Empty: of a kind that has no such list, or not dated. Source: the page of Capacity Blocks
/// names the day of its next update (data/README.md, Prices).
std::string holds_until(Purchase purchase, std::string_view as_of);

/// That day, where it lies before the day that is asked about; empty: the price holds.
std::string lapsed_by(Purchase purchase, std::string_view as_of, std::string_view asked);

/// The day that the catalog's prices are asked for where nobody names one: on which it is read, or
/// that of its newest price.
std::string asking_day(Catalog const& catalog);

/// Whether the day has not come anywhere: but for tomorrow, which somewhere has begun. A price of
/// such a day was not seen.
bool is_to_come(Date day, Date today);

/// Today, or the day of the built-in prices: a clock that stands before them is wrong, or was set
/// so that results repeat.
Date latest_day(Catalog const& catalog, Date today);

/// How old the prices of a kind are on a day.
struct PriceAge {
  Purchase purchase = Purchase::on_demand;
  std::string as_of{};       // on which the oldest was last seen; one that is to come comes first
  std::int64_t days = 0;     // since then; below 0: after today
  bool to_come = false;      // no clock can have seen that day
  int prices = 0;            // that are dated
  int older = 0;             // than they may be, or of a day that is to come
  int lapsed = 0;            // of a list that is over
  std::string held_until{};  // the last day of that list, of the oldest of these; empty: none
};

bool is_old(PriceAge const& age);

/// Of each kind that the prices have, the oldest, in the order of `every_purchase`. They may be
/// `most_days` old; where that is not given, `days_until_old`. What lies behind the `latest` day,
/// which is today where none is given, is to come.
std::vector<PriceAge> oldest_ages(std::vector<Price> const& prices, Date today,
                                  std::optional<double> most_days = {},
                                  std::optional<Date> latest = {});

/// The prices that hold on the day: of each type that is still on offer then, the latest record of
/// each kind of purchase in each region that offers it.
std::vector<Price> current_prices(Catalog const& catalog, Date today);

}  // namespace ec2plan
