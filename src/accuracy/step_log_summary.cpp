#include "accuracy/step_log.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "accuracy/subject.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::step_log {
namespace {

using accuracy::median;
using Readings = std::span<StepReading const>;
using Quantity = std::optional<double> (*)(StepReading const&);

constexpr double deviations_of_warm_up = 3;
constexpr double standard_deviation_per_median_deviation = 1.4826;  // of a normal distribution
constexpr double least_excess_of_warm_up = 0.02;
constexpr int fewest_steps = 3;
constexpr double large_spread = 0.05;
constexpr int fewest_for_trend = 8;
constexpr double large_trend = 0.03;

std::optional<double> step_time(StepReading const& reading) {
  return reading.step_time ? std::optional(*reading.step_time / second) : std::nullopt;
}

std::optional<double> time_per_token(StepReading const& reading) {
  auto const& rate = reading.tokens_per_second_per_accelerator;
  return rate ? std::optional(token / *rate / second) : std::nullopt;
}

std::optional<double> time_per_sequence(StepReading const& reading) {
  auto const& rate = reading.sequences_per_second;
  return rate ? std::optional(1 / *rate) : std::nullopt;
}

std::optional<double> time_per_teraflop(StepReading const& reading) {
  auto const& rate = reading.tflops_per_s_per_accelerator;
  return rate ? std::optional(1 / *rate) : std::nullopt;
}

std::vector<double> values(Readings readings, Quantity quantity) {
  std::vector<double> found;
  for (StepReading const& reading : readings) {
    if (auto const value = quantity(reading)) found.push_back(*value);
  }
  return found;
}

double median_deviation(std::vector<double> numbers, double from) {
  for (double& number : numbers)
    number = std::abs(number - from);
  return median(std::move(numbers));
}

/// The quantity that most readings have; of several the first.
Quantity most_frequent(Readings readings) {
  constexpr std::array<Quantity, 4> quantities{step_time, time_per_token, time_per_sequence,
                                               time_per_teraflop};
  return *std::max_element(quantities.begin(), quantities.end(), [&](Quantity a, Quantity b) {
    return values(readings, a).size() < values(readings, b).size();
  });
}

/// How many readings stand before the last change of the batch.
std::size_t ramp_length(Readings readings) {
  std::optional<std::int64_t> last;
  for (std::size_t at = readings.size(); at > 0; --at) {
    auto const& batch = readings[at - 1].global_batch;
    if (!batch) continue;
    if (last && *batch != *last) return at;
    last = batch;
  }
  return 0;
}

std::size_t warm_up_length(Readings readings, Quantity quantity) {
  auto const settled = values(readings.subspan(readings.size() / 2), quantity);
  if (settled.empty()) return 0;
  double const level = median(settled);
  double const excess = std::max(deviations_of_warm_up * standard_deviation_per_median_deviation *
                                     median_deviation(settled, level),
                                 least_excess_of_warm_up * level);
  std::size_t length = 0;
  while (length < readings.size() / 2) {
    auto const value = quantity(readings[length]);
    if (value && *value <= level + excess) break;
    ++length;
  }
  return length;
}

std::optional<double> median_rate(Readings readings, Quantity time) {
  auto const found = values(readings, time);
  return found.empty() ? std::nullopt : std::optional(1 / median(found));
}

StepSummary summary_of(Readings steady, Quantity quantity) {
  StepSummary summary;
  auto const times = values(steady, quantity);
  double const level = median(times);
  summary.steps = static_cast<int>(times.size());
  summary.relative_spread = median_deviation(times, level) / level;
  if (auto const found = values(steady, step_time); !found.empty()) {
    summary.step_time = median(found) * second;
  }
  if (auto const rate = median_rate(steady, time_per_token)) {
    summary.tokens_per_second_per_accelerator = *rate * (token / second);
  }
  summary.sequences_per_second = median_rate(steady, time_per_sequence);
  summary.tflops_per_s_per_accelerator = median_rate(steady, time_per_teraflop);
  summary.global_batch = steady.back().global_batch;
  return summary;
}

/// How much faster the second half of the steady steps is than the first.
double trend(Readings steady, Quantity quantity) {
  auto const times = values(steady, quantity);
  if (static_cast<int>(times.size()) < fewest_for_trend) return 0;
  auto const middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  return 1 - median({middle, times.end()}) / median({times.begin(), middle});
}

void add_warnings(StepLog& log, double speed_up) {
  auto const& summary = log.summary;
  if (summary.steps < fewest_steps) {
    log.warnings.push_back("only " + integer_text(summary.steps) +
                           " steady steps in the log: let it run for ten or more");
  }
  if (summary.relative_spread > large_spread) {
    log.warnings.push_back("step times vary by " + percent_text(summary.relative_spread) +
                           " (median absolute deviation): the median is uncertain");
  }
  if (speed_up > large_trend) {
    log.warnings.push_back("steps were still getting faster, by " + percent_text(speed_up) +
                           ": let it run longer");
  }
}

}  // namespace

void summarise(StepLog& log) {
  auto const ramp = ramp_length(log.readings);
  auto const of_last_batch = Readings(log.readings).subspan(ramp);
  Quantity const quantity = most_frequent(of_last_batch);
  auto const warm_up = warm_up_length(of_last_batch, quantity);
  auto const steady = of_last_batch.subspan(warm_up);
  log.warm_up_steps = static_cast<int>(ramp + warm_up);
  log.summary = summary_of(steady, quantity);
  add_warnings(log, trend(steady, quantity));
}

}  // namespace ec2plan::step_log
