#include "report/region_prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "ec2plan/document/doubts.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::pages {
namespace {

Price const* price_there(InstanceRow const& row, std::string const& region, Purchase purchase) {
  auto const found = std::ranges::find_if(row.prices, [&](Price const& price) {
    return price.purchase == purchase && price.region == region;
  });
  return found == row.prices.end() ? nullptr : &*found;
}

/// The prices of the one type by region, the cheapest of the first kind first.
Table region_prices_table(InstancesAnswer const& answer) {
  InstanceRow const& row = answer.rows.front();
  Table table{.columns = {texts("region")}};
  std::vector<Purchase> kinds;
  for (Purchase const purchase : answer.price.purchases)
    if (std::ranges::find(row.prices, purchase, &Price::purchase) != row.prices.end())
      kinds.push_back(purchase);
  for (Purchase const purchase : kinds) {
    table.columns.push_back(numbers(fmt::format("{} $/h", purchase_name(purchase))));
    table.columns.push_back(texts("seen", 2));
  }
  std::vector<std::pair<double, std::vector<Text>>> rows;
  for (auto const& region : answer.price.regions) {
    std::vector<Text> cell{{region}};
    double first = 0;
    for (Purchase const purchase : kinds) {
      auto const* price = price_there(row, region, purchase);
      double const dollars = price == nullptr ? 0 : price->per_instance / (dollar / hour);
      if (first == 0) first = dollars;
      cell.push_back({price == nullptr ? no_figure : fixed_text(dollars, 2)});
      cell.push_back({price == nullptr ? "" : price_day_text(*price), Style::faint});
    }
    if (first > 0) rows.emplace_back(first, std::move(cell));
  }
  std::ranges::stable_sort(rows, {}, [](auto const& one) { return one.first; });
  for (auto& [first, cell] : rows)
    table.rows.push_back(std::move(cell));
  return table;
}

/// "p5.48xlarge: 8 × h100-80gb, 192 vCPUs"
std::string type_text(InstanceType const& type) {
  return fmt::format("{}: {} × {}, {} vCPUs", type.name, type.accelerators, type.accelerator.id,
                     integer_text(type.vcpus));
}

}  // namespace

bool is_by_region(InstancesAnswer const& answer, Extent const& extent) {
  return !extent.wide && answer.rows.size() == 1 && answer.price.regions.size() > 2;
}

void add_region_prices(Page& page, InstancesAnswer const& answer) {
  add_text(page, type_text(answer.rows.front().type), Style::strong);
  page.push_back(region_prices_table(answer));
}

}  // namespace ec2plan::pages
