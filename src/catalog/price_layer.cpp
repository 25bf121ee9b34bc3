#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "catalog/layers.hpp"
#include "catalog/records.hpp"
#include "ec2plan/units/similar.hpp"

namespace ec2plan::catalog {
namespace {

auto sold_as(ListedPrice const& listed) {
  return std::tie(listed.instance_type, listed.price.region, listed.price.purchase);
}

bool listed_before(ListedPrice const& left, ListedPrice const& right) {
  return std::tuple_cat(sold_as(left), std::tie(left.since)) <
         std::tuple_cat(sold_as(right), std::tie(right.since));
}

void expect_type(JsonValue const& record, ListedPrice const& listed, Catalog const& catalog) {
  auto const place = std::lower_bound(
      catalog.instances.begin(), catalog.instances.end(), listed.instance_type,
      [](InstanceType const& type, std::string const& name) { return type.name < name; });
  if (place != catalog.instances.end() && place->name == listed.instance_type) return;
  std::vector<std::string_view> names;
  for (auto const& type : catalog.instances)
    names.push_back(type.name);
  auto const meant = nearest(listed.instance_type, names);
  record.at("instance_type")
      .refuse("is no known instance type", "the name of an instance type",
              meant ? "did you mean " + std::string(*meant) + "?"
                    : std::string("add it under \"instances\""));
}

ListedPrice listed_price(JsonValue const& record, Layer const& layer, Catalog& catalog) {
  auto listed = whole<ListedPrice>(record, price_fields());
  expect_type(record, listed, catalog);
  if (listed.since.empty()) listed.since = listed.price.as_of;
  if (listed.since > listed.price.as_of)
    record.at("since").refuse("is after \"as_of\"", "a day not after " + listed.price.as_of,
                              "swap the two, or correct them");
  if (!listed.price.source.empty())
    expect_sources(record.at("source"), catalog);
  else if (layer.overlay)
    listed.price.source = overlay_source(layer, catalog);
  return listed;
}

/// Refuses the later of two records of the same price and first day.
void expect_single(JsonValue const& section, std::vector<ListedPrice> const& prices) {
  std::vector<std::size_t> order(prices.size());
  for (std::size_t index = 0; index < order.size(); ++index)
    order[index] = index;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return listed_before(prices[left], prices[right]);
  });
  for (std::size_t place = 1; place < order.size(); ++place) {
    if (listed_before(prices[order[place - 1]], prices[order[place]])) continue;
    section.at(order[place])
        .refuse("stands twice: the price of " + prices[order[place]].instance_type + " since " +
                    prices[order[place]].since + " is also at /prices/" +
                    std::to_string(order[place - 1]),
                "one record of each type, region, purchase and \"since\"", "drop one of the two");
  }
}

/// The first of the new prices of the same type, region and purchase; nullptr where there is none.
/// Assumes: `fresh` is sorted.
ListedPrice const* first_of(std::vector<ListedPrice> const& fresh, ListedPrice const& known) {
  auto const first = std::lower_bound(
      fresh.begin(), fresh.end(), known,
      [](ListedPrice const& a, ListedPrice const& b) { return sold_as(a) < sold_as(b); });
  return first != fresh.end() && sold_as(*first) == sold_as(known) ? &*first : nullptr;
}

/// Drops what the new prices replace: those of the same type, region and purchase from the first
/// new one on. What was known before it stays, as history that ends there.
void drop_replaced(std::vector<ListedPrice>& known, std::vector<ListedPrice> const& fresh) {
  for (auto& listed : known)
    if (auto const* first = first_of(fresh, listed))
      listed.price.as_of = std::min(listed.price.as_of, first->since);
  std::erase_if(known, [&](ListedPrice const& listed) {
    auto const* first = first_of(fresh, listed);
    return first != nullptr && listed.since >= first->since;
  });
}

}  // namespace

void lay_prices(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  std::vector<ListedPrice> fresh;
  section.expect_array();
  fresh.reserve(section.size());
  section.each_element(
      [&](JsonValue const& record) { fresh.push_back(listed_price(record, layer, catalog)); });
  expect_single(section, fresh);
  if (!std::is_sorted(fresh.begin(), fresh.end(), listed_before))
    std::sort(fresh.begin(), fresh.end(), listed_before);
  if (catalog.prices.empty()) {
    catalog.prices = std::move(fresh);
    return;
  }
  drop_replaced(catalog.prices, fresh);
  std::move(fresh.begin(), fresh.end(), std::back_inserter(catalog.prices));
  std::sort(catalog.prices.begin(), catalog.prices.end(), listed_before);
}

}  // namespace ec2plan::catalog
