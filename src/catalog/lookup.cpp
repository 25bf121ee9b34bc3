#include <algorithm>
#include <set>
#include <span>

#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

bool is_named(ModelEntry const& entry, std::string_view name) {
  return same_name(entry.shape.name, name) ||
         std::any_of(entry.aliases.begin(), entry.aliases.end(),
                     [&](std::string const& alias) { return same_name(alias, name); });
}

/// Whether `listed` was known by the day and is newer than `best`.
bool is_newer(ListedPrice const& listed, ListedPrice const* best, std::string_view latest) {
  if (!latest.empty() && listed.since > latest) return false;
  return best == nullptr || listed.since > best->since;
}

/// Those of the type. Prices are sorted by it, and the names of types are in lower case.
std::span<ListedPrice const> prices_under(Catalog const& catalog, std::string_view type) {
  std::string name(type);
  std::transform(name.begin(), name.end(), name.begin(), lower);
  auto const& prices = catalog.prices;
  auto const first = std::partition_point(prices.begin(), prices.end(), [&](auto const& listed) {
    return listed.instance_type < name;
  });
  auto const last = std::partition_point(
      first, prices.end(), [&](auto const& listed) { return listed.instance_type == name; });
  return {first, last};
}

std::string day_text(std::optional<Date> date) { return date ? date_text(*date) : std::string(); }

}  // namespace

InstanceType const* find_instance(Catalog const& catalog, std::string_view name) {
  auto const found = std::find_if(catalog.instances.begin(), catalog.instances.end(),
                                  [&](InstanceType const& t) { return same_name(t.name, name); });
  return found == catalog.instances.end() ? nullptr : &*found;
}

ModelEntry const* find_model(Catalog const& catalog, std::string_view name_or_alias) {
  auto const found = std::find_if(catalog.models.begin(), catalog.models.end(),
                                  [&](ModelEntry const& m) { return is_named(m, name_or_alias); });
  return found == catalog.models.end() ? nullptr : &*found;
}

std::optional<Price> price_of(Catalog const& catalog, std::string_view instance_type,
                              std::string_view region, Purchase purchase,
                              std::optional<Date> as_of) {
  std::string const latest = day_text(as_of);
  ListedPrice const* best = nullptr;
  for (auto const& listed : prices_under(catalog, instance_type)) {
    if (listed.price.purchase == purchase && listed.price.region == region &&
        is_newer(listed, best, latest))
      best = &listed;
  }
  return best == nullptr ? std::nullopt : std::optional(best->price);
}

std::vector<Price> prices_of(Catalog const& catalog, std::string_view instance_type,
                             std::optional<Date> as_of) {
  std::string const latest = day_text(as_of);
  std::vector<ListedPrice const*> newest;
  for (auto const& listed : prices_under(catalog, instance_type)) {
    if (!is_newer(listed, nullptr, latest)) continue;
    auto const rival = std::find_if(newest.begin(), newest.end(), [&](ListedPrice const* other) {
      return other->price.region == listed.price.region &&
             other->price.purchase == listed.price.purchase;
    });
    if (rival == newest.end())
      newest.push_back(&listed);
    else if (is_newer(listed, *rival, latest))
      *rival = &listed;
  }
  std::vector<Price> prices;
  for (auto const* listed : newest)
    prices.push_back(listed->price);
  return prices;
}

std::vector<std::string> regions(Catalog const& catalog) {
  std::set<std::string_view> names;
  for (auto const& listed : catalog.prices)
    names.insert(listed.price.region);
  for (auto const& type : catalog.instances)
    if (type.regions) names.insert(type.regions->begin(), type.regions->end());
  return {names.begin(), names.end()};
}

std::optional<Purchase> purchase_from(std::string_view name) {
  for (auto const purchase : every_purchase)
    if (same_name(purchase_name(purchase), name)) return purchase;
  return std::nullopt;
}

}  // namespace ec2plan
