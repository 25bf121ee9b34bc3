#include <algorithm>

#include "catalog/assumption_range.hpp"
#include "catalog/layers.hpp"
#include "catalog/records.hpp"
#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {
namespace {

std::string_view key_of(AssumptionEntry const& entry) { return entry.key; }

void check(JsonValue const& value, AssumptionEntry const& entry, Catalog const& catalog) {
  if (value.json().contains("source") && !value.at("source").is_null())
    expect_sources(value.at("source"), catalog);
  auto const range = value_range(entry.key, entry.unit);
  if (!in_range(range, entry.value))
    value.at("value").refuse("is out of range", range_text(range), "correct the value in the file");
}

/// The entry that an overlay changes; one of its own, in the unit of its peers, where an
/// accelerator or an instance type had none.
AssumptionEntry& changed_entry(JsonValue const& value, std::string const& key, Catalog& catalog) {
  auto const* known = known_assumption(catalog, key);
  if (known == nullptr) {
    throw InputError({.where = std::string(value.file()),
                      .path = value.path() + "/key",
                      .value = key,
                      .problem = "is no known assumption",
                      .expected = "the key of an assumption",
                      .fix = key_advice(catalog, key),
                      .kind = InputFault::Kind::file});
  }
  AssumptionEntry fresh{.key = key, .value = 0, .unit = known->unit};
  auto& entries = catalog.assumptions;
  auto const place = std::lower_bound(
      entries.begin(), entries.end(), key,
      [](AssumptionEntry const& entry, std::string const& wanted) { return entry.key < wanted; });
  if (place != entries.end() && place->key == key) return *place;
  return *entries.insert(place, std::move(fresh));
}

void lay_over(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  std::vector<std::string_view> seen;
  section.each_element([&](JsonValue const& value) {
    auto& entry = changed_entry(value, new_key(value, "key", seen), catalog);
    if (!value.json().contains("value")) refuse_missing(value, "value");
    entry.basis = "user";
    entry.source = value.json().contains("source") ? std::string() : overlay_source(layer, catalog);
    read_fields(value, assumption_fields(), entry);
    check(value, entry, catalog);
  });
}

}  // namespace

void lay_assumptions(JsonValue const& section, Layer const& layer, Catalog& catalog) {
  if (layer.overlay) return lay_over(section, layer, catalog);
  lay_records(
      section, "key", key_of, assumption_fields(), catalog.assumptions,
      [&](JsonValue const& value, AssumptionEntry& entry) { check(value, entry, catalog); });
}

}  // namespace ec2plan::catalog
