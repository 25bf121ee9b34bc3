#pragma once

#include <optional>

#include "ec2plan/hardware/instance_type.hpp"

namespace ec2plan {

/// The share of an instance that one device has: what the estimator works with.
struct Device {
  int per_instance = 1;
  Bytes memory{};
  std::optional<Bandwidth> memory_bandwidth{};
  std::optional<FlopRate> peak{};    // dense, at the job's precision
  std::optional<FlopRate> peak16{};  // dense, 16 bit: attention and the logits head stay there
  Bandwidth link{};                  // one way, to the other devices of the instance
  Bandwidth network{};               // one way, share of the instance's line rate
  bool efa = false;
};

/// The most memory that may be said of the part: what it shows, or what EC2 reports where that is
/// up to a tenth more; catalogs and results of before told the latter.
Bytes most_memory(Accelerator const& accelerator);

/// A device of the type, at the precision. A part without bf16 (V100, T4) answers with fp16.
Device device_of(InstanceType const& type, Precision precision);

}  // namespace ec2plan
