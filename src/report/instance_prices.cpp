#include <algorithm>

#include "ec2plan/document/instances.hpp"
#include "ec2plan/units/format.hpp"
#include "report/instance_columns.hpp"

namespace ec2plan::pages {
namespace {

constexpr int after_the_facts = 6;          // the columns of facts are dropped before any price
constexpr std::size_t most_in_a_table = 3;  // prices of a row, before only the lowest is shown

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

/// Prices of a row that were asked for.
std::size_t pairs(InstancesAnswer const& answer) {
  return answer.price.regions.size() * answer.price.purchases.size();
}

/// "$/h", "spot $/h", "us-west-2 spot $/h"
std::string title_of(std::string const& region, Purchase purchase) {
  std::string title = region.empty() ? "" : region + " ";
  if (purchase != Purchase::on_demand) title += std::string(purchase_name(purchase)) + " ";
  return title + "$/h";
}

/// Which price of a row, and how it is written.
struct Shown {
  std::string region{};
  Purchase purchase = Purchase::on_demand;
  std::string (*text)(Price const& price, InstanceType const& type) = nullptr;
};

std::string hourly_text(Price const& price, InstanceType const&) {
  return fixed_text(price.per_instance / (dollar / hour), 2);
}

std::string each_text(Price const& price, InstanceType const& type) {
  return fixed_text(price.per_instance / (dollar / hour) / type.accelerators, 2);
}

std::string date_of(Price const& price, InstanceType const&) { return price.as_of; }

InstanceColumn column_of(Column column, Shown const& shown) {
  return {.column = std::move(column), .cell = [shown](InstanceRow const& row) -> std::string {
            auto const* price = price_in(row, shown.region, shown.purchase);
            return price == nullptr ? no_figure : shown.text(*price, row.type);
          }};
}

/// The price of an hour; behind the first one that of an accelerator; in a wide table its date.
void add_columns(std::vector<InstanceColumn>& columns, InstancesAnswer const& answer, Shown shown,
                 bool wide) {
  bool const one_region = answer.price.regions.size() == 1, first = columns.empty();
  auto const title = title_of(one_region ? "" : shown.region, shown.purchase);
  shown.text = hourly_text;
  columns.push_back(column_of({.title = title, .right = true}, shown));
  if (first) columns.back().column.legend = "$/h: on demand where no other purchase is named";
  if (first && (wide || pairs(answer) == 1)) {
    bool const each_asked = was_asked(answer, "usd_per_accelerator_hour");
    shown.text = each_text;
    columns.push_back(column_of(
        {.title = title + " each", .right = true, .dropped = each_asked ? dropped_last : 3},
        shown));
    if (pairs(answer) == 1) add_petaflop_column(columns, answer, wide);
  }
  if (!wide) return;
  shown.text = date_of;
  columns.push_back(column_of({.title = "of"}, shown));
}

/// The first price stays longest.
void set_order(std::vector<InstanceColumn>& columns) {
  int order = after_the_facts;
  for (auto each = columns.rbegin(); each != columns.rend(); ++each)
    if (each->column.title.ends_with("$/h") && std::next(each) != columns.rend())
      each->column.dropped = order++;
}

}  // namespace

bool only_lowest(InstancesAnswer const& answer, bool wide) {
  return !wide && pairs(answer) > most_in_a_table;
}

std::vector<InstanceColumn> price_columns(InstancesAnswer const& answer, bool wide) {
  std::vector<InstanceColumn> columns;
  if (!only_lowest(answer, wide)) {
    for (auto const& region : answer.price.regions)
      for (auto const purchase : every_purchase)
        if (asked(answer.price, purchase) || (wide && any_price(answer, region, purchase)))
          add_columns(columns, answer, {.region = region, .purchase = purchase}, wide);
    set_order(columns);
  }
  if (pairs(answer) > 1) add_lowest_columns(columns, answer, wide);
  return columns;
}

}  // namespace ec2plan::pages
