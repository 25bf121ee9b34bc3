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

/// What of that is trained: all, or the adapters.
Held trained(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout, Stage stage);

/// Bytes of one parameter that is trained.
struct TrainedBytes {
  Bytes weight{};         // as it is held and sent
  Bytes gradient{};       // likewise
  Bytes gradient_copy{};  // held beside it, in other bits
  Bytes optimizer{};      // moments, and a master copy
  Bytes update{};         // more while it is updated, when activations are gone
};
TrainedBytes trained_bytes(Setup const& setup, Layout const& layout);

/// Of one parameter of a layer that is not trained.
Bytes frozen_weight(Setup const& setup);

/// What of that one device updates.
double updated(Held const& trained, Layout const& layout);

/// One update of the parameters that the first stage's device holds: bound by memory.
Time optimizer_step(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

/// What waits in the host's memory: as the job says, and checkpoints where software moves them of
/// itself.
bool activations_on_host(Setup const& setup, Layout const& layout);
bool weights_on_host(Setup const& setup);
bool updates_on_host(Setup const& setup);  // the optimizer's state

/// One update by the processors of the host, bound by its memory.
Time host_update(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout);

}  // namespace ec2plan
