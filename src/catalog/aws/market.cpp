#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "catalog/aws/aws_document.hpp"
#include "catalog/layers.hpp"
#include "ec2plan/units/format.hpp"

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

void take_offering(JsonValue const& record, Catalog const& catalog, Findings& findings) {
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
              [&](JsonValue const& record) { take_offering(record, catalog, findings); });
}

namespace {

/// Whether Linux runs at this price; in the days of EC2-Classic a VPC had a name of its own.
bool is_linux(std::string_view product) {
  return product == "Linux/UNIX" || product == "Linux/UNIX (Amazon VPC)";
}

struct Lowest {
  double usd_per_hour = 0;
  std::string since{};
};

/// What a region asks is the lowest of its zones' newest prices.
std::vector<ListedPrice> regional(
    std::map<std::pair<std::string, std::string>, SpotEvent> const& events) {
  std::map<std::pair<std::string, std::string>, Lowest> regions;
  for (auto const& [place, event] : events) {
    auto const [lowest, is_new] = regions.try_emplace({place.first, event.region});
    if (is_new || event.usd_per_hour < lowest->second.usd_per_hour)
      lowest->second = {event.usd_per_hour, event.time.substr(0, 10)};
  }
  std::vector<ListedPrice> prices;
  for (auto const& [place, lowest] : regions) {
    prices.push_back({.instance_type = place.first, .since = lowest.since});
    prices.back().price.purchase = Purchase::spot;
    prices.back().price.region = place.second;
    prices.back().price.per_instance = lowest.usd_per_hour * dollar / hour;
  }
  return prices;
}

/// Whether no history holds both. VPC and EC2-Classic had prices of their own.
bool contradicts(SpotEvent const& one, SpotEvent const& other) {
  return one.time == other.time && one.product == other.product &&
         one.usd_per_hour != other.usd_per_hour;
}

void take_spot_price(JsonValue const& record, Catalog const& catalog, Findings& findings) {
  auto const type = record.at("InstanceType"), zone = record.at("AvailabilityZone");
  auto const product = record.at("ProductDescription");
  auto const price = record.at("SpotPrice"), time = record.at("Timestamp");
  std::string const& name = type_name_of(type);
  auto const region = region_of_zone(zone, catalog);
  SpotEvent event{.time = utc_time_of(time),
                  .usd_per_hour = dollars_of(price),
                  .product = product.text(),
                  .region = region};
  expect_past(time, findings);
  findings.as_of = std::max(findings.as_of, event.time.substr(0, 10));
  if (!is_linux(product.text()))
    return skip(findings, "the operating system is not Linux",
                name + ", " + region + ", " + product.text());
  if (find_instance(catalog, name) == nullptr)
    return skip(findings, "the catalog has no such type", name + ", " + region);
  auto& sold = findings.sold[{name, region}];
  sold = std::max(sold, event.time.substr(0, 10));
  auto const [newest, is_new] = findings.spot.try_emplace({name, zone.text()}, event);
  if (!is_new && contradicts(newest->second, event))
    price.refuse("is another price of the same type, zone and time: " +
                     number_text(newest->second.usd_per_hour) + " stands before it",
                 "one price at a time");
  if (!is_new && newest->second.time < event.time) newest->second = std::move(event);
}

}  // namespace

void read_spot_history(ByteSource const& source, Catalog const& catalog, Findings& findings) {
  each_record(source, ImportKind::spot_history, "SpotPriceHistory", findings,
              [&](JsonValue const& record) { take_spot_price(record, catalog, findings); });
  findings.prices = regional(findings.spot);
}

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

void take_block(JsonValue const& record, Catalog const& catalog, Findings& findings) {
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
              [&](JsonValue const& record) { take_block(record, catalog, findings); });
}

}  // namespace ec2plan::catalog
