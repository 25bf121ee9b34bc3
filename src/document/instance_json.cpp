#include "document/catalog_json.hpp"

#include "ec2plan/document/instances.hpp"

namespace ec2plan::documents {
namespace {

Json tflops(std::optional<FlopRate> const& rate) {
  return rate ? number(*rate / (tera * flop / second)) : Json(nullptr);
}

Json link_json(std::optional<Link> const& link) {
  if (!link) return nullptr;
  return {{"kind", link->kind},
          {"gb_per_s_per_direction", number(link->per_direction / (gigabyte / second))}};
}

Json efa_json(std::optional<Efa> const& efa) {
  if (!efa) return nullptr;
  auto const known = [](int count) { return count > 0 ? Json(count) : Json(nullptr); };
  return {{"version", known(efa->version)}, {"interfaces", known(efa->interfaces)}};
}

double hourly(Price const& price) { return price.per_instance / (dollar / hour); }

/// "usd_per_instance_hour.on_demand" and its kin, in one region.
Json prices_in(InstanceRow const& row, std::string const& region) {
  Json json = Json::object();
  for (auto const purchase : every_purchase) {
    std::string key{purchase_name(purchase)};
    for (auto& letter : key)
      if (letter == '-') letter = '_';
    json[key] = nullptr;
    for (auto const& price : row.prices)
      if (price.region == region && price.purchase == purchase) json[key] = number(hourly(price));
  }
  return json;
}

Json all_prices(InstanceRow const& row) {
  Json json = Json::array();
  for (auto const& price : row.prices)
    json.push_back({{"region", price.region},
                    {"purchase", purchase_name(price.purchase)},
                    {"usd_per_instance_hour", number(hourly(price))},
                    {"usd_per_accelerator_hour", number(hourly(price) / row.type.accelerators)},
                    {"as_of", text_or_null(price.as_of)},
                    {"source", text_or_null(price.source)}});
  return json;
}

void add_accelerator(Json& json, InstanceType const& type) {
  Accelerator const& part = type.accelerator;
  json["accelerator"] = part.id;
  json["accelerator_name"] = part.name;
  json["vendor"] = part.vendor;
  json["accelerators"] = type.accelerators;
  json["devices"] = devices(type);
  json["memory_gib_per_accelerator"] = number(part.memory / gibibyte);
  json["memory_gib"] = number(type.accelerators * part.memory / gibibyte);
  json["memory_bandwidth_gb_per_s"] =
      part.memory_bandwidth ? number(*part.memory_bandwidth / (gigabyte / second)) : Json(nullptr);
  json["dense_16bit_tflops_per_s"] = tflops(dense_16bit(part));
  json["bf16_tflops_per_s"] = tflops(part.bf16);
  json["fp16_tflops_per_s"] = tflops(part.fp16);
  json["fp8_tflops_per_s"] = tflops(part.fp8);
}

void add_host(Json& json, InstanceType const& type) {
  json["link"] = link_json(type.link);
  json["efa"] = efa_json(type.efa);
  json["network_gbps"] = number(type.network / (gigabit / second));
  json["network_burst"] = type.network_burst;
  json["vcpus"] = type.vcpus;
  json["host_memory_gib"] = number(type.host_memory / gibibyte);
  json["nvme_gb"] = number(type.nvme / gigabyte);
  json["vcpu_quota_name"] = text_or_null(type.quota);
  json["regions"] = type.regions ? Json(*type.regions) : Json(nullptr);
  json["retired"] = type.retired ? Json(*type.retired) : Json(nullptr);
}

/// The lowest price that was asked for, and all of its region; of the first region asked for where
/// there is none.
void add_lowest_price(Json& json, InstanceRow const& row, AskedPrice const& asked) {
  auto const lowest = lowest_price(row, asked);
  json["price_region"] = lowest ? Json(lowest->price.region) : Json(nullptr);
  json["price_purchase"] = lowest ? Json(purchase_name(lowest->price.purchase)) : Json(nullptr);
  json["price_as_of"] = lowest ? text_or_null(lowest->price.as_of) : Json(nullptr);
  json["usd_per_hour"] = lowest ? number(hourly(lowest->price)) : Json(nullptr);
  json["usd_per_accelerator_hour"] =
      lowest ? number(lowest->per_accelerator / (dollar / hour)) : Json(nullptr);
  json["usd_per_petaflop_hour"] = lowest && lowest->per_petaflop
                                      ? number(*lowest->per_petaflop / (dollar / hour))
                                      : Json(nullptr);
  std::string const first = asked.regions.empty() ? "" : asked.regions.front();
  json["usd_per_instance_hour"] = prices_in(row, lowest ? lowest->price.region : first);
}

}  // namespace

Json instance_json(InstanceRow const& row, AskedPrice const& asked) {
  Json json = {{"instance_type", row.type.name}};
  add_accelerator(json, row.type);
  add_host(json, row.type);
  add_lowest_price(json, row, asked);
  json["prices"] = all_prices(row);
  return json;
}

}  // namespace ec2plan::documents
