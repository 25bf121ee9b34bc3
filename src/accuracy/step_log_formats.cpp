#include "accuracy/step_log.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ec2plan/units/letters.hpp"

namespace ec2plan::step_log {
namespace {

constexpr std::size_t longest_number = 40;
constexpr double smallest_measure = 1e-12;
constexpr double largest_measure = 1e18;

bool is_word(char letter) { return is_digit(letter) || is_letter(letter) || letter == '_'; }

bool is_thousands_comma(std::string_view text, std::size_t at) {
  if (text[at] != ',' || at + 3 >= text.size()) return false;
  bool const three = is_digit(text[at + 1]) && is_digit(text[at + 2]) && is_digit(text[at + 3]);
  return three && (at + 4 == text.size() || !is_digit(text[at + 4]));
}

/// The digits, point and exponent that `text` begins with, without the commas between thousands.
std::string numeral(std::string_view text) {
  std::string digits;
  for (std::size_t at = 0; at < text.size() && digits.size() < longest_number; ++at) {
    char const letter = text[at];
    bool const after_exponent = !digits.empty() && digits.back() == 'e';
    if (is_digit(letter) || letter == '.' || (after_exponent && (letter == '+' || letter == '-'))) {
      digits += letter;
    } else if ((letter == 'e' || letter == 'E') && !digits.empty()) {
      digits += 'e';
    } else if (digits.empty() || !is_thousands_comma(text, at)) {
      break;
    }
  }
  return digits;
}

std::optional<double> value_of(std::string const& digits) {
  double value = 0;
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc{} || !std::isfinite(value)) return {};
  return value;
}

/// The numeral behind the first occurrence of `key` that has one.
std::string numeral_after(std::string_view line, std::string_view key) {
  for (auto at = line.find(key); at != std::string_view::npos; at = line.find(key, at + 1)) {
    if (at > 0 && is_word(line[at - 1])) continue;
    auto const behind = line.substr(at + key.size());
    auto const start = behind.find_first_not_of(" \t\":=");
    if (start == std::string_view::npos || start == 0) continue;
    if (auto digits = numeral(behind.substr(start)); !digits.empty()) return digits;
  }
  return {};
}

/// The whole number that `digits` write in full, with or without ".000".
std::optional<std::int64_t> whole(std::string const& digits) {
  std::int64_t count = 0;
  auto const* const end = digits.data() + digits.size();
  auto const read = std::from_chars(digits.data(), end, count);
  if (read.ec != std::errc{} || count < 0) return {};
  bool const only_zeros =
      read.ptr == end || (*read.ptr == '.' && std::all_of(read.ptr + 1, end, [](char letter) {
        return letter == '0';
      }));
  return only_zeros ? std::optional(count) : std::nullopt;
}

/// The number, zero or more, that follows `key` as a word of its own, after blanks, quotes, a colon
/// or an equals sign; commas between thousands are read over. Empty: there is none.
std::optional<double> number_after(std::string_view line, std::string_view key) {
  return value_of(numeral_after(line, key));
}

/// The same between 1e-12 and 1e18: what a measured quantity can be.
std::optional<double> measure_after(std::string_view line, std::string_view key) {
  auto const number = number_after(line, key);
  if (!number || *number < smallest_measure || *number > largest_measure) return {};
  return number;
}

/// The same when it is a whole number written in full: not "1.2e+04", which has lost its last
/// digits.
std::optional<std::int64_t> count_after(std::string_view line, std::string_view key) {
  return whole(numeral_after(line, key));
}

/// The 62 of a progress bar's "62/100 [".
std::optional<std::int64_t> progress_bar_position(std::string_view line) {
  for (auto slash = line.find('/'); slash != std::string_view::npos;
       slash = line.find('/', slash + 1)) {
    auto start = slash;
    while (start > 0 && is_digit(line[start - 1]))
      --start;
    auto end = slash + 1;
    while (end < line.size() && is_digit(line[end]))
      ++end;
    bool const is_bar = end > slash + 1 && line.substr(end).starts_with(" [");
    if (is_bar) return whole(std::string(line.substr(start, slash - start)));
  }
  return {};
}

using Step = std::optional<std::int64_t>;

constexpr double flops_per_teraflop = 1e12;

bool holds(std::string_view line, std::string_view text) {
  return line.find(text) != std::string_view::npos;
}

/// The first of `keys` that the line has a measure for.
template <typename... Keys>
std::optional<double> first_measure(std::string_view line, Keys... keys) {
  std::optional<double> found;
  ((found = found ? found : measure_after(line, keys)), ...);
  return found;
}

std::optional<Time> seconds(std::optional<double> count) {
  return count ? std::optional(*count * second) : std::nullopt;
}

std::optional<TokenRate> tokens_per_second(std::optional<double> count) {
  return count ? std::optional(*count * (token / second)) : std::nullopt;
}

Step positive(Step count) { return count && *count > 0 ? count : std::nullopt; }

std::optional<StepReading> if_measured(StepReading const& reading) {
  bool const measured = reading.step_time || reading.tokens_per_second_per_accelerator ||
                        reading.tflops_per_s_per_accelerator || reading.sequences_per_second;
  return measured ? std::optional(reading) : std::nullopt;
}

/// Source: NVIDIA/Megatron-LM megatron/training/training.py, training_log; with the rates that
/// deepspeedai/Megatron-DeepSpeed megatron/training.py ("TFLOPs:", "tgs") and AMD's Primus
/// ("compute per GPU", "a/b" for now and on average) add to the line. BigScience's fork gives
/// seconds.
std::optional<StepReading> megatron(std::string_view line, Step&) {
  if (!holds(line, "elapsed time per iteration")) return {};
  StepReading reading;
  reading.step = count_after(line, "iteration");
  reading.global_batch = positive(count_after(line, "global batch size"));
  reading.step_time = seconds(measure_after(line, "elapsed time per iteration (s)"));
  if (auto const milliseconds = measure_after(line, "elapsed time per iteration (ms)")) {
    reading.step_time = *milliseconds / kilo * second;
  }
  if (!reading.step_time) return {};
  reading.tflops_per_s_per_accelerator = first_measure(line, "throughput per GPU (TFLOP/s/GPU)",
                                                       "compute per GPU (TFLOP/s/GPU)", "TFLOPs");
  reading.tokens_per_second_per_accelerator = tokens_per_second(
      first_measure(line, "tokens per gpu per second (tgs)", "tokens per GPU (tokens/s/GPU)",
                    "tokens/s/GPU inst/harmonic mean"));
  reading.sequences_per_second = measure_after(line, "samples per second");
  return reading;
}

/// The step of a Lightning progress bar or log line, which rounds large counts to three digits.
Step lightning_step(std::string_view line) {
  if (auto const step = count_after(line, "global_step")) return step;
  if (auto const step = count_after(line, "step")) return step;
  return progress_bar_position(line);
}

/// Source: NVIDIA/NeMo nemo/utils/callbacks and
/// nemo/lightning/pytorch/callbacks/progress_printer.py
/// ("train_step_timing in s: 5.72 | "), Lightning's progress bar ("=5.72"), and DLLogger's JSON
/// lines of NVIDIA's recipes.
std::optional<StepReading> nemo(std::string_view line, Step&) {
  auto const step_time = measure_after(line, "train_step_timing in s");
  if (!step_time) return {};
  StepReading reading;
  reading.step = lightning_step(line);
  reading.step_time = *step_time * second;
  reading.global_batch = positive(count_after(line, "global_batch_size"));
  reading.tflops_per_s_per_accelerator =
      first_measure(line, "TFLOPS_per_GPU", "tflops_per_sec_per_gpu");
  return reading;
}

/// Source: pytorch/torchtitan torchtitan/components/metrics.py, MetricsProcessor.log: tokens per
/// second of one device.
std::optional<StepReading> torchtitan(std::string_view line, Step&) {
  if (!holds(line, "tps:") || !holds(line, "loss:") || holds(line, "validate")) return {};
  StepReading reading;
  reading.step = count_after(line, "step");
  reading.tokens_per_second_per_accelerator = tokens_per_second(measure_after(line, "tps"));
  if (!reading.step || !reading.tokens_per_second_per_accelerator) return {};
  reading.tflops_per_s_per_accelerator = measure_after(line, "tflops");
  return reading;
}

/// Source: mosaicml/composer composer/loggers/console_logger.py (one metric a line, after a line
/// "[batch=40/40]:", values in four decimals) and composer/callbacks/speed_monitor.py (what they
/// are: averages over the last window_size batches).
std::optional<StepReading> composer(std::string_view line, Step& step) {
  if (holds(line, "[batch=")) step = count_after(line, "batch");
  if (holds(line, "time/batch:")) step = count_after(line, "time/batch");
  if (!holds(line, "throughput/")) return {};
  StepReading reading;
  reading.step = step;
  if (auto const batches = measure_after(line, "throughput/batches_per_sec")) {
    reading.step_time = 1 / *batches * second;
  }
  reading.sequences_per_second = measure_after(line, "throughput/samples_per_sec");
  reading.tokens_per_second_per_accelerator =
      tokens_per_second(measure_after(line, "throughput/device/tokens_per_sec"));
  if (auto const flops = measure_after(line, "throughput/device/flops_per_sec")) {
    reading.tflops_per_s_per_accelerator = *flops / flops_per_teraflop;
  }
  return if_measured(reading);
}

/// Source: aws-neuron/neuronx-nemo-megatron
/// nemo/nemo/collections/nlp/models/language_modeling/megatron_gpt_model.py, _log_metrics, and
/// megatron_base_model.py, Throughput: sequences per second of the job, averaged over ten steps.
std::optional<StepReading> neuron_nemo(std::string_view line, Step&) {
  if (!holds(line, "reduced_train_loss=") || holds(line, "train_step_timing")) return {};
  auto const throughput = measure_after(line, "throughput");
  if (!throughput) return {};
  StepReading reading;
  reading.step = lightning_step(line);
  reading.sequences_per_second = *throughput;
  return reading;
}

/// Source: deepspeedai/DeepSpeed deepspeed/utils/timer.py, ThroughputTimer ("global_step=10,
/// RunningAvgSamplesPerSec=..., CurrSamplesPerSec=..."; before 2021 only "SamplesPerSec=..."), and
/// deepspeed/runtime/pipe/engine.py ("steps: 10 loss: ... iter time (s): ... samples/sec: ...").
std::optional<StepReading> deepspeed(std::string_view line, Step&) {
  StepReading reading;
  if (holds(line, "iter time (s):")) {
    reading.step = count_after(line, "steps");
    reading.step_time = seconds(measure_after(line, "iter time (s)"));
    reading.sequences_per_second = measure_after(line, "samples/sec");
  } else if (holds(line, "SamplesPerSec=")) {
    reading.step = count_after(line, "global_step");
    reading.sequences_per_second =
        first_measure(line, "CurrSamplesPerSec", "RunningAvgSamplesPerSec", "SamplesPerSec");
  }
  return if_measured(reading);
}

}  // namespace

std::string without_colors(std::string_view line) {
  std::string plain;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '\x1b') {
      plain += line[at];
      continue;
    }
    if (at + 1 == line.size() || line[at + 1] != '[') continue;
    ++at;
    while (at + 1 < line.size() && (is_digit(line[at + 1]) || line[at + 1] == ';'))
      ++at;
    ++at;  // the letter that ends the sequence
  }
  return plain;
}

std::array<Format const, 6> const formats{{
    {"Megatron-LM", "iteration 10/ 100 | elapsed time per iteration (ms): 15234.5 |", megatron},
    {"NeMo", "global_step: 10 | train_step_timing in s: 5.72", nemo},
    {"torchtitan", "step: 10  loss: 8.1  tps: 6,667", torchtitan},
    {"llm-foundry", "Train throughput/batches_per_sec: 0.0524", composer, true},
    {"NeMo on Neuron", "reduced_train_loss=8.1, throughput=11.3", neuron_nemo},
    {"DeepSpeed", "global_step=10, CurrSamplesPerSec=58.7", deepspeed},
}};

}  // namespace ec2plan::step_log
