#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ec2plan/accuracy/step_log.hpp"

namespace ec2plan::step_log {

/// What a number of a line is of.
enum class Says {
  step,
  step_time,
  steps_per_second,
  tokens_per_second,  // of the whole job, as the next three are not
  device_tokens_per_second,
  device_tflops,
  sequences_per_second,
  global_batch,
  tokens_per_step
};

constexpr double milliseconds = 1e-3;

/// The number behind `key`, in `unit` of a second, a token, a teraflop. Of several that say the
/// same, the first that a line has counts.
struct Figure {
  Says says;
  std::string_view key;
  double unit = 1;
};

/// What earlier lines said, of one format.
struct Heard {
  std::optional<std::int64_t> step{};       // for those that give it a line of its own
  std::optional<std::int64_t> bar_total{};  // of the bar that counts steps
  std::optional<double> parts_per_step{};   // lines are of parts of a step: of micro-batches
};

/// How a software tells of its steps.
struct Format {
  std::string_view software{};
  std::string_view stack{};                 // as --stack names it; empty: several share the lines
  std::string_view example{};               // a line of it, shortened
  std::array<std::string_view, 2> marks{};  // what a line of a step holds, both
  std::string_view unless{};                // and what it does not
  std::span<Figure const> figures{};
  std::string_view heading{};  // names the step of the lines behind it
  std::optional<StepReading> (*reading)(std::string_view, Heard&) = nullptr;  // beyond figures
  std::array<std::string_view, 4> signs{};  // one stands somewhere in its logs; none: needs none
  bool step_times_are_rounded = false;      // so that a rate over the batch is better
  std::string_view caveat{};                // what its figures leave out
};

/// In the order of preference where a log holds lines of several: those that give the time of a
/// step itself stand before those that give an average.
std::span<Format const> formats();

/// What a line says of a step; nothing when it is of something else.
std::optional<StepReading> reading_of(Format const& format, std::string_view line, Heard& heard);

/// Readings that figures alone do not give.
std::optional<StepReading> nanotron_reading(std::string_view line, Heard& heard);
std::optional<StepReading> litgpt_reading(std::string_view line, Heard& heard);
std::optional<StepReading> llmc_reading(std::string_view line, Heard& heard);
std::optional<StepReading> step_bar_reading(std::string_view line, Heard& heard);
std::optional<StepReading> levanter_reading(std::string_view line, Heard& heard);
std::optional<StepReading> trainer_bar_reading(std::string_view line, Heard& heard);

/// Adds to `told` what a line of settings says of the job; what is known already stays.
void hear_settings(std::string_view line, LoggedJob& told);

/// Adds to `told` the batch by the average rates that another format of the same software gives of
/// the whole run, where they are printed in digits enough.
void hear_average(std::vector<StepReading> const& averages, LoggedJob& told);

/// `job`, as far as the log does not say it otherwise.
LoggedJob with_told(LoggedJob job, LoggedJob const& told);

/// Adds to `log.told` what follows from its printed step times and rates: tokens of a step over the
/// length of a sequence are the batch, or over the batch the length.
void tell_job(StepLog& log, Format const& format, LoggedJob const& job);

/// A software whose logs are not read.
struct Foreign {
  std::string_view name{};
  std::array<std::string_view, 2> marks{};  // a line of it holds both
  std::string_view instead{};               // what to give
};
std::span<Foreign const> foreign_software();

/// Fills `warm_up_steps` and `summary` of a log from its readings, and adds warnings.
///
/// Where the batch grows in the course of the log, only the steps of its last size count. Of those,
/// the leading ones are warm-up while they take longer than the second half of the log allows: its
/// median plus three standard deviations (1.4826 median absolute deviations each), or plus 2 %
/// where that is more. At least half of the readings stay. Steps that took long later on
/// (checkpoints, evaluations) stay: the median does not mind them.
void summarise(StepLog& log);

}  // namespace ec2plan::step_log
