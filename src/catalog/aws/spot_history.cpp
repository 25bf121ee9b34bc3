#include <algorithm>

#include "catalog/aws/aws_document.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
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

void take(JsonValue const& record, Catalog const& catalog, Findings& findings) {
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
              [&](JsonValue const& record) { take(record, catalog, findings); });
  findings.prices = regional(findings.spot);
}

}  // namespace ec2plan::catalog
