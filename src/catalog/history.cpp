#include "ec2plan/catalog/history.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

/// Types of which the catalog has a price, at any time.
std::set<std::string> priced_types(Catalog const& catalog) {
  std::set<std::string> names;
  for (auto const& listed : catalog.prices)
    names.insert(listed.instance_type);
  return names;
}

void drop_later_prices(Catalog& catalog, std::string const& date) {
  std::erase_if(catalog.prices, [&](ListedPrice const& listed) { return listed.since > date; });
  catalog.as_of.clear();
  for (auto& listed : catalog.prices) {
    listed.price.as_of = std::min(listed.price.as_of, date);
    catalog.as_of = std::max(catalog.as_of, listed.price.as_of);
  }
}

void restore(InstanceType& type, std::string const& date) {
  if (!type.retired || *type.retired <= date) return;
  type.retired = std::nullopt;
  if (type.regions && type.regions->empty()) type.regions = std::nullopt;
}

}  // namespace

Catalog known_on(Catalog catalog, Date date) {
  auto const text = date_text(date);
  auto const ever = priced_types(catalog);
  drop_later_prices(catalog, text);
  catalog.read_on = text;
  auto const by_then = priced_types(catalog);
  std::erase_if(catalog.instances, [&](InstanceType const& type) {
    if (type.since) return *type.since > text && !by_then.contains(type.name);
    return ever.contains(type.name) && !by_then.contains(type.name);
  });
  for (auto& type : catalog.instances)
    restore(type, text);
  return catalog;
}

bool is_retired(Catalog const& catalog, InstanceType const& type, std::optional<Date> date) {
  if (!type.retired) return false;
  auto const text = date ? date_text(*date) : catalog.as_of;
  return text.empty() || *type.retired <= text;  // a month comes before its days
}

}  // namespace ec2plan
