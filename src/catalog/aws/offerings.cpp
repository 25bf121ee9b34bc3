#include "catalog/aws/aws_document.hpp"
#include "catalog/records.hpp"

namespace ec2plan::catalog {
namespace {

void take(JsonValue const& record, Catalog const& catalog, Findings& findings) {
  auto const type = required(record, "InstanceType"), kind = required(record, "LocationType");
  auto const location = required(record, "Location");
  std::string const& name = type_name_of(type);
  std::string region;
  if (kind.text() == "region") {
    region = region_of(location);
  } else if (kind.text() == "availability-zone") {
    region = region_of_zone(location, catalog);
  } else {
    return skip(findings, "its place is an " + kind.text() + ": ask with --location-type region",
                name + ", " + location.text());
  }
  auto& types = findings.offered[region];  // the region was asked for, whatever it offers
  if (find_instance(catalog, name) == nullptr)
    return skip(findings, "the catalog has no such type", name + ", " + region);
  types.insert(name);
}

}  // namespace

void read_offerings(ByteSource const& source, Catalog const& catalog, Findings& findings) {
  auto const document = aws_document(source);
  each_record(document, ImportKind::offerings, "InstanceTypeOfferings", findings,
              [&](JsonValue const& record) { take(record, catalog, findings); });
}

}  // namespace ec2plan::catalog
