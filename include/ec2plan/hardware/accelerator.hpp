#pragma once

#include <optional>
#include <string>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

enum class Precision { bf16, fp16, fp8 };

/// One part: a GPU, a Trainium chip, a Gaudi card. Rates are dense (never sparse), per part.
struct Accelerator {
  std::string id{};    // "a100-80gb"
  std::string name{};  // "NVIDIA A100 80GB SXM"
  std::string vendor{};
  Bytes memory{};
  std::optional<Bandwidth> memory_bandwidth{};
  std::optional<FlopRate> bf16{};  // empty: the part has no such mode, or no vendor figure exists
  std::optional<FlopRate> fp16{};
  std::optional<FlopRate> fp8{};
  int devices = 1;  // what frameworks count: NeuronCores on Trainium, else the part itself
};

/// The vendor's dense peak of the matrix units, if there is one.
std::optional<FlopRate> dense_peak(Accelerator const& accelerator, Precision precision);

}  // namespace ec2plan
