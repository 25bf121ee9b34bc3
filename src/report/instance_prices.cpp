#include "report/instance_prices.hpp"

#include <algorithm>
#include <array>

#include "ec2plan/units/format.hpp"

namespace ec2plan::pages {
namespace {

using Figure = PriceColumn::Figure;

constexpr std::array every_purchase{Purchase::on_demand, Purchase::spot, Purchase::reserved_1yr,
                                    Purchase::reserved_3yr, Purchase::capacity_block};
constexpr int after_the_facts = 6;  // the columns of facts are dropped before any price

Price const* price_in(InstanceRow const& row, std::string const& region, Purchase purchase) {
  auto const found = std::find_if(row.prices.begin(), row.prices.end(), [&](Price const& price) {
    return price.purchase == purchase && price.region == region;
  });
  return found == row.prices.end() ? nullptr : &*found;
}

bool asked(AskedPrice const& price, Purchase purchase) {
  return std::find(price.purchases.begin(), price.purchases.end(), purchase) !=
         price.purchases.end();
}

bool any_price(InstancesAnswer const& answer, std::string const& region, Purchase purchase) {
  return std::any_of(answer.rows.begin(), answer.rows.end(), [&](InstanceRow const& row) {
    return price_in(row, region, purchase) != nullptr;
  });
}

/// "$/h", "spot $/h", "us-west-2 spot $/h"
std::string title_of(std::string const& region, Purchase purchase) {
  std::string title = region.empty() ? "" : region + " ";
  if (purchase != Purchase::on_demand) title += std::string(purchase_name(purchase)) + " ";
  return title + "$/h";
}

void add_columns(std::vector<PriceColumn>& columns, PriceColumn hourly, bool wide, bool each) {
  PriceColumn other = hourly;
  columns.push_back(std::move(hourly));
  other.column.legend.clear();
  if (each) {
    other.figure = Figure::each;
    other.column.title += " each";
    other.column.dropped = 3;
    columns.push_back(other);
  }
  if (!wide) return;
  other.figure = Figure::date;
  other.column = {.title = "of"};
  columns.push_back(std::move(other));
}

}  // namespace

std::vector<PriceColumn> price_columns(InstancesAnswer const& answer, bool wide) {
  std::vector<PriceColumn> columns;
  auto const& regions = answer.price.regions;
  bool const one_region = regions.size() == 1;
  bool const alone = one_region && answer.price.purchases.size() == 1;
  for (auto const& region : regions)
    for (auto const purchase : every_purchase) {
      if (!asked(answer.price, purchase) && !(wide && any_price(answer, region, purchase)))
        continue;
      PriceColumn column{
          .column = {.title = title_of(one_region ? "" : region, purchase), .right = true},
          .region = region,
          .purchase = purchase};
      if (columns.empty()) column.column.legend = "$/h: on demand where no other purchase is named";
      add_columns(columns, std::move(column), wide, columns.empty() && (alone || wide));
    }
  int order = after_the_facts;
  for (auto column = columns.rbegin(); column != columns.rend(); ++column)
    if (column->figure == Figure::hourly && std::next(column) != columns.rend())
      column->column.dropped = order++;
  return columns;
}

std::string price_cell(InstanceRow const& row, PriceColumn const& column) {
  auto const* price = price_in(row, column.region, column.purchase);
  if (price == nullptr) return "–";
  if (column.figure == Figure::date) return price->as_of;
  bool const each = column.figure == Figure::each;
  return fixed_text(price->per_instance / (dollar / hour) / (each ? row.type.accelerators : 1), 2);
}

}  // namespace ec2plan::pages
