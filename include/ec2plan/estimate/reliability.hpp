#pragma once

#include "ec2plan/estimate/assumptions.hpp"
#include "ec2plan/estimate/range.hpp"

namespace ec2plan {

/// Whether the owner of the instances can take them back at short notice, as on spot.
enum class Capacity { kept, reclaimable };

/// What saving and loading a job's state takes.
/// Source: docs/model.md, "Failures". Assumes: every instance writes and reads its share.
struct Checkpoint {
  Bytes state{};   // weights and optimizer, once
  Time blocked{};  // training stands still for one
  Time written{};  // until storage has it
  Time loaded{};   // from storage, at a restart
};

Checkpoint checkpoint(Assumptions const& assumptions, double parameters, int instances);

/// Interruptions of a job on all its instances, and what they leave of its time.
struct Reliability {
  double failures_per_day = 0;
  double reclaims_per_day = 0;
  Checkpoint checkpoint{};
  Time interval{};      // between checkpoints; 0: nothing fails
  Time restart{};       // from a failure to the next new step, without the work that is done again
  bool notice = false;  // a checkpoint can be written after a reclaim is announced
  double goodput = 1;   // share of wall time that goes into kept steps
};

/// By the lowest, the likely and the highest published rates of interruptions: `low` has the best
/// goodput. Source: Daly 2006; docs/model.md, "Failures".
/// Assumes: interruptions come at constant rates, and a spare instance is at hand.
Range<Reliability> reliability(Assumptions const& assumptions, double parameters, int instances,
                               Capacity capacity = Capacity::kept);

/// Failures of all instances in a day, by the range of published rates; wider for small jobs.
Range<double> failures_per_day(Assumptions const& assumptions, int instances);

/// Time between checkpoints that loses least, for a stop of so long at each and so many
/// interruptions a second. Source: Daly 2006, equation 37.
Time checkpoint_interval(Time blocked, double interruptions_per_second);

/// Share of wall time that goes into kept steps. Source: Daly 2006, equation 20, inverted.
double daly_goodput(Time interval, Time blocked, Time restart, double interruptions_per_second);

/// Failures expected of all instances over so long, at the likely rate.
double expected_failures(Assumptions const& assumptions, int instances, Time duration);

/// Instances to keep beside the job so that with 99 % a spare is there while failed ones are
/// repaired; none where fewer failures than `spare_failures` are expected in the whole run.
/// Assumes: as many under repair as a Poisson count of that mean. Source: docs/model.md,
/// "Failures".
int spare_instances(Assumptions const& assumptions, int instances, Time duration);

}  // namespace ec2plan
