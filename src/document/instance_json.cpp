#include "document/catalog_json.hpp"

#include <array>

namespace ec2plan::documents {
namespace {

constexpr std::array purchases{Purchase::on_demand, Purchase::spot, Purchase::reserved_1yr,
                               Purchase::reserved_3yr, Purchase::capacity_block};

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
  for (auto const purchase : purchases) {
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

}  // namespace

Json instance_json(InstanceRow const& row, std::string const& region) {
  Json json = {{"instance_type", row.type.name}};
  add_accelerator(json, row.type);
  add_host(json, row.type);
  json["price_region"] = text_or_null(region);
  json["usd_per_instance_hour"] = prices_in(row, region);
  json["prices"] = all_prices(row);
  return json;
}

}  // namespace ec2plan::documents
