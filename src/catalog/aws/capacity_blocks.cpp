#include <algorithm>
#include <cmath>

#include "catalog/aws/aws_document.hpp"

namespace ec2plan::catalog {
namespace {

/// What a block is sold by: instances, or whole UltraServers.
struct Sold {
  std::string name{};
  int count = 0;
};

Sold sold_in(JsonValue const& record) {
  bool const whole = record.find("UltraserverType").has_value();
  auto const name = record.at(whole ? "UltraserverType" : "InstanceType");
  auto const count = record.at(whole ? "UltraserverCount" : "InstanceCount");
  return {.name = type_name_of(name), .count = count.integer(1, 100'000)};
}

double hours_in(JsonValue const& record) {
  double const hours =
      record.find_integer("CapacityBlockDurationHours", 0, 100'000).value_or(0) +
      record.find_integer("CapacityBlockDurationMinutes", 0, 59).value_or(0) / 60.0;
  if (hours <= 0) record.refuse("has no duration", "CapacityBlockDurationHours above 0");
  return hours;
}

/// The fee is in whole cents: more digits than these would be noise.
double rounded(double usd_per_hour) { return std::round(usd_per_hour * 1e6) / 1e6; }

/// Keeps the lowest price of each type and region.
void keep_lowest(ListedPrice found, Findings& findings) {
  auto const known = std::ranges::find_if(findings.prices, [&](ListedPrice const& other) {
    return other.instance_type == found.instance_type && other.price.region == found.price.region;
  });
  if (known == findings.prices.end())
    findings.prices.push_back(std::move(found));
  else if (found.price.per_instance < known->price.per_instance)
    *known = std::move(found);
}

void take(JsonValue const& record, Catalog const& catalog, Findings& findings) {
  auto const sold = sold_in(record);
  auto const zone = record.at("AvailabilityZone"), fee = record.at("UpfrontFee");
  auto const currency = record.at("CurrencyCode");
  auto const region = region_of_zone(zone, catalog);
  std::string const subject = sold.name + ", " + region;
  double const price = rounded(dollars_of(fee) / (sold.count * hours_in(record)));
  if (currency.text() != "USD")
    return skip(findings, "the currency is not USD", subject + ", " + currency.text());
  if (record.find("Tenancy") && record.at("Tenancy").text() != "default")
    return skip(findings, "the tenancy is dedicated", subject);
  if (find_instance(catalog, sold.name) == nullptr)
    return skip(findings, "the catalog has no such type", subject);
  findings.sold[{sold.name, region}];  // on the day on which AWS was asked
  ListedPrice found{.instance_type = sold.name};
  found.price.purchase = Purchase::capacity_block;
  found.price.region = region;
  found.price.per_instance = price * dollar / hour;
  keep_lowest(std::move(found), findings);
}

}  // namespace

/// StartDate lies ahead: the price is of the day on which AWS was asked.
void read_capacity_blocks(ByteSource const& source, Catalog const& catalog, Findings& findings) {
  each_record(source, ImportKind::capacity_blocks, "CapacityBlockOfferings", findings,
              [&](JsonValue const& record) { take(record, catalog, findings); });
}

}  // namespace ec2plan::catalog
