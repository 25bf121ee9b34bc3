#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "catalog/aws/aws_document.hpp"

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
  return chip.find("Workloads") && !is_listed(chip.at("Workloads"), "ml-ai");
}

bool is_fraction(JsonValue const& chip) {
  if (chip.at("Count").integer(0, 1024) == 0) return true;
  return chip.find_number("GpuPartitionSize", 0, 1).value_or(1) < 1;
}

void read_chip(JsonValue const& chip, bool neuron, FoundType& found) {
  found.accelerator_name = chip.at("Name").text();
  auto const maker = chip.find("Manufacturer");
  found.accelerator_vendor = maker ? maker->text() : "AWS";
  found.accelerator_memory_mib = chip.at("MemoryInfo").at("SizeInMiB").integer(1, most_mib);
  found.type.accelerators = chip.at("Count").integer(1, 1024);
  found.type.accelerator.memory = found.accelerator_memory_mib * mebibyte;
  auto const cores = chip.find("CoreInfo");
  if (neuron && cores) found.type.accelerator.devices = cores->at("Count").integer(1, 64);
}

/// "RTX PRO Server 6000": letters, digits and what joins them. It becomes part of an id.
bool is_name(std::string_view text) {
  auto const is_alnum = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
  };
  return text.size() <= longest_name && is_alnum(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char letter) {
           return is_alnum(letter) ||
                  std::string_view(" -._+/()").find(letter) != std::string_view::npos;
         });
}

Reason read_chips(JsonValue const& list, bool neuron, FoundType& found) {
  list.expect_array();
  if (list.size() != 1) return "its accelerators are of several kinds, or of none";
  auto const chip = list.at(0);
  if (is_fraction(chip)) return "has a fraction of an accelerator";
  if (is_for_graphics(chip)) return "its accelerator is for graphics alone";
  read_chip(chip, neuron, found);
  if (!is_name(found.accelerator_name) || !is_name(found.accelerator_vendor))
    return "the name of its accelerator, or of who makes it, is none";
  return {};
}

/// Inferentia stands under NeuronInfo too, so what is for inference is asked first.
Reason read_accelerators(JsonValue const& record, FoundType& found) {
  if (record.find("InferenceAcceleratorInfo")) return "its accelerator is for inference alone";
  if (auto const info = record.find("GpuInfo")) return read_chips(info->at("Gpus"), false, found);
  if (auto const info = record.find("NeuronInfo"))
    return read_chips(info->at("NeuronDevices"), true, found);
  return "has no accelerator that trains";
}

Reason read_network(JsonValue const& record, InstanceType& type) {
  auto const info = record.at("NetworkInfo");
  auto const network = network_text(info.at("NetworkPerformance").text());
  if (!network) return "its network speed is a word, not a figure";
  type.network = network->gigabits_per_second * gigabit / second;
  type.network_burst = network->burst;
  if (!info.find_boolean("EfaSupported").value_or(false)) return {};
  type.efa = Efa{};
  if (auto const efa = info.find("EfaInfo"))
    type.efa->interfaces = efa->at("MaximumEfaInterfaces").integer(1, 256);
  return {};
}

void read_host(JsonValue const& record, InstanceType& type) {
  type.vcpus = record.at("VCpuInfo").at("DefaultVCpus").integer(1, 100'000);
  type.host_memory = record.at("MemoryInfo").at("SizeInMiB").number(1024, 1e9) * mebibyte;
  if (auto const storage = record.find("InstanceStorageInfo"))
    type.nvme = storage->at("TotalSizeInGB").number(0, 1e7) * gigabyte;
}

/// What a file says of a type: its facts, or why it is left out.
struct Said {
  FoundType found{};
  Reason reason{};
};

using SaidByName = std::map<std::string, Said>;  // of one file

Said said_in(JsonValue const& record) {
  Said said;
  auto const name = record.at("InstanceType");
  said.found.type.name = type_name_of(name);
  said.reason = read_accelerators(record, said.found);
  if (said.reason.empty()) said.reason = read_network(record, said.found.type);
  if (said.reason.empty()) read_host(record, said.found.type);
  return said;
}

bool is_same(Said const& left, Said const& right) {
  auto const accelerators = [](FoundType const& found) {
    return std::tie(found.accelerator_name, found.accelerator_vendor, found.accelerator_memory_mib,
                    found.type.accelerators, found.type.accelerator.devices);
  };
  auto const host = [](InstanceType const& type) {
    return std::tuple(type.network, type.network_burst, type.efa.has_value(),
                      type.efa ? type.efa->interfaces : 0, type.vcpus, type.host_memory, type.nvme);
  };
  return left.reason == right.reason && accelerators(left.found) == accelerators(right.found) &&
         host(left.found.type) == host(right.found.type);
}

void take(JsonValue const& record, SaidByName& said_before, Findings& findings) {
  Said const said = said_in(record);
  auto found = said.found;
  auto const [before, is_new] = said_before.try_emplace(found.type.name, said);
  if (!is_new && !is_same(before->second, said))
    record.at("InstanceType")
        .refuse("stands twice, with other facts", "each type once",
                "import the file as AWS printed it");
  if (!said.reason.empty()) return skip(findings, std::string(said.reason), found.type.name);
  auto const same = std::ranges::find(findings.types, found.type.name,
                                      [](FoundType const& other) { return other.type.name; });
  if (same != findings.types.end())  // of several files, the last
    *same = std::move(found);
  else
    findings.types.push_back(std::move(found));
}

}  // namespace

void read_instance_types(ByteSource const& source, Catalog const&, Findings& findings) {
  SaidByName said;
  each_record(source, ImportKind::instance_types, "InstanceTypes", findings,
              [&](JsonValue const& record) { take(record, said, findings); });
}

}  // namespace ec2plan::catalog
