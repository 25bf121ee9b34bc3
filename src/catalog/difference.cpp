#include "ec2plan/catalog/difference.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <tuple>

#include "catalog/layers.hpp"
#include "ec2plan/catalog/history.hpp"
#include "ec2plan/catalog/price_age.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

constexpr std::array<std::string_view, 11> names{"price_moved",  "type_added",   "type_retired",
                                                 "type_removed", "region_added", "region_removed",
                                                 "fact_changed", "record_added", "record_removed",
                                                 "price_added",  "price_removed"};

constexpr double rounding = 1e-6;  // sources keep five or six decimals of a price

using PriceKey = std::tuple<std::string_view, std::string_view, Purchase>;

/// The newest price of each key.
std::map<PriceKey, ListedPrice const*> newest(Catalog const& catalog) {
  std::map<PriceKey, ListedPrice const*> table;
  for (auto const& listed : catalog.prices) {
    auto& place = table[{listed.instance_type, listed.price.region, listed.price.purchase}];
    if (place == nullptr || listed.since > place->since) place = &listed;
  }
  return table;
}

Change about_type(ChangeKind kind, std::string const& type) {
  return {.kind = kind, .record = "instances/" + type, .instance_type = type};
}

struct Sides {
  Catalog const& before;
  Catalog const& after;
};

std::string lapsed_in(Catalog const& catalog, Price const& price) {
  return lapsed_by(price.purchase, price.as_of, asking_day(catalog));
}

Change about_price(Sides const& sides, ChangeKind kind, ListedPrice const* before,
                   ListedPrice const* after) {
  ListedPrice const& either = after != nullptr ? *after : *before;
  Change change = about_type(kind, either.instance_type);
  change.region = either.price.region;
  change.purchase = either.price.purchase;
  change.record = "prices/" + change.instance_type + "/" + change.region + "/" +
                  std::string(purchase_name(either.price.purchase));
  if (before != nullptr) {
    change.price_before = before->price.per_instance;
    change.date_before = before->price.as_of;
    change.lapsed_before = lapsed_in(sides.before, before->price);
  }
  if (after != nullptr) {
    change.price_after = after->price.per_instance;
    change.date_after = after->price.as_of;
    change.lapsed_after = lapsed_in(sides.after, after->price);
  }
  return change;
}

bool is_same_price(ListedPrice const& before, ListedPrice const& after) {
  return std::abs(after.price.per_instance / before.price.per_instance - 1) <= rounding;
}

void compare_prices(Sides const& sides, std::vector<Change>& changes) {
  auto const old_prices = newest(sides.before), new_prices = newest(sides.after);
  for (auto const& [key, listed] : new_prices) {
    auto const old = old_prices.find(key);
    if (old == old_prices.end())
      changes.push_back(about_price(sides, ChangeKind::price_added, nullptr, listed));
    else if (!is_same_price(*old->second, *listed))
      changes.push_back(about_price(sides, ChangeKind::price_moved, old->second, listed));
  }
  for (auto const& [key, listed] : old_prices)
    if (!new_prices.contains(key))
      changes.push_back(about_price(sides, ChangeKind::price_removed, listed, nullptr));
}

template <typename Record>
void compare_facts(Record const& before, Record const& after,
                   std::span<catalog::Field<Record> const> fields, Change const& about,
                   std::vector<Change>& changes) {
  auto const was = catalog::facts_of(&before, fields), is = catalog::facts_of(&after, fields);
  for (std::size_t i = 0; i < is.size(); ++i) {
    if (was[i].second == is[i].second) continue;
    changes.push_back(about);
    changes.back().field = is[i].first;
    changes.back().before = was[i].second;
    changes.back().after = is[i].second;
  }
}

std::string regions_text(InstanceType const& type) {
  return type.regions ? integer_text(type.regions->size()) + " recorded" : std::string();
}

void add_regions(InstanceType const& with, InstanceType const& without, ChangeKind kind,
                 std::vector<Change>& changes) {
  for (auto const& region : *with.regions) {
    if (std::ranges::find(*without.regions, region) != without.regions->end()) continue;
    changes.push_back(about_type(kind, with.name));
    changes.back().region = region;
  }
}

/// Where a type is offered. Assumes: it is retired in both or in neither.
void compare_regions(InstanceType const& before, InstanceType const& after,
                     std::vector<Change>& changes) {
  if (before.regions && after.regions) {
    add_regions(after, before, ChangeKind::region_added, changes);
    add_regions(before, after, ChangeKind::region_removed, changes);
  } else if (before.regions || after.regions) {
    changes.push_back(about_type(ChangeKind::fact_changed, after.name));
    changes.back().field = "regions";
    changes.back().before = regions_text(before);
    changes.back().after = regions_text(after);
  }
}

/// A day of retirement that moved, was taken back, or is still to come.
void compare_retirement(InstanceType const& before, InstanceType const& after,
                        std::vector<Change>& changes) {
  if (before.retired == after.retired) return;
  changes.push_back(about_type(ChangeKind::fact_changed, after.name));
  changes.back().field = "retired";
  changes.back().before = before.retired.value_or("");
  changes.back().after = after.retired.value_or("");
}

void compare_type(Sides const& sides, InstanceType const& before, InstanceType const& after,
                  std::vector<Change>& changes) {
  bool const was_gone = is_retired(sides.before, before), gone = is_retired(sides.after, after);
  if (gone && !was_gone) {
    changes.push_back(about_type(ChangeKind::type_retired, after.name));
    changes.back().after = *after.retired;
  } else {
    compare_retirement(before, after, changes);
    compare_regions(before, after, changes);
  }
  compare_facts(before, after, catalog::instance_fields(),
                about_type(ChangeKind::fact_changed, after.name), changes);
}

