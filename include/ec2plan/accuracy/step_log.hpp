#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "ec2plan/units/quantity.hpp"

namespace ec2plan {

/// A job as it is known beside its log, or as the log tells of it. It turns rates into step times.
struct LoggedJob {
  std::optional<int> global_batch{};     // sequences a step
  std::optional<int> sequence_length{};  // tokens
  std::optional<int> accelerators{};     // as the framework counts them
  std::optional<int> micro_batch{}, tensor{}, pipeline{}, context{}, expert{};
};

/// What a log says of one step, or of the steps since the line before.
struct StepReading {
  std::optional<Time> step_time{};
  std::optional<TokenRate> tokens_per_second_per_accelerator{};
  std::optional<double> tflops_per_s_per_accelerator{};
  std::optional<double> sequences_per_second{};  // of the whole job, as are the next two
  std::optional<TokenRate> tokens_per_second{};
  std::optional<double> tokens_per_step{};
  std::int64_t line = 0;  // counted from 1
  std::optional<std::int64_t> step{};
  std::optional<std::int64_t> global_batch{};  // sequences
};

/// Medians over the steady steps; empty: the log does not say.
struct StepSummary {
  std::optional<Time> step_time{};
  std::optional<TokenRate> tokens_per_second_per_accelerator{};
  std::optional<double> tflops_per_s_per_accelerator{};
  std::optional<double> sequences_per_second{};
  std::optional<std::int64_t> global_batch{};  // of the steady steps
  double relative_spread = 0;  // median absolute deviation of the step time over its median
  int steps = 0;               // that the medians are over
};

/// The steps that a training framework's log tells of.
struct StepLog {
  std::string name{};
  std::string framework{};              // "Megatron-LM"
  std::string stack{};                  // "maxtext"; empty: several kinds of software print so
  LoggedJob told{};                     // what the log says of the job
  std::vector<StepReading> readings{};  // one for each step, in the order of the log
  std::int64_t lines = 0;
  int warm_up_steps = 0;  // leading readings that the summary leaves out
  StepSummary summary{};
  std::vector<std::string> warnings{};
};

/// The software whose logs are read, each once, in the order of docs/model.md.
std::vector<std::string> software_of_logs();

/// Reads the log of one of that software. Several ranks' lines about one step are one reading; the
/// first that says something counts.
/// Throws: InputError of kind file when no line is recognised, which names the software whose log
/// it is where that is known.
StepLog step_log_from(std::istream& log, std::string name, LoggedJob const& job = {});

/// The same of a file. Throws: InputError of kind file also when it cannot be read.
StepLog step_log_from(std::filesystem::path const& file, LoggedJob const& job = {});

}  // namespace ec2plan
