#pragma once

#include "ec2plan/estimate/estimate.hpp"

namespace ec2plan {

/// Memory of the fullest device: the first stage (activations in flight) or the last (logits).
/// Source: docs/model.md, "Memory".
MemoryBreakdown memory(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

Fit fit(Assumptions const& assumptions, MemoryBreakdown const& memory);

}  // namespace ec2plan
