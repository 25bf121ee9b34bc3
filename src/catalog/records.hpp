#pragma once

#include <span>

#include "catalog/json_value.hpp"
#include "ec2plan/catalog/catalog.hpp"

/// What each kind of record holds: its fields, the range of each, and where its value goes. The
/// fields are those of data/schemas/catalog.schema.json.
namespace ec2plan::catalog {

std::span<Field<Source> const> source_fields();
std::span<Field<Accelerator> const> accelerator_fields();
std::span<Field<InstanceType> const> instance_fields();
std::span<Field<ListedPrice> const> price_fields();
std::span<Field<ModelEntry> const> model_fields();
std::span<Field<AssumptionEntry> const> assumption_fields();

/// A field that is read elsewhere: `sources`, `notes`.
template <typename Record>
void read_elsewhere(JsonValue const&, Record&) {}

/// A region, Local Zone or Wavelength Zone: "us-east-1", "us-west-2-lax-1".
std::string const& region_of(JsonValue const& value);
bool is_region(std::string_view text);

}  // namespace ec2plan::catalog
