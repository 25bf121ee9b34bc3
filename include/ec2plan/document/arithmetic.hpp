#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/document/answer.hpp"

namespace ec2plan {

/// One part of a total, and what it is in a line of plain ASCII.
template <typename Value>
struct Part {
  std::string_view name{};  // the key of documents: "tensor_comm"
  Value value{};
  std::string_view meaning{};
};

std::vector<Part<Time>> parts_of(StepBreakdown const& step);
std::vector<Part<Bytes>> parts_of(MemoryBreakdown const& memory);
std::vector<Part<Time>> parts_of(Startup const& startup);
std::vector<Part<Money>> parts_of(CostBreakdown const& cost);

/// The spine, filled in: training = flops / (accelerators x achieved), and what follows from it.
/// Source: Narayanan et al. 2021, section 5.1.
struct Arithmetic {
  Flops flops{};  // hardware FLOPs of all steps
  double accelerators = 0;
  FlopRate achieved{};          // of one accelerator
  Time training{};              // flops / (accelerators x achieved) = steps x time of a step
  double evaluation_share = 0;  // of the training time
  double goodput = 1;
  Time startup{};             // before the first step
  Time duration{};            // startup + training x (1 + evaluation_share) / goodput, likely
  double instance_hours = 0;  // that are paid, likely
};

Arithmetic arithmetic(Answer const& answer);

}  // namespace ec2plan
