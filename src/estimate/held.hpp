#pragma once

#include "ec2plan/estimate/layout.hpp"
#include "ec2plan/estimate/micro_batch.hpp"
#include "ec2plan/estimate/setup.hpp"

namespace ec2plan {

constexpr Bytes weight = 2 * byte;  // of a parameter, held and sent in 16 bits

/// Parameters that one device holds, and over how many devices each kind is replicated, so that
/// it can be sharded.
struct Held {
  double dense = 0, experts = 0;
  int dense_copies = 1, expert_copies = 1;

  double all() const { return dense + experts; }
  double shard() const { return dense / dense_copies + experts / expert_copies; }
};

enum class Stage { first, last };

/// With one stage the first is also the last: it holds the output too, unless that is tied.
Held held(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout, Stage stage);

/// One update of the parameters that the first stage's device holds: bound by memory.
Time optimizer_step(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

}  // namespace ec2plan
