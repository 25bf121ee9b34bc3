#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "ec2plan/accuracy/step_log.hpp"

namespace ec2plan::step_log {

/// How a framework tells of its steps.
struct Format {
  std::string_view framework{};
  std::string_view example{};  // a line of it, shortened
  /// What a line says; nothing when it is of something else. `step` is the last that the format
  /// named: for those that give it a line of its own.
  std::optional<StepReading> (*reading)(std::string_view line,
                                        std::optional<std::int64_t>& step) = nullptr;
  bool step_times_are_rounded = false;  // so that a rate over the batch is better
};

/// In the order of preference where a log holds lines of several: those that give the time of a
/// step itself stand before those that give a moving average.
extern std::array<Format const, 6> const formats;

/// `line` without the escape sequences that colour a terminal.
std::string without_colors(std::string_view line);

/// Fills `warm_up_steps` and `summary` of a log from its readings, and adds warnings.
///
/// Where the batch grows in the course of the log, only the steps of its last size count. Of those,
/// the leading ones are warm-up while they take longer than the second half of the log allows: its
/// median plus three standard deviations (1.4826 median absolute deviations each), or plus 2 %
/// where that is more. At least half of the readings stay. Steps that took long later on
/// (checkpoints, evaluations) stay: the median does not mind them.
void summarise(StepLog& log);

}  // namespace ec2plan::step_log
