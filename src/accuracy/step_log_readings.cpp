#include <algorithm>
#include <array>
#include <cmath>

#include "accuracy/step_log.hpp"
#include "accuracy/step_log_text.hpp"

namespace ec2plan::step_log {
namespace {

using S = Says;

std::optional<double>& rate_of(Says says, StepReading& reading) {
  if (says == S::device_tflops) return reading.tflops_per_s_per_accelerator;
  return says == S::tokens_per_step ? reading.tokens_per_step : reading.sequences_per_second;
}

void take_whole(std::optional<std::int64_t>& known, std::string_view line, Figure const& figure) {
  if (!known) known = count_after(line, figure.key);
}

void take(StepReading& reading, std::string_view line, Figure const& figure) {
  if (figure.says == S::step) return take_whole(reading.step, line, figure);
  if (figure.says == S::global_batch) return take_whole(reading.global_batch, line, figure);
  auto number = measure_after(line, figure.key);
  if (!number) return;
  *number *= figure.unit;
  if (figure.says == S::step_time || figure.says == S::steps_per_second) {
    if (reading.step_time) return;
    reading.step_time = (figure.says == S::step_time ? *number : 1 / *number) * second;
  } else if (figure.says == S::tokens_per_second || figure.says == S::device_tokens_per_second) {
    auto& rate = figure.says == S::tokens_per_second ? reading.tokens_per_second
                                                     : reading.tokens_per_second_per_accelerator;
    if (!rate) rate = *number * (token / second);
  } else if (auto& rate = rate_of(figure.says, reading); !rate) {
    rate = number;
  }
}

bool is_measured(StepReading const& reading) {
  return reading.step_time || reading.tokens_per_second_per_accelerator ||
         reading.tokens_per_second || reading.tflops_per_s_per_accelerator ||
         reading.sequences_per_second;
}

void take_all(StepReading& reading, std::string_view line, std::span<Figure const> figures) {
  for (auto const& figure : figures)
    take(reading, line, figure);
}

constexpr double same_tokens = 0.05;  // of figures in three digits

// nanotron src/nanotron/trainer.py, train_step_logs, and logging/base.py, human_format, 2026-04-07:
// three digits, K for thousands. Its batch was in sequences once and is in tokens now.
constexpr Figure nanotron_figures[]{{S::step, "iteration"},
                                    {S::step_time, "elapsed_time_per_iteration_ms", milliseconds},
                                    {S::step_time, "time_per_iteration_ms", milliseconds},
                                    {S::tokens_per_second, "tokens_per_sec"},
                                    {S::device_tokens_per_second, "tokens_per_sec_per_gpu"},
                                    {S::device_tflops, "model_tflops_per_gpu"}};

}  // namespace

std::optional<StepReading> nanotron_reading(std::string_view line, Heard&) {
  StepReading reading;
  take_all(reading, line, nanotron_figures);
  if (!reading.step_time) return {};
  auto const batch = measure_after(line, "global_batch_size");
  if (!batch || !reading.tokens_per_second) return reading;
  double const tokens = *reading.step_time * *reading.tokens_per_second / token;
  if (std::abs(*batch / tokens - 1) > same_tokens)
    reading.global_batch = count_after(line, "global_batch_size");
  return reading;
}

/// LitGPT litgpt/pretrain.py and litgpt/finetune, 2026-06-29: a line is of one micro-batch,
/// "(step)" marks the last of a step.
std::optional<StepReading> litgpt_reading(std::string_view line, Heard& heard) {
  auto const part = count_after(line, "iter"), steps = count_after(line, "step");
  if (part && steps && *steps > 0 && holds(line, "(step)"))
    heard.parts_per_step =
        std::max(1.0, std::round(static_cast<double>(*part) / static_cast<double>(*steps)));
  auto const time = measure_after(line, "iter time");
  if (!time || !heard.parts_per_step) return {};
  return StepReading{.step_time = *time * milliseconds * *heard.parts_per_step * second,
                     .step = part};
}

/// llm.c train_gpt2.cu and train_gpt2.py, 2025-05-10.
std::optional<StepReading> llmc_reading(std::string_view line, Heard&) {
  auto const time = measure_before(line, " ms"), rate = measure_before(line, " tok/s");
  if (!time || !rate) return {};
  return StepReading{.step_time = *time * milliseconds * second,
                     .tokens_per_second = *rate * (token / second),
                     .step = count_after(line, "step")};
}

/// A bar of which each piece is a step: Lightning's in NeMo before train_step_timing
/// (NVIDIA/NeMo-Framework-Launcher issue 55), and torchtune's.
std::optional<StepReading> step_bar_reading(std::string_view line, Heard&) {
  auto const bar = bar_of(line);
  if (!bar || !bar->each) return {};
  return StepReading{.step_time = bar->each, .step = bar->position};
}

/// Levanter's bar by tqdm_loggable/tqdm_logging.py, 2026-03-16.
std::optional<StepReading> levanter_reading(std::string_view line, Heard&) {
  auto const each = bar_rate(line.substr(line.find("rate:")));
  return each ? std::optional(StepReading{.step_time = each}) : std::nullopt;
}

/// The bar of transformers' Trainer, src/transformers/trainer_callback.py, ProgressCallback: it has
/// no description, as those of loading and tokenizing have, and its total is that of the steps,
/// which those of evaluations do not share. The first such bar is it, or the one announced.
std::optional<StepReading> trainer_bar_reading(std::string_view line, Heard& heard) {
  for (std::string_view const announced : {"Total optimization steps", "Total steps"})
    if (auto const total = setting_after(line, announced)) heard.bar_total = total;
  auto const bar = bar_of(line);
  if (!bar || bar->described) return {};
  if (!heard.bar_total) heard.bar_total = bar->total;
  if (bar->total != heard.bar_total || !bar->each) return {};
  return StepReading{.step_time = bar->each, .step = bar->position};
}

std::optional<StepReading> reading_of(Format const& format, std::string_view line, Heard& heard) {
  if (!format.heading.empty())
    if (auto const named = count_after(line, format.heading)) heard.step = named;
  for (auto const mark : format.marks)
    if (!holds(line, mark)) return {};
  if (!format.unless.empty() && holds(line, format.unless)) return {};
  if (format.reading != nullptr) return format.reading(line, heard);
  StepReading reading{.step = heard.step};
  take_all(reading, line, format.figures);
  if (reading.global_batch == 0) reading.global_batch.reset();
  if (!is_measured(reading)) return {};
  if (!reading.step)
    if (auto const bar = bar_of(line)) reading.step = bar->position;
  return reading;
}

}  // namespace ec2plan::step_log
