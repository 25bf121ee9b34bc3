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

}  // namespace ec2plan::catalog
