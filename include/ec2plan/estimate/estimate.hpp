#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/micro_batch.hpp"
#include "ec2plan/estimate/setup.hpp"

namespace ec2plan {

/// Where one step's likely time goes; the parts sum to `total()`.
struct StepBreakdown {
  Time compute{};
  Time tensor_comm{};
  Time pipeline_comm{};
  Time expert_comm{};
  Time context_comm{};
  Time data_comm{};
  Time bubble{};
  Time optimizer{};
  Time
      other{};  // jitter and fixed overhead; of an estimate, what the pace of the software adds too

  Time total() const {
    return compute + tensor_comm + pipeline_comm + expert_comm + context_comm + data_comm + bubble +
           optimizer + other;
  }
};

/// The fullest device; the parts sum to `total()`.
struct MemoryBreakdown {
  Bytes capacity{};
  Bytes weights{};
  Bytes gradients{};
  Bytes optimizer{};
  Bytes activations{};
  Bytes other{};    // fragmentation, driver and libraries
  Bytes context{};  // driver and libraries: a part of `other`
  Bytes host{};     // of one instance's own memory, where the job offloads to it: not in the total
  Bytes host_capacity{};

  Bytes total() const { return weights + gradients + optimizer + activations + other; }
};

enum class Fit { yes, tight, no };

/// One layout on one number of instances: every part of the answer, no judgement.
struct Estimate {
  StepBreakdown step{};
  MemoryBreakdown memory{};
  Fit fit = Fit::no;
};

/// Scores a layout. Pure; 191 ns, or 545 ns with the micro-batch anew, on the machine of
/// docs/performance.md. Source: docs/model.md, "Step".
Estimate estimate(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);
Estimate estimate(Setup const& setup, Layout const& layout);

/// Of the step time of a layout: slower by chance where it nearly fills the memory.
RangeFactors range_factors(Setup const& setup, Estimate const& estimate);

}  // namespace ec2plan
