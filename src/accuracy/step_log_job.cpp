#include <algorithm>
#include <cmath>

#include "accuracy/step_log.hpp"
#include "accuracy/step_log_text.hpp"
#include "accuracy/subject.hpp"

namespace ec2plan::step_log {
namespace {

constexpr std::int64_t longest_sequence = 16'777'216;
constexpr std::int64_t most_sequences = 100'000;  // what is more is a batch in tokens
constexpr std::int64_t most_parts = 1'000'000;

/// A setting as frameworks print it when they start.
struct Setting {
  std::string_view key;
  std::optional<int> LoggedJob::*field;
  std::int64_t most;
  std::string_view beside{};  // stands in the line too
};

constexpr Setting settings[]{
    {"seq_length", &LoggedJob::sequence_length, longest_sequence},
    {"encoder_seq_length", &LoggedJob::sequence_length, longest_sequence},
    {"max_seq_len", &LoggedJob::sequence_length, longest_sequence},
    {"max_seq_length", &LoggedJob::sequence_length, longest_sequence},
    {"max_target_length", &LoggedJob::sequence_length, longest_sequence},  // MaxText
    {"sequence_length", &LoggedJob::sequence_length, longest_sequence},
    {"sequence_len", &LoggedJob::sequence_length, longest_sequence},
    {"sequence length", &LoggedJob::sequence_length, longest_sequence},  // torchtitan
    {"seq_len", &LoggedJob::sequence_length, longest_sequence},
    {"block_size", &LoggedJob::sequence_length, longest_sequence},  // nanoGPT
    {"cutoff_len", &LoggedJob::sequence_length, longest_sequence},  // LLaMA-Factory
    {"global_batch_size", &LoggedJob::global_batch, most_sequences},
    {"global_train_batch_size", &LoggedJob::global_batch, most_sequences},          // llm-foundry
    {"global_batch_size_to_train_on", &LoggedJob::global_batch, most_sequences},    // MaxText
    {"global batch size", &LoggedJob::global_batch, most_sequences},                // torchtitan
    {"train_batch_size", &LoggedJob::global_batch, most_sequences},                 // DeepSpeed
    {"Total train batch size", &LoggedJob::global_batch, most_sequences, "="},      // transformers
    {"Total batch size", &LoggedJob::global_batch, most_sequences, "Total steps"},  // Unsloth
    {"Total batch size", &LoggedJob::global_batch, most_sequences, "Data Parallel"},
    {"micro_batch_size", &LoggedJob::micro_batch, most_sequences},
    {"train_micro_batch_size_per_gpu", &LoggedJob::micro_batch, most_sequences},
    {"device_train_microbatch_size", &LoggedJob::micro_batch, most_sequences},
    {"Instantaneous batch size per device", &LoggedJob::micro_batch, most_sequences},
    {"Batch size per device", &LoggedJob::micro_batch, most_sequences},
    {"local batch size", &LoggedJob::micro_batch, most_sequences},
    {"tensor_model_parallel_size", &LoggedJob::tensor, most_parts},
    {"tensor_parallel_degree", &LoggedJob::tensor, most_parts},
    {"pipeline_model_parallel_size", &LoggedJob::pipeline, most_parts},
    {"pipeline_parallel_degree", &LoggedJob::pipeline, most_parts},
    {"context_parallel_size", &LoggedJob::context, most_parts},
    {"context_parallel_degree", &LoggedJob::context, most_parts},
    {"expert_model_parallel_size", &LoggedJob::expert, most_parts},
    {"expert_parallel_degree", &LoggedJob::expert, most_parts},
    {"world_size", &LoggedJob::accelerators, most_parts},
    {"world size", &LoggedJob::accelerators, most_parts},
};

/// Every key has one of these, most lines none.
bool may_hold_a_setting(std::string_view line) {
  return holds(line, "siz") || holds(line, "len") || holds(line, "degree");
}

constexpr double close = 0.01;    // of figures in three digits, and of their rounded product
constexpr double closer = 0.005;  // for a batch of many sequences
constexpr int round_batch = 8;    // they come in multiples
constexpr int shortest_sequence = 64;
constexpr Time coarse_average = 10 * second;  // 0.1 steps/s in three decimals: 0.5 %

bool within(double value, double of, double share) { return std::abs(value / of - 1) < share; }

std::optional<int> batch_near(double sequences) {
  if (sequences < 0.5 || sequences > most_sequences) return {};
  double const even = std::round(sequences / round_batch) * round_batch;
  if (even >= round_batch * round_batch && within(sequences, even, closer))
    return static_cast<int>(even);
  double const whole = std::round(sequences);
  return within(sequences, whole, close) ? std::optional(static_cast<int>(whole)) : std::nullopt;
}

/// A length that jobs have, a power of two or thrice one, or the one `expected`.
std::optional<int> length_near(double tokens, std::optional<int> expected) {
  if (expected && within(tokens, *expected, close)) return expected;
  for (std::int64_t length = shortest_sequence; length <= longest_sequence; length *= 2)
    for (auto const each : {length, length + length / 2})
      if (within(tokens, static_cast<double>(each), close)) return static_cast<int>(each);
  return {};
}

std::optional<double> sequences_of_step(StepReading const& reading) {
  if (!reading.step_time || !reading.sequences_per_second) return {};
  return *reading.step_time / second * *reading.sequences_per_second;
}

std::optional<double> tokens_of_step(StepReading const& reading, std::optional<int> accelerators) {
  if (reading.tokens_per_step) return reading.tokens_per_step;
  if (!reading.step_time) return {};
  if (reading.tokens_per_second) return *reading.step_time * *reading.tokens_per_second / token;
  auto const& rate = reading.tokens_per_second_per_accelerator;
  return rate && accelerators ? std::optional(*reading.step_time * *rate * *accelerators / token)
                              : std::nullopt;
}

template <typename Quantity>
std::optional<double> median_of(std::vector<StepReading> const& readings, Quantity quantity) {
  std::vector<double> found;
  for (auto const& reading : readings)
    if (auto const value = quantity(reading)) found.push_back(*value);
  return found.empty() ? std::nullopt : std::optional(accuracy::median(std::move(found)));
}

}  // namespace

void hear_settings(std::string_view line, LoggedJob& told) {
  if (!may_hold_a_setting(line)) return;
  for (auto const& setting : settings) {
    auto& known = told.*setting.field;
    if (known || !holds(line, setting.key) || !holds(line, setting.beside)) continue;
    auto const value = setting_after(line, setting.key);
    if (value && *value > 0 && *value <= setting.most) known = static_cast<int>(*value);
  }
}

void hear_average(std::vector<StepReading> const& averages, LoggedJob& told) {
  for (auto const& average : averages) {
    auto const sequences = sequences_of_step(average);
    if (!told.global_batch && sequences && *average.step_time <= coarse_average)
      told.global_batch = batch_near(*sequences);
  }
}

/// `job`, as far as the log does not say it otherwise.
LoggedJob with_told(LoggedJob job, LoggedJob const& told) {
  if (told.global_batch) job.global_batch = told.global_batch;
  if (told.sequence_length) job.sequence_length = told.sequence_length;
  return job;
}

void tell_job(StepLog& log, Format const& format, LoggedJob const& job) {
  LoggedJob& told = log.told;
  auto const named = std::ranges::find_if(log.readings.rbegin(), log.readings.rend(),
                                          [](auto const& r) { return r.global_batch.has_value(); });
  if (named != log.readings.rend() && *named->global_batch <= most_sequences)
    told.global_batch = static_cast<int>(*named->global_batch);
  if (format.step_times_are_rounded) return;
  if (!told.global_batch)
    if (auto const sequences = median_of(log.readings, sequences_of_step))
      told.global_batch = batch_near(*sequences);
  auto const tokens = median_of(
      log.readings, [&](auto const& reading) { return tokens_of_step(reading, job.accelerators); });
  if (!tokens) return;
  auto const length = told.sequence_length ? told.sequence_length : job.sequence_length;
  if (told.global_batch && !told.sequence_length)
    told.sequence_length = length_near(*tokens / *told.global_batch, job.sequence_length);
  else if (!told.global_batch && length)
    told.global_batch = batch_near(*tokens / *length);
}

}  // namespace ec2plan::step_log
