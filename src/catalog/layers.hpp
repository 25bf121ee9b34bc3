#pragma once

#include <cmath>
#include <optional>
#include <span>

#include "catalog/json_value.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/units/format.hpp"

/// What each kind of record holds: its fields, the range of each, where its value goes and how it
/// is told. The fields are those of data/schemas/catalog.schema.json.
namespace ec2plan::catalog {

std::span<Field<Source> const> source_fields();
std::span<Field<Accelerator> const> accelerator_fields();
std::span<Field<InstanceType> const> instance_fields();
std::span<Field<ListedPrice> const> price_fields();
std::span<Field<ModelEntry> const> model_fields();
std::span<Field<AssumptionEntry> const> assumption_fields();

/// The texts of facts.
inline std::string told(std::string const& text) { return text; }
inline std::string told(bool value) { return value ? "true" : "false"; }
inline std::string told(int value) { return number_text(value); }
inline std::string told(double value) { return number_text(value); }

inline std::string told(std::vector<std::string> const& texts) {
  std::string all;
  for (auto const& text : texts)
    all += (all.empty() ? "" : ", ") + text;
  return all;
}

template <typename Value>
std::string told(std::optional<Value> const& value) {
  return value ? told(*value) : std::string();
}

/// A quantity in the unit of its field, without the noise of the last bits.
template <typename Quantity>
std::string told_in(Quantity unit, Quantity quantity) {
  constexpr double grain = 1e6;
  return number_text(std::round(quantity / unit * grain) / grain);
}

template <typename Quantity>
std::string told_in(Quantity unit, std::optional<Quantity> const& quantity) {
  return quantity ? told_in(unit, *quantity) : std::string();
}

/// A field that is read elsewhere: `sources`, `notes`.
template <typename Record>
void read_elsewhere(JsonValue const&, Record&) {}

/// A region, Local Zone or Wavelength Zone: "us-east-1", "us-west-2-lax-1".
std::string const& region_of(JsonValue const& value);
bool is_region(std::string_view text);

/// How the sections of one file are laid over what was read before it.

/// A file of the catalog: built in, or the user's.
struct Layer {
  std::string file;
  bool overlay = false;
  std::string sha256{};
  Json json{};
};

// Each takes one section of a layer and throws InputError of kind file. Assumes: what a section
// refers to was laid before: sources, accelerators, instances, prices, models, assumptions, snap.
void lay_sources(JsonValue const& section, Layer const& layer, Catalog& catalog);
void lay_accelerators(JsonValue const& section, Layer const& layer, Catalog& catalog);
void lay_instances(JsonValue const& section, Layer const& layer, Catalog& catalog);
void lay_prices(JsonValue const& section, Layer const& layer, Catalog& catalog);
void lay_models(JsonValue const& section, Layer const& layer, Catalog& catalog);
void lay_assumptions(JsonValue const& section, Layer const& layer, Catalog& catalog);
void lay_snap(JsonValue const& section, Layer const& layer, Catalog& catalog);

/// Refuses a list of source keys ("SMI; MLE") of which one is unknown.
void expect_sources(JsonValue const& keys, Catalog const& catalog);

/// The key of the source that an overlay is, made when it is first needed.
std::string const& overlay_source(Layer const& layer, Catalog& catalog);

/// What the record says of itself, under "instances/p4d.24xlarge": a source for each field, notes.
void lay_provenance(JsonValue const& record, std::string const& name,
                    std::span<std::string_view const> fields, Layer const& layer, Catalog& catalog);

/// The key of a record: a name in lower case, that the section has not named before. `seen` is
/// sorted.
std::string const& new_key(JsonValue const& record, std::string_view field,
                           std::vector<std::string_view>& seen);

/// Lays a section's records over those known, which are sorted by key. `check(value, record)` sees
/// each when it is merged.
template <typename Record, typename KeyOf, typename Check>
void lay_records(JsonValue const& section, std::string_view key_field, KeyOf key_of,
                 std::span<Field<Record> const> fields, std::vector<Record>& records, Check check) {
  std::vector<std::string_view> seen;
  section.each_element([&](JsonValue const& value) {
    std::string const& key = new_key(value, key_field, seen);
    auto place = std::lower_bound(
        records.begin(), records.end(), key,
        [&](Record const& record, std::string const& wanted) { return key_of(record) < wanted; });
    if (place == records.end() || key_of(*place) != key) {
      expect_complete(value, fields);
      place = records.insert(place, Record{});
    }
    read_fields(value, fields, *place);
    check(value, *place);
  });
}

}  // namespace ec2plan::catalog
