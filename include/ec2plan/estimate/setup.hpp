#pragma once

#include <optional>

#include "ec2plan/estimate/assumptions.hpp"
#include "ec2plan/estimate/energy.hpp"
#include "ec2plan/estimate/stack.hpp"
#include "ec2plan/hardware/device.hpp"
#include "ec2plan/model/transformer.hpp"
#include "ec2plan/model/tuning.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// What is to be trained.
struct Job {
  Transformer model{};
  bool unknown_architecture = false;  // the shape is read from a file as if it were Llama's
  double stated_parameters = 0;       // what the publisher says, else the shape's own count
  Tokens tokens{};
  int sequence_length = 0;
  int global_batch = 0;  // sequences per step; of preference tuning pairs
  Precision precision = Precision::bf16;
  std::optional<double> dropout{};  // 1: with dropout, 0: without; empty: as jobs of the year had
  double head_share = 1;            // of the tokens for which the loss is computed
  Tuning tuning{};
  double example_tokens = 0;  // mean of a sequence that is padded; 0: sequences are full
  int attended = 0;  // tokens of one of the packed examples, which do not see each other; 0: all
};

/// A rate that the user gives instead of the model's own prediction.
struct GivenRate {
  std::optional<FlopRate> hardware{};  // --tflops: achieved per accelerator
  std::optional<double> mfu{};         // --mfu: model FLOPs over the dense peak
  /// The paper's formula counts 8 T P with recomputation and 6 T P without.
  bool recomputed = true;
};

/// A job on one instance type, and all that is assumed about the two.
struct Setup {
  Job job{};
  Stack stack{};
  InstanceType type{};
  Device device{};
  AcceleratorConstants accelerator{};
  NetworkConstants network{};
  PowerConstants power{};
  Assumptions assumptions{};
  TuningConstants tuning{};
  GivenRate given{};
  std::optional<double> goodput{};  // --goodput: in place of the failure model
};

/// Parameters whose state a checkpoint holds: all that is trained.
double saved_parameters(Setup const& setup);

/// Whether enough is known of the part to estimate it at the job's precision.
bool modelled(Setup const& setup);

/// Whether kernels of the part read weights in 4 or 8 bits, or an optimizer's state in 8, where the
/// job has them: bitsandbytes has some for NVIDIA's alone that are measured.
bool reads_quantised_state(Setup const& setup);

/// Of the job's own batch, or of so many sequences.
Tokens step_tokens(Job const& job);
Tokens step_tokens(Job const& job, int global_batch);

/// Steps of the whole run: tokens over tokens per step, rounded up.
double steps(Job const& job);
double steps(Job const& job, int global_batch);

/// What the constants of the accelerator and its software rest on.
Confidence confidence(Setup const& setup);

/// Of the step time, where memory is not near its edge.
RangeFactors range_factors(Setup const& setup);

}  // namespace ec2plan
