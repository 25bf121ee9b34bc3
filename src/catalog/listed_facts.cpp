#include "catalog/listed_facts.hpp"

#include <cmath>

#include "ec2plan/units/format.hpp"

namespace ec2plan::catalog {
namespace {

/// In the unit of its field, without the noise of the last bits.
template <typename Quantity>
std::string amount(Quantity quantity, Quantity unit) {
  constexpr double grain = 1e6;
  return number_text(std::round(quantity / unit * grain) / grain);
}

template <typename Quantity>
std::string amount(std::optional<Quantity> const& quantity, Quantity unit) {
  return quantity ? amount(*quantity, unit) : std::string();
}

std::string count(int value) { return value > 0 ? number_text(value) : std::string(); }

std::string count(std::optional<double> const& value) {
  return value ? number_text(*value) : std::string();
}

std::string count(std::optional<int> const& value) {
  return value ? number_text(*value) : std::string();
}

std::string truth(bool value) { return value ? "true" : "false"; }

std::string link_text(std::optional<Link> const& link) {
  if (!link) return "none";
  return link->kind + ", " + amount(link->per_direction, gigabyte / second) + " GB/s one way";
}

std::string efa_text(std::optional<Efa> const& efa) {
  if (!efa) return "none";
  auto const known = [](int value) { return value > 0 ? number_text(value) : std::string("?"); };
  return "v" + known(efa->version) + " x " + known(efa->interfaces);
}

}  // namespace

ListedFacts listed_facts(InstanceType const& type) {
  return {{"accelerator", type.accelerator.id},
          {"accelerators", count(type.accelerators)},
          {"link", link_text(type.link)},
          {"efa", efa_text(type.efa)},
          {"network_gbps", amount(type.network, gigabit / second)},
          {"network_burst", truth(type.network_burst)},
          {"vcpus", count(type.vcpus)},
          {"host_memory_gib", amount(type.host_memory, 1 * gibibyte)},
          {"nvme_gb", amount(type.nvme, 1 * gigabyte)},
          {"quota", type.quota},
          {"spot_quota", type.spot_quota},
          {"since", type.since.value_or("")}};
}

ListedFacts listed_facts(Accelerator const& part) {
  return {{"name", part.name},
          {"vendor", part.vendor},
          {"ec2_name", part.ec2_name},
          {"memory_mib", amount(part.memory, 1 * mebibyte)},
          {"ec2_memory_mib", amount(part.ec2_memory, 1 * mebibyte)},
          {"memory_bandwidth_gb_per_s", amount(part.memory_bandwidth, gigabyte / second)},
          {"dense_tflops_per_s/bf16", amount(part.bf16, tera * flop / second)},
          {"dense_tflops_per_s/fp16", amount(part.fp16, tera * flop / second)},
          {"dense_tflops_per_s/fp8", amount(part.fp8, tera * flop / second)},
          {"link", link_text(part.link)},
          {"devices", count(part.devices)}};
}

ListedFacts listed_facts(ModelEntry const& model) {
  auto const& shape = model.shape;
  return {{"layers", count(shape.layers)},
          {"hidden", count(shape.hidden)},
          {"heads", count(shape.heads)},
          {"kv_heads", count(shape.kv_heads)},
          {"head_dim", count(shape.head_dim)},
          {"feed_forward", count(shape.feed_forward)},
          {"vocabulary", count(shape.vocabulary)},
          {"published_parameters", count(model.published_parameters)},
          {"stated_parameters", count(model.stated_parameters)},
          {"sequence_length", count(model.sequence_length)},
          {"global_batch", count(model.global_batch)},
          {"training_tokens", count(model.training_tokens)}};
}

ListedFacts listed_facts(AssumptionEntry const& entry) {
  return {{"value", number_text(entry.value)}, {"unit", entry.unit}, {"basis", entry.basis}};
}

}  // namespace ec2plan::catalog
