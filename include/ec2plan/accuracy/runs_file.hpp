#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ec2plan/estimate/stack.hpp"
#include "ec2plan/model/transformer.hpp"
#include "ec2plan/search/search.hpp"
#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// Whether constants may be fitted to a run, or the error on it is only reported.
enum class Use { fit, check };

/// What was measured; empty: not published.
struct Measured {
  std::optional<Time> step_time{};
  std::optional<TokenRate> tokens_per_second{};  // per accelerator
  std::optional<Time> duration{};                // of the whole run
  std::optional<Time> accelerator_time{};        // of the whole run, summed over accelerators
  std::optional<Bytes> peak_memory{};            // of one device
  bool out_of_memory = false;                    // it did not run, for want of memory
};

/// The hardware that a run had, often not EC2's.
struct RunHardware {
  std::string accelerator{};  // "h100-80gb", also parts that no instance type holds
  int accelerators = 0;
  std::optional<int> per_instance{};
  std::optional<Bandwidth> network{};   // of one instance
  std::string instance_type{};          // empty: none
  std::string closest_instance_type{};  // empty: none is named
};

/// What a peak of memory was read from: tensors of the framework, what its allocator holds, or all
/// that is taken of the device.
enum class MemoryCounter { allocated, reserved, device };

/// What of a model was trained; the method is pretrain where a run trained it from the start.
struct TuningRun {
  Tuning tuning{};
  double example_tokens = 0;  // mean of examples that were padded; 0: sequences were full
  bool lengths_known = true;  // else `sequence_length` is a cap of examples that are shorter
  MemoryCounter counter = MemoryCounter::allocated;
};

/// One row of a runs file: a training run that somebody measured and published.
/// What is empty was not published.
struct PublishedRun {
  std::string id{}, source{}, url{}, where{}, quality{};
  std::string kind{};  // step, whole_run, time_to_train, mlperf, finetune_step, memory
  Use use = Use::check;
  bool secondary = false;
  Transformer model{};  // fields that were not published are filled by rule: see `assumed`
  RunHardware hardware{};
  Stack stack{};
  int sequence_length = 0;
  std::optional<int> global_batch{};  // sequences
  std::string precision{};            // "bf16", "fp16", "fp8", "fp4"; empty: unknown
  std::optional<Tokens> tokens{};
  LayoutChoice layout{};  // what is empty is searched
  std::optional<bool> flash_attention{}, dropout{};
  std::optional<double> recompute_share{};  // of the layers that are recomputed in full
  std::optional<double> head_share{};       // of the tokens for which the loss is computed
  std::optional<int> expert_tensor{};       // devices that split each expert
  std::string offload{};                    // what lies in the host's memory; empty: nothing
  std::string sharding_note{};              // "HSDP", "ZeRO-1 within node (size 8)"
  TuningRun tuned{};
  Measured measured{};
  std::vector<std::string> assumed{};  // "feed_forward: 4 x hidden", and so on
  std::string unusable{};              // why the row cannot be predicted at all; empty: it can
};

/// The published runs that the program holds, by file and then in the order of each file.
std::vector<PublishedRun> shipped_runs();

/// A runs file of the user: schema ec2plan-runs/1, or a bare list of memory readings.
/// Throws: InputError of kind file with file, JSON path and what was expected.
std::vector<PublishedRun> runs_from(std::filesystem::path const& file);

}  // namespace ec2plan
