#pragma once

#include <optional>

#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/estimate/range.hpp"
#include "ec2plan/estimate/reliability.hpp"
#include "ec2plan/estimate/startup.hpp"

namespace ec2plan {

/// A whole training run on so many instances: the answer before it is ranked.
struct Run {
  double steps = 0;
  Range<Time> step_time{};
  Range<Time> duration{};
  Startup startup{};                                // likely, of the likely duration
  StepBreakdown step{};                             // of the likely step
  double goodput = 1;                               // likely
  std::optional<Range<Reliability>> reliability{};  // empty: the goodput or the rate was given
  TokenRate tokens_per_second{};                    // likely, while training
  FlopRate achieved{};                              // hardware FLOP/s of one accelerator
  std::optional<double> mfu{}, hfu{};               // empty: no dense peak is published
};

/// Time of the run: start-up, then steps. Its low end is the fast step with the fewest
/// interruptions, but none beyond the hardware (`largest_hfu`), its high end the slow step with the
/// most. With a given rate it is the paper's estimate and nothing added:
/// days = 8 T P / (n X), or 6 T P without recomputation (Narayanan et al. 2021, section 5.1).
Run run(Setup const& setup, Layout const& layout, Estimate const& estimate, int instances,
        Capacity capacity = Capacity::kept);

/// Hardware FLOPs per token that the layout executes on this accelerator. Selective recomputation
/// adds nothing where attention is fused: its scores are computed again as it is.
FlopsPerToken executed_flops(Setup const& setup, Layout const& layout);

/// Hardware FLOPs of all steps: the numerator of the paper's formula. With a given rate they are
/// what that formula counts, 8 T P or 6 T P.
Flops run_flops(Setup const& setup, Layout const& layout);

}  // namespace ec2plan
