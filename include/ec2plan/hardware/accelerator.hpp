#pragma once

#include <optional>
#include <string>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

enum class Precision { bf16, fp16, fp8 };

/// What joins the accelerators of one instance.
struct Link {
  std::string kind{};         // "NVSwitch", "NeuronLink-v2", "PCIe 4.0 x8"
  Bandwidth per_direction{};  // per accelerator, one way
  int domain = 0;             // accelerators that it joins; 0: those of one instance
};

/// One part: a GPU, a Trainium chip, a Gaudi card. Rates are dense (never sparse), per part.
struct Accelerator {
  std::string id{};    // "a100-80gb"
  std::string name{};  // "NVIDIA A100 80GB SXM"
  std::string vendor{};
  std::string ec2_name{};  // in the EC2 API: "A100", whatever its memory; empty: not known
  Bytes memory{};
  std::optional<Bytes> ec2_memory{};  // as the EC2 API reports it, where it errs
  std::optional<Bandwidth> memory_bandwidth{};
  std::optional<FlopRate> bf16{};  // empty: the part has no such mode, or no vendor figure exists
  std::optional<FlopRate> fp16{};
  std::optional<FlopRate> fp8{};
  std::optional<FlopRate> tf32{}, fp32{};  // of claims in single precision: no plan is computed so
  std::optional<Link> link{};    // that the part can have; an instance type says what it has
  std::optional<Power> power{};  // at full load, as specified or limited; empty: not published
  int devices = 1;  // what frameworks count: NeuronCores on Trainium, else the part itself
};

/// The vendor's dense peak of the matrix units, if there is one.
std::optional<FlopRate> dense_peak(Accelerator const& accelerator, Precision precision);

}  // namespace ec2plan
