#include "tests/support/catalogs.hpp"

#include <algorithm>
#include <tuple>

namespace ec2plan::testing {
namespace {

FlopRate tflops(double value) { return value * tera * flop / second; }

Accelerator h100() {
  Accelerator part{.id = "h100-80gb", .name = "NVIDIA H100", .vendor = "NVIDIA"};
  part.memory = 81920 * mebibyte;
  part.bf16 = tflops(989.4);
  part.fp16 = tflops(989.4);
  part.fp8 = tflops(1978.9);
  return part;
}

Accelerator v100() {
  Accelerator part{.id = "v100-16gb", .name = "NVIDIA V100", .vendor = "NVIDIA"};
  part.memory = 16384 * mebibyte;
  part.fp16 = tflops(125);
  return part;
}

InstanceType p5(std::string name, int accelerators, int interfaces) {
  InstanceType type{.name = std::move(name), .accelerator = h100(), .accelerators = accelerators};
  type.link = Link{.kind = "NVSwitch", .per_direction = 450.0 * gigabyte / second};
  type.efa = Efa{.version = 2, .interfaces = interfaces};
  type.network = interfaces * 100.0 * gigabit / second;
  type.vcpus = 24 * accelerators;
  type.regions = std::vector<std::string>{"eu-north-1", "us-east-1", "us-east-2"};
  type.since = "2023-07-26";
  return type;
}

InstanceType p3() {
  InstanceType type{.name = "p3.2xlarge", .accelerator = v100()};
  type.network = 10.0 * gigabit / second;
  type.network_burst = true;
  type.vcpus = 8;
  type.regions = std::vector<std::string>{};
  type.since = "2017-10-25";
  type.retired = "2026-04";
  return type;
}

void add_prices(Catalog& catalog) {
  auto const add = [&](std::string type, std::string region, Purchase purchase, double usd,
                       std::string since, std::string as_of) {
    catalog.prices.push_back(listed(std::move(type), std::move(region), purchase, usd,
                                    std::move(since), std::move(as_of)));
  };
  add("p3.2xlarge", "us-east-1", Purchase::on_demand, 3.06, "2022-10-17", "2026-07-20");
  add("p5.4xlarge", "us-east-1", Purchase::on_demand, 6.88, "2025-08-25", "2026-07-20");
  add("p5.48xlarge", "us-east-1", Purchase::on_demand, 98.32, "2023-08-08", "2025-04-28");
  add("p5.48xlarge", "us-east-1", Purchase::on_demand, 55.04, "2025-06-23", "2026-07-20");
  add("p5.48xlarge", "us-east-1", Purchase::spot, 16.95, "2025-12-21", "2025-12-21");
  add("p5.48xlarge", "us-east-1", Purchase::reserved_1yr, 33.9, "2026-01-21", "2026-01-21");
  add("p5.48xlarge", "us-east-1", Purchase::capacity_block, 41.528, "2026-07-20", "2026-07-20");
  add("p5.48xlarge", "us-east-2", Purchase::on_demand, 55.04, "2026-01-21", "2026-01-21");
  add("p5.48xlarge", "eu-north-1", Purchase::on_demand, 66.05, "2026-01-21", "2026-01-21");
  for (auto& price : catalog.prices)
    price.price.source = price.price.region == "us-east-1" ? "LIST" : "COPY";
  sort_prices(catalog);
}

}  // namespace

ListedPrice listed(std::string type, std::string region, Purchase purchase, double usd,
                   std::string since, std::string as_of) {
  ListedPrice price{.instance_type = std::move(type)};
  price.since = std::move(since);
  price.price.purchase = purchase;
  price.price.region = std::move(region);
  price.price.per_instance = usd * dollar / hour;
  price.price.as_of = std::move(as_of);
  price.price.source = "LIST";
  return price;
}

void sort_prices(Catalog& catalog) {
  std::ranges::sort(catalog.prices, [](ListedPrice const& left, ListedPrice const& right) {
    auto const key = [](ListedPrice const& one) {
      return std::tie(one.instance_type, one.price.region, one.price.purchase, one.since);
    };
    return key(left) < key(right);
  });
}

void add_price(Catalog& catalog, ListedPrice price) {
  catalog.prices.push_back(std::move(price));
  sort_prices(catalog);
}

Catalog small_catalog() {
  Catalog catalog{.version = "2026-07-20", .as_of = "2026-07-20", .sha256 = std::string(64, 'a')};
  catalog.accelerators = {h100(), v100()};
  catalog.instances = {p3(), p5("p5.48xlarge", 8, 32), p5("p5.4xlarge", 1, 1)};
  catalog.instances.back().since = "2025-08-12";
  catalog.instances.back().vcpus = 16;
  catalog.sources["LIST"] = {.key = "LIST", .date = "2026-07-20", .kind = "primary"};
  catalog.sources["COPY"] = {.key = "COPY", .date = "2026-01", .kind = "second-hand"};
  catalog.field_sources["instances/p5.48xlarge/vcpus"] = "LIST; COPY";
  catalog.stated["instances/p5.48xlarge/memory_total_mib"] = 655360;
  catalog.stated["accelerators/h100-80gb/best_matmul_tflops_per_s/bf16"] = 794.5;
  catalog.stated["accelerators/h100-80gb/best_matmul_tflops_per_s/fp8"] = 1402.6;
  catalog.assumptions = {
      {.key = "tie_chance", .value = 0.02, .basis = "guess"},
      {.key = "usable_memory", .value = 0.95, .basis = "fact", .source = "LIST"}};
  add_prices(catalog);
  return catalog;
}

}  // namespace ec2plan::testing