void compare_types(Sides const& sides, std::vector<Change>& changes) {
  for (auto const& type : sides.after.instances) {
    auto const* known = find_instance(sides.before, type.name);
    if (known != nullptr) {
      compare_type(sides, *known, type, changes);
      continue;
    }
    changes.push_back(about_type(ChangeKind::type_added, type.name));
    changes.back().after = type.since.value_or("");
  }
  for (auto const& type : sides.before.instances)
    if (find_instance(sides.after, type.name) == nullptr)
      changes.push_back(about_type(ChangeKind::type_removed, type.name));
}

/// Records that are no types: accelerators, models, assumptions, both lists sorted by key or not.
template <typename Record, typename KeyOf>
void compare_records(std::vector<Record> const& before, std::vector<Record> const& after,
                     std::span<catalog::Field<Record> const> fields, std::string const& section,
                     KeyOf key_of, std::vector<Change>& changes) {
  std::map<std::string, Record const*> known;
  for (auto const& record : before)
    known[key_of(record)] = &record;
  for (auto const& record : after) {
    std::string const name = section + "/" + key_of(record);
    auto const found = known.find(key_of(record));
    if (found == known.end()) {
      changes.push_back({.kind = ChangeKind::record_added, .record = name});
      continue;
    }
    compare_facts(*found->second, record, fields,
                  {.kind = ChangeKind::fact_changed, .record = name}, changes);
    known.erase(found);
  }
  for (auto const& [key, record] : known) {
    std::string name = section;
    changes.push_back(
        {.kind = ChangeKind::record_removed, .record = std::move(name.append("/").append(key))});
  }
}

/// "accelerators/b200" of "accelerators/b200/best_matmul_tflops_per_s/fp8".
std::string record_of(std::string const& path) {
  return path.substr(0, path.find('/', path.find('/') + 1));
}

/// What nothing is computed from, figures and labels, by its place.
std::map<std::string, std::string> stated_of(Catalog const& catalog) {
  std::map<std::string, std::string> texts;
  for (auto const& [path, figure] : catalog.stated)
    texts[path] = number_text(figure);
  for (auto const& [path, notes] : catalog.notes)
    if (path != record_of(path)) texts[path] = notes.front();
  return texts;
}

bool has_record(Catalog const& catalog, std::string const& record) {
  auto const name = record.substr(record.find('/') + 1);
  if (record.starts_with("instances/")) return find_instance(catalog, name) != nullptr;
  return std::ranges::find(catalog.accelerators, name, &Accelerator::id) !=
         catalog.accelerators.end();
}

void compare_stated(Catalog const& before, Catalog const& after, std::vector<Change>& changes) {
  std::map<std::string, std::pair<std::string, std::string>> sides;
  for (auto& [path, text] : stated_of(before))
    sides[path].first = text;
  for (auto& [path, text] : stated_of(after))
    sides[path].second = text;
  for (auto const& [path, texts] : sides) {
    auto const record = record_of(path);
    if (texts.first == texts.second || !has_record(before, record) || !has_record(after, record))
      continue;
    Change change{.kind = ChangeKind::fact_changed, .record = record};
    if (record.starts_with("instances/")) change = about_type(change.kind, record.substr(10));
    change.field = path.substr(record.size() + 1);
    change.before = texts.first;
    change.after = texts.second;
    changes.push_back(std::move(change));
  }
}

/// In millionths: moves that differ by rounding alone are told in the order of their records.
std::int64_t size_of_move(Change const& change) {
  return std::llround(std::abs(price_change(change).value_or(0)) / rounding);
}

bool told_before(Change const& left, Change const& right) {
  if (left.kind != right.kind) return left.kind < right.kind;
  auto const left_size = size_of_move(left), right_size = size_of_move(right);
  if (left_size != right_size) return left_size > right_size;
  return std::tie(left.record, left.region, left.field) <
         std::tie(right.record, right.region, right.field);
}

}  // namespace

std::string_view change_name(ChangeKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<double> price_change(Change const& change) {
  if (!change.price_before || !change.price_after) return {};
  return *change.price_after / *change.price_before - 1;
}

Difference difference(Catalog const& before, Catalog const& after) {
  Difference result;
  auto& changes = result.changes;
  compare_prices({before, after}, changes);
  compare_types({before, after}, changes);
  compare_records(
      before.accelerators, after.accelerators, catalog::accelerator_fields(), "accelerators",
      [](Accelerator const& part) { return part.id; }, changes);
  compare_records(
      before.models, after.models, catalog::model_fields(), "models",
      [](ModelEntry const& model) { return model.shape.name; }, changes);
  compare_records(
      before.assumptions, after.assumptions, catalog::assumption_fields(), "assumptions",
      [](AssumptionEntry const& entry) { return entry.key; }, changes);
  compare_stated(before, after, changes);
  std::ranges::sort(changes, told_before);
  return result;
}

Difference in_regions(Difference difference, std::vector<std::string> const& regions) {
  std::erase_if(difference.changes, [&](Change const& change) {
    return !change.region.empty() && std::ranges::find(regions, change.region) == regions.end();
  });
  return difference;
}

int count_of(Difference const& difference, ChangeKind kind) {
  return static_cast<int>(std::ranges::count(difference.changes, kind, &Change::kind));
}

}  // namespace ec2plan
