#include "ec2plan/catalog/survey.hpp"

#include <algorithm>
#include <set>

#include "catalog/gaps.hpp"
#include "ec2plan/catalog/history.hpp"

namespace ec2plan {
namespace {

/// Widens a stretch of days, where "" is none.
void widen(std::string& oldest, std::string& newest, std::string const& date) {
  if (date.empty()) return;
  if (oldest.empty() || date < oldest) oldest = date;
  newest = std::max(newest, date);
}

PriceSurvey prices_of_kind(Catalog const& catalog, Purchase purchase) {
  PriceSurvey result{.purchase = purchase};
  std::set<std::string_view> types, places;
  std::string last;
  for (auto const& listed : catalog.prices) {
    if (listed.price.purchase != purchase) continue;
    ++result.records;
    types.insert(listed.instance_type);
    places.insert(listed.price.region);
    if (listed.price.source.find("; ") != std::string::npos) ++result.confirmed;
    widen(result.oldest, result.newest, listed.price.as_of);
    widen(result.since, last, listed.since);
  }
  result.types = static_cast<int>(types.size());
  result.regions = static_cast<int>(places.size());
  return result;
}

void count_types(Catalog const& catalog, Survey& result) {
  std::set<std::string_view> parts;
  for (auto const& type : catalog.instances) {
    if (is_retired(catalog, type)) {
      ++result.types_retired;
      continue;
    }
    ++result.types_offered;
    parts.insert(type.accelerator.id);
  }
  result.accelerators_offered = static_cast<int>(parts.size());
}

std::vector<Tally> bases_of(std::vector<AssumptionEntry> const& assumptions) {
  std::map<std::string, int> counts;
  for (auto const& entry : assumptions)
    ++counts[entry.basis];
  std::vector<Tally> tallies;
  for (auto const& [basis, count] : counts)
    tallies.push_back({.name = basis, .count = count});
  return tallies;
}

std::vector<SourceSurvey> source_kinds(Catalog const& catalog) {
  std::map<std::string, SourceSurvey> kinds;
  for (auto const& [key, source] : catalog.sources) {
    auto& kind = kinds[source.kind];
    kind.kind = source.kind;
    ++kind.count;
    widen(kind.oldest, kind.newest, source.date);
  }
  std::vector<SourceSurvey> all;
  for (auto& [kind, survey] : kinds)
    all.push_back(std::move(survey));
  return all;
}

}  // namespace

Survey survey(Catalog const& catalog) {
  Survey result;
  for (Purchase const purchase : every_purchase)
    result.prices.push_back(prices_of_kind(catalog, purchase));
  count_types(catalog, result);
  result.accelerators = static_cast<int>(catalog.accelerators.size());
  result.models = static_cast<int>(catalog.models.size());
  result.models_for_counts = static_cast<int>(catalog.snap.size());
  result.bases = bases_of(catalog.assumptions);
  result.sources = source_kinds(catalog);
  result.missing = catalog::gaps(catalog);
  return result;
}

}  // namespace ec2plan
