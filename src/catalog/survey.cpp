#include "ec2plan/catalog/survey.hpp"

#include <algorithm>
#include <set>

#include "ec2plan/catalog/history.hpp"
#include "ec2plan/catalog/price_age.hpp"

namespace ec2plan {
namespace {

/// Widens a stretch of days, where "" is none.
void widen(std::string& oldest, std::string& newest, std::string const& date) {
  if (date.empty()) return;
  if (oldest.empty() || date < oldest) oldest = date;
  newest = std::max(newest, date);
}

bool same_offer(ListedPrice const& one, ListedPrice const& other) {
  return one.instance_type == other.instance_type && one.price.region == other.price.region &&
         one.price.purchase == other.price.purchase;
}

/// Assumes: prices are sorted by type, region, purchase and since.
void count_current(Catalog const& catalog, PriceSurvey& result) {
  auto const asked = asking_day(catalog);
  auto const& prices = catalog.prices;
  for (std::size_t i = 0; i < prices.size(); ++i) {
    if (prices[i].price.purchase != result.purchase) continue;
    bool const is_last = i + 1 == prices.size() || !same_offer(prices[i], prices[i + 1]);
    result.current += is_last;
    result.lapsed += is_last && !lapsed_by(result.purchase, prices[i].price.as_of, asked).empty();
  }
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
  count_current(catalog, result);
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

constexpr std::string_view usual_region = "us-east-1";

struct TypeGap {
  std::string_view what, text;
  bool (*lacks)(Catalog const& catalog, InstanceType const& type);
};

bool has_price(Catalog const& catalog, InstanceType const& type) {
  return std::ranges::find(catalog.prices, type.name, &ListedPrice::instance_type) !=
         catalog.prices.end();
}

bool lacks_usual_price(Catalog const& catalog, InstanceType const& type) {
  if (!type.regions || std::ranges::find(*type.regions, usual_region) == type.regions->end())
    return false;
  return !price_of(catalog, type.name, usual_region, Purchase::on_demand);
}

constexpr TypeGap type_gaps[] = {
    {"type_without_price", "types on offer without any price",
     [](Catalog const& catalog, InstanceType const& type) { return !has_price(catalog, type); }},
    {"type_without_us_east_1_on_demand",
     "types offered in us-east-1 without an on-demand price there", lacks_usual_price},
    {"efa_version_unknown", "types whose EFA version is not known",
     [](Catalog const&, InstanceType const& type) { return type.efa && type.efa->version == 0; }},
    {"efa_interfaces_unknown", "types whose EFA interfaces are not known",
     [](Catalog const&, InstanceType const& type) {
       return type.efa && type.efa->interfaces == 0;
     }},
    {"link_not_recorded", "types of which is not known what joins their accelerators",
     [](Catalog const&, InstanceType const& type) { return !linked(type); }},
    {"regions_not_recorded", "types whose regions are not recorded",
     [](Catalog const&, InstanceType const& type) { return !type.regions; }},
    {"announcement_not_recorded", "types whose day of announcement is not recorded",
     [](Catalog const&, InstanceType const& type) { return !type.since; }},
};

Gap types_lacking(Catalog const& catalog, TypeGap const& asked) {
  Gap gap{.what = std::string(asked.what), .text = std::string(asked.text)};
  for (auto const& type : catalog.instances)
    if (!is_retired(catalog, type) && asked.lacks(catalog, type)) gap.names.push_back(type.name);
  return gap;
}

Gap parts_without_rate(Catalog const& catalog) {
  Gap gap{.what = "accelerator_without_dense_rate",
          .text = "accelerators without a dense rate in 16 bit"};
  for (auto const& part : catalog.accelerators)
    if (!part.bf16 && !part.fp16) gap.names.push_back(part.id);
  return gap;
}

Gap kinds_without_price(Catalog const& catalog) {
  Gap gap{.what = "purchase_without_price", .text = "kinds of purchase without any price"};
  for (Purchase const purchase : every_purchase) {
    auto const is_kind = [&](ListedPrice const& one) { return one.price.purchase == purchase; };
    if (std::ranges::none_of(catalog.prices, is_kind))
      gap.names.emplace_back(purchase_name(purchase));
  }
  return gap;
}

/// What the catalog lacks for the types on offer; only gaps that have names.
std::vector<Gap> gaps(Catalog const& catalog) {
  std::vector<Gap> all;
  all.push_back(kinds_without_price(catalog));
  for (auto const& asked : type_gaps)
    all.push_back(types_lacking(catalog, asked));
  all.push_back(parts_without_rate(catalog));
  std::erase_if(all, [](Gap const& gap) { return gap.names.empty(); });
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
  result.missing = gaps(catalog);
  return result;
}

}  // namespace ec2plan
