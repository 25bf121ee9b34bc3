#pragma once

#include <optional>
#include <string>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// How far from measured runs an estimate stands; sets the width of its range.
enum class Confidence { same_stack, same_accelerator, extrapolated, guess };

/// What the raw prediction is multiplied by.
struct RangeFactors {
  double low = 1, likely = 1, high = 1;
};

/// Constants of one accelerator: fractions of its dense peak and of its memory bandwidth.
/// Values and sources: data/assumptions.json; docs/model.md, "Constants".
struct AcceleratorConstants {
  double gemm_efficiency = 0;
  double gemm_efficiency_fp8 = 0;
  double attention_efficiency = 0;
  double memory_efficiency = 0;
  double link_efficiency = 0;                // achieved share of the link's line rate
  int compute_units = 0;                     // streaming multiprocessors; 0: waves not modelled
  bool fused_attention = true;               // flash attention; else scores go through memory
  std::optional<FlopRate> effective_rate{};  // per part, instead of peak x efficiency
  Confidence confidence = Confidence::guess;
};

/// Constants of one instance type's network.
struct NetworkConstants {
  double efficiency = 0;  // achieved share of the line rate in large collectives
  Time hop_latency{};     // per rank of a ring between instances
};

/// Everything else that is assumed: one field each, none of them hidden in a function.
struct Assumptions {
  Time link_latency{};          // per hop inside an instance
  Time collective_overhead{};   // per collective call
  double latency_exponent = 0;  // how latency and bandwidth terms add: (x^e + y^e)^(1/e)
  double all_to_all_efficiency = 0;
  Time all_to_all_latency{};            // per rank
  double link_overlap_slowdown = 0;     // of compute, while the link moves data
  double network_overlap_slowdown = 0;  // of compute, while the network moves data
  double tensor_overlap = 0;            // share of tensor-parallel traffic that is hidden
  double pipeline_overlap = 0;
  double expert_overlap = 0;
  double sharded_overlap = 0;  // share of compute under which ZeRO-3 traffic can hide
  double jitter_per_doubling = 0;
  Time step_overhead{};
  Bytes optimizer_traffic{};  // per parameter and step
  Bytes gradient{};           // per parameter, in memory and on the wire
  double evaluation_share = 0;
  double fragmentation = 0;  // allocator: memory held over memory used
  Bytes context_memory{};    // driver, libraries and communicators
  Bytes logits{};            // per vocabulary entry and token of a micro-batch
  double dropout = 0;        // 1: dropout masks are stored and moved
  double tight_fill = 0;     // share of memory from which a plan is called tight
  double largest_fill = 0;   // share of memory above which a plan does not fit
  double failures_per_node_day = 0;
  Time checkpoint_write{};
  Time restart{};
  RangeFactors same_stack{}, same_accelerator{}, extrapolated{}, guess{}, mixture_of_experts{};
};

}  // namespace ec2plan
