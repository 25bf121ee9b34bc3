#include <array>
#include <string_view>

#include "catalog/aws/aws_document.hpp"
#include "catalog/records.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::array<std::string_view, 4> kinds{"region", "availability-zone",
                                                "availability-zone-id", "outpost"};

/// The region of a place; empty: it does not say.
std::string region_at(JsonValue const& location, std::string_view kind, Catalog const& catalog) {
  if (kind == "availability-zone") return region_of_zone(location, catalog);
  if (kind != "region") return {};
  std::string const& name = region_of(location);
  if (name.size() > longest_name)
    location.refuse("is no region", "a region such as \"us-east-1\"",
                    "import the file as AWS printed it");
  return name;
}

void take(JsonValue const& record, Catalog const& catalog, Findings& findings) {
  auto const type = record.at("InstanceType"), kind = record.at("LocationType");
  auto const location = record.at("Location");
  std::string const& name = type_name_of(type);
  std::string const& place = kind.choice(kinds);
  auto const region = region_at(location, place, catalog);
  if (region.empty())
    return skip(findings, "its place is an " + place + ": ask with --location-type region",
                name + ", " + location.text());
  auto& types = findings.offered[region];  // the region was asked for, whatever it offers
  if (find_instance(catalog, name) == nullptr)
    return skip(findings, "the catalog has no such type", name + ", " + region);
  types.insert(name);
}

}  // namespace

void read_offerings(ByteSource const& source, Catalog const& catalog, Findings& findings) {
  each_record(source, ImportKind::offerings, "InstanceTypeOfferings", findings,
              [&](JsonValue const& record) { take(record, catalog, findings); });
}

}  // namespace ec2plan::catalog
