#include <algorithm>
#include <optional>

#include "catalog/aws/aws_document.hpp"
#include "catalog/aws/network_text.hpp"

namespace ec2plan::catalog {
namespace {

/// Why a type is left out; empty: it is not.
using Reason = std::string_view;

constexpr int most_mib = 2'000'000;  // of one accelerator: the catalog's limit

bool is_listed(JsonValue const& texts, std::string_view wanted) {
  auto const& json = texts.json();
  return std::any_of(json.begin(), json.end(), [&](Json const& text) { return text == wanted; });
}

/// AWS says of its GPUs what they are for.
bool is_for_graphics(JsonValue const& chip) {
  return has(chip, "Workloads") && !is_listed(chip.member("Workloads"), "ml-ai");
}

bool is_fraction(JsonValue const& chip) {
  auto const count = required(chip, "Count");
  if (count.integer(0, 1024) == 0) return true;
  return has(chip, "GpuPartitionSize") && chip.member("GpuPartitionSize").number(0, 1) < 1;
}

void read_chip(JsonValue const& chip, bool neuron, FoundType& found) {
  auto const name = required(chip, "Name"), memory = required(chip, "MemoryInfo");
  auto const size = required(memory, "SizeInMiB");
  found.accelerator_name = name.text();
  found.accelerator_vendor =
      has(chip, "Manufacturer") ? chip.member("Manufacturer").text() : std::string("AWS");
  found.accelerator_memory_mib = size.integer(1, most_mib);
  found.type.accelerators = chip.member("Count").integer(1, 1024);
  found.type.accelerator.memory = found.accelerator_memory_mib * mebibyte;
  if (!neuron || !has(chip, "CoreInfo")) return;
  auto const core_info = chip.member("CoreInfo"), cores = required(core_info, "Count");
  found.type.accelerator.devices = cores.integer(1, 64);
}

Reason read_chips(JsonValue const& list, bool neuron, FoundType& found) {
  list.expect_array();
  if (list.size() != 1) return "its accelerators are of several kinds, or of none";
  auto const chip = list.element(0);
  if (is_fraction(chip)) return "has a fraction of an accelerator";
  if (is_for_graphics(chip)) return "its accelerator is for graphics alone";
  read_chip(chip, neuron, found);
  return {};
}

/// Inferentia stands under NeuronInfo too, so what is for inference is asked first.
Reason read_accelerators(JsonValue const& record, FoundType& found) {
  if (has(record, "InferenceAcceleratorInfo")) return "its accelerator is for inference alone";
  if (has(record, "GpuInfo")) {
    auto const info = record.member("GpuInfo"), list = required(info, "Gpus");
    return read_chips(list, false, found);
  }
  if (has(record, "NeuronInfo")) {
    auto const info = record.member("NeuronInfo"), list = required(info, "NeuronDevices");
    return read_chips(list, true, found);
  }
  return "has no accelerator that trains";
}

Reason read_network(JsonValue const& record, InstanceType& type) {
  auto const info = required(record, "NetworkInfo");
  auto const performance = required(info, "NetworkPerformance");
  auto const network = network_text(performance.text());
  if (!network) return "its network speed is a word, not a figure";
  type.network = network->gigabits_per_second * gigabit / second;
  type.network_burst = network->burst;
  if (!has(info, "EfaSupported") || !info.member("EfaSupported").boolean()) return {};
  type.efa = Efa{};
  if (!has(info, "EfaInfo")) return {};
  auto const efa = info.member("EfaInfo"), interfaces = required(efa, "MaximumEfaInterfaces");
  type.efa->interfaces = interfaces.integer(1, 256);
  return {};
}

void read_host(JsonValue const& record, InstanceType& type) {
  auto const processors = required(record, "VCpuInfo"), memory = required(record, "MemoryInfo");
  auto const count = required(processors, "DefaultVCpus"), size = required(memory, "SizeInMiB");
  type.vcpus = count.integer(1, 100'000);
  type.host_memory = size.number(1024, 1e9) * mebibyte;
  if (!has(record, "InstanceStorageInfo")) return;
  auto const storage = record.member("InstanceStorageInfo");
  auto const total = required(storage, "TotalSizeInGB");
  type.nvme = total.number(0, 1e7) * gigabyte;
}

void take(JsonValue const& record, Findings& findings) {
  FoundType found;
  auto const name = required(record, "InstanceType");
  found.type.name = type_name_of(name);
  auto reason = read_accelerators(record, found);
  if (reason.empty()) reason = read_network(record, found.type);
  if (!reason.empty()) return skip(findings, std::string(reason), found.type.name);
  read_host(record, found.type);
  auto const same = std::ranges::find(findings.types, found.type.name,
                                      [](FoundType const& other) { return other.type.name; });
  if (same != findings.types.end())  // of several files, the last
    *same = std::move(found);
  else
    findings.types.push_back(std::move(found));
}

}  // namespace

void read_instance_types(ByteSource const& source, Catalog const&, Findings& findings) {
  auto const document = aws_document(source);
  each_record(document, ImportKind::instance_types, "InstanceTypes", findings,
              [&](JsonValue const& record) { take(record, findings); });
}

}  // namespace ec2plan::catalog
