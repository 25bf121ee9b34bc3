#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/hardware/accelerator.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// Elastic Fabric Adapter: without it a job stays inside one instance.
struct Efa {
  int version = 0;     // 0: not stated
  int interfaces = 0;  // 0: not stated
};

/// One row of the catalog: what a single EC2 instance of a type holds.
struct InstanceType {
  std::string name{};  // "p4d.24xlarge"
  Accelerator accelerator{};
  int accelerators = 1;
  int ec2_instances = 1;       // that one holds: an UltraServer has several
  std::optional<Link> link{};  // empty: a single device, or not recorded
  std::optional<Efa> efa{};
  Bandwidth network{};         // line rate of the whole instance, one way
  bool network_burst = false;  // "up to": the line rate is not sustained
  int vcpus = 0;
  Bytes host_memory{};
  Bytes nvme{};
  std::string quota{};        // Service Quotas name, counted in vCPUs
  std::string spot_quota{};   // the same of Spot requests; empty: not known
  std::string block_quota{};  // the same of Capacity Blocks, per account
  std::string quota_code{}, spot_quota_code{}, block_quota_code{};  // "L-417A185B"
  std::optional<std::vector<std::string>> regions{};                // empty optional: not recorded
  std::optional<std::string> since{};    // "2023-07-26": first offered, where known
  std::optional<std::string> retired{};  // "2026-04": no longer offered since
};

/// Whether the record names the region among those where the type is offered.
bool listed_in(InstanceType const& type, std::string_view region);

/// Whether it may be offered there: listed, or no region of it is recorded.
bool offered_in(InstanceType const& type, std::string_view region);

int devices(InstanceType const& type);

/// Whether it is known what joins its devices, or it has but one.
bool linked(InstanceType const& type);

}  // namespace ec2plan
