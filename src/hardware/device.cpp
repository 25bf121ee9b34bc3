#include "ec2plan/hardware/device.hpp"

#include <algorithm>

namespace ec2plan {

std::optional<FlopRate> dense_peak(Accelerator const& accelerator, Precision precision) {
  switch (precision) {
    case Precision::bf16:
      return accelerator.bf16;
    case Precision::fp16:
      return accelerator.fp16;
    case Precision::fp8:
      return accelerator.fp8;
  }
  return {};
}

bool listed_in(InstanceType const& type, std::string_view region) {
  return type.regions &&
         std::find(type.regions->begin(), type.regions->end(), region) != type.regions->end();
}

bool offered_in(InstanceType const& type, std::string_view region) {
  return !type.regions || type.regions->empty() || listed_in(type, region);
}

int devices(InstanceType const& type) { return type.accelerators * type.accelerator.devices; }

bool linked(InstanceType const& type) { return devices(type) == 1 || type.link; }

Bytes most_memory(Accelerator const& accelerator) {
  constexpr double apart = 1.1;
  Bytes const shown = accelerator.memory, reported = accelerator.ec2_memory.value_or(shown);
  return reported <= apart * shown ? std::max(shown, reported) : shown;
}

Device device_of(InstanceType const& type, Precision precision) {
  auto const& part = type.accelerator;
  double const share = 1.0 / part.devices;
  auto const of_device = [&](auto const& whole) {
    return whole ? std::optional(*whole * share) : whole;
  };
  auto const peak16 = part.bf16 ? part.bf16 : part.fp16;
  auto const peak = precision == Precision::bf16 ? peak16 : dense_peak(part, precision);
  return {.per_instance = devices(type),
          .memory = part.memory * share,
          .memory_bandwidth = of_device(part.memory_bandwidth),
          .peak = of_device(peak),
          .peak16 = of_device(peak16),
          .link = type.link ? type.link->per_direction * share : Bandwidth{},
          .network = type.network / devices(type),
          .efa = type.efa.has_value()};
}

}  // namespace ec2plan
