#include <algorithm>
#include <array>

#include "ec2plan/document/instances.hpp"

namespace ec2plan {
namespace {

/// Headers of columns, names of flags, and words for them.
constexpr std::array<FieldName, 45> names{{
    {"type", "instance_type"},
    {"name", "instance_type"},
    {"instance type", "instance_type"},
    {"count", "accelerators"},
    {"maker", "vendor"},
    {"memory", "memory_gib"},
    {"total_accelerator_memory", "memory_gib"},
    {"gib", "memory_gib"},
    {"accelerator_memory", "memory_gib_per_accelerator"},
    {"gib each", "memory_gib_per_accelerator"},
    {"gb/s each", "memory_bandwidth_gb_per_s"},
    {"memory_bandwidth", "memory_bandwidth_gb_per_s"},
    {"tflops", "dense_16bit_tflops_per_s"},
    {"tflop/s", "dense_16bit_tflops_per_s"},
    {"bf16", "bf16_tflops_per_s"},
    {"fp16", "fp16_tflops_per_s"},
    {"fp8", "fp8_tflops_per_s"},
    {"link", "link.gb_per_s_per_direction"},
    {"link gb/s", "link.gb_per_s_per_direction"},
    {"efa", "efa.version"},
    {"efa_version", "efa.version"},
    {"network", "network_gbps"},
    {"gbit/s", "network_gbps"},
    {"vcpu", "vcpus"},
    {"cpus", "vcpus"},
    {"host_memory", "host_memory_gib"},
    {"host gib", "host_memory_gib"},
    {"ram", "host_memory_gib"},
    {"nvme", "nvme_gb"},
    {"nvme gb", "nvme_gb"},
    {"quota", "vcpu_quota_name"},
    {"region", "price_region"},
    {"purchase", "price_purchase"},
    {"date", "price_as_of"},
    {"price", "usd_per_hour"},
    {"cost", "usd_per_hour"},
    {"$/h", "usd_per_hour"},
    {"lowest $/h", "usd_per_hour"},
    {"price_per_accelerator", "usd_per_accelerator_hour"},
    {"$/h each", "usd_per_accelerator_hour"},
    {"lowest each", "usd_per_accelerator_hour"},
    {"price_per_petaflop", "usd_per_petaflop_hour"},
    {"$/pflop-h", "usd_per_petaflop_hour"},
    {"spot", "usd_per_instance_hour.spot"},
    {"on_demand", "usd_per_instance_hour.on_demand"},
}};

/// In lower case and with the dashes of flags as underscores.
std::string as_typed(std::string_view name) {
  std::string text(name.starts_with("--") ? name.substr(2) : name);
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (letter == '-') letter = '_';
  }
  return text;
}

}  // namespace

std::span<FieldName const> instance_field_names() { return names; }

std::string instance_field(std::string_view name) {
  auto text = as_typed(name);
  auto const known = std::find_if(names.begin(), names.end(), [&](FieldName const& each) {
    return text == as_typed(each.typed);
  });
  if (known != names.end()) return std::string(known->field);
  return text;
}

}  // namespace ec2plan
