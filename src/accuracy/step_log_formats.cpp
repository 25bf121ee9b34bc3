#include "accuracy/step_log.hpp"

namespace ec2plan::step_log {
namespace {

using S = Says;
constexpr double flops = 1e-12;  // of a teraflop

// Megatron-LM megatron/training/training.py, training_log; with the rates that Megatron-DeepSpeed
// ("TFLOPs:", "tgs"), GPT-NeoX ("samples/sec") and AMD's Primus ("a/b" for now and on average) add.
// BigScience's fork gives seconds, Argonne's writes keys with underscores.
constexpr Figure megatron_figures[]{
    {S::step, "iteration"},
    {S::global_batch, "global batch size"},
    {S::global_batch, "global_batch_size"},
    {S::step_time, "elapsed time per iteration (ms)", milliseconds},
    {S::step_time, "elapsed time per iteration (s)"},
    {S::step_time, "elapsed_time_per_iteration_ms", milliseconds},
    {S::device_tflops, "throughput per GPU (TFLOP/s/GPU)"},
    {S::device_tflops, "compute per GPU (TFLOP/s/GPU)"},
    {S::device_tflops, "TFLOPs"},
    {S::device_tokens_per_second, "tokens per gpu per second (tgs)"},
    {S::device_tokens_per_second, "tokens per GPU (tokens/s/GPU)"},
    {S::device_tokens_per_second, "tokens/s/GPU inst/harmonic mean"},
    {S::sequences_per_second, "samples per second"},
    {S::sequences_per_second, "samples/sec"}};

// Megatron-Bridge src/megatron/bridge/training/utils/train_utils.py, training_log, 2026-08-22.
constexpr Figure bridge_figures[]{{S::step_time, "Step Time"},
                                  {S::device_tflops, "GPU utilization"}};

// NeMo nemo/utils/callbacks and nemo/lightning/pytorch/callbacks/progress_printer.py
// ("train_step_timing in s: 5.72 | "), Lightning's progress bar ("=5.72"), and DLLogger's JSON.
constexpr Figure nemo_figures[]{{S::step, "global_step"},
                                {S::step, "step"},
                                {S::step_time, "train_step_timing in s"},
                                {S::global_batch, "global_batch_size"},
                                {S::device_tflops, "TFLOPS_per_GPU"},
                                {S::device_tflops, "tflops_per_sec_per_gpu"}};

// torchtitan torchtitan/components/metrics.py, MetricsProcessor.log: tokens a second of a device.
constexpr Figure torchtitan_figures[]{
    {S::step, "step"}, {S::device_tokens_per_second, "tps"}, {S::device_tflops, "tflops"}};

// MaxText src/maxtext/common/metric_logger.py, _log_training_metrics, 2026-08-22: total_weights
// are the tokens of a step that are no padding.
constexpr Figure maxtext_figures[]{{S::step, "completed step"},
                                   {S::step_time, "seconds"},
                                   {S::device_tflops, "TFLOP/s/device"},
                                   {S::device_tokens_per_second, "Tokens/s/device"},
                                   {S::tokens_per_step, "total_weights"}};

// Composer composer/loggers/console_logger.py (one metric a line, after a line "[batch=40/40]:",
// values in four decimals) and composer/callbacks/speed_monitor.py (averages over the last
// window_size batches).
constexpr Figure composer_figures[]{
    {S::steps_per_second, "throughput/batches_per_sec"},
    {S::sequences_per_second, "throughput/samples_per_sec"},
    {S::device_tokens_per_second, "throughput/device/tokens_per_sec"},
    {S::device_tflops, "throughput/device/flops_per_sec", flops}};

// OLMo-core src/olmo_core/train/callbacks, console_logger.py ("[step=10/1000,epoch=1]", one metric
// a line, format_float) and speed_monitor.py, 2026-06-22; OLMo olmo/train.py, 2025-09-04.
constexpr Figure olmo_figures[]{
    {S::steps_per_second, "throughput/device/BPS"},
    {S::steps_per_second, "throughput/device/batches_per_second"},
    {S::device_tokens_per_second, "throughput/device/TPS"},
    {S::device_tokens_per_second, "throughput/device/tokens_per_second"},
    {S::device_tflops, "throughput/device/flopsPS", flops}};

// nanochat scripts/base_train.py, 2026-07-03.
constexpr Figure nanochat_figures[]{
    {S::step, "step"}, {S::step_time, "dt", milliseconds}, {S::tokens_per_second, "tok/sec"}};

// nanoGPT train.py, 2025-11-12: the time of the step that is printed.
constexpr Figure nanogpt_figures[]{{S::step, "iter"}, {S::step_time, "time", milliseconds}};

// modded-nanogpt records/*/train_gpt2.py, 2026-08-01: an average since the start.
constexpr Figure modded_figures[]{{S::step, "step"}, {S::step_time, "step_avg", milliseconds}};

// torchtune recipes/full_finetune_distributed.py and torchtune/training/metric_logging.py,
// 2026-04-23.
constexpr Figure torchtune_figures[]{{S::step, "Step"},
                                     {S::step, "step"},
                                     {S::device_tokens_per_second, "tokens_per_second_per_gpu"}};

// InternEvo doc/en/usage.md, 2024-03-28.
constexpr Figure internevo_figures[]{{S::step, "step"},
                                     {S::device_tflops, "tflops"},
                                     {S::device_tokens_per_second, "tgs (tokens/gpu/second)"}};

// open_lm open_lm/train.py, 2024-07-23.
constexpr Figure open_lm_figures[]{{S::step_time, "Batch (t)"}};

// AXLearn axlearn/common/trainer.py, 2026-07-08: an average over 100 steps.
constexpr Figure axlearn_figures[]{{S::step, "step"}, {S::step_time, "Average step time"}};

// neuronx-nemo-megatron .../megatron_gpt_model.py, _log_metrics, and neuronx-distributed-training
// .../lightning_modules/model/base.py, 2025-09-12: sequences a second of the job, over ten steps.
constexpr Figure neuron_nemo_figures[]{{S::step, "global_step"},
                                       {S::sequences_per_second, "throughput"}};

// neuronx-distributed examples/training/llama, logger.py and module_llama.py, 2026-04-09.
constexpr Figure neuron_figures[]{
    {S::step, "step"}, {S::step_time, "step_time"}, {S::sequences_per_second, "throughput"}};

// DeepSpeed deepspeed/runtime/pipe/engine.py, and deepspeed/utils/timer.py, ThroughputTimer (before
// 2021 only "SamplesPerSec=").
constexpr Figure pipeline_engine_figures[]{
    {S::step, "steps"}, {S::step_time, "iter time (s)"}, {S::sequences_per_second, "samples/sec"}};
constexpr Figure deepspeed_figures[]{{S::step, "global_step"},
                                     {S::sequences_per_second, "CurrSamplesPerSec"},
                                     {S::sequences_per_second, "RunningAvgSamplesPerSec"},
                                     {S::sequences_per_second, "SamplesPerSec"}};

// PaddleNLP paddlenlp/trainer, speed_metrics; pull request 7853, 2024-01-17.
constexpr Figure paddle_figures[]{
    {S::step, "global_step"},
    {S::steps_per_second, "interval_steps_per_second"},
    {S::sequences_per_second, "interval_samples_per_second"},
    {S::device_tokens_per_second, "interval_tokens_per_second_per_device"}};

// ms-swift swift/trainers/patcher.py and swift/megatron/callbacks/print.py, 2026-08-22: an average
// since the start.
constexpr Figure swift_figures[]{{S::step, "global_step/max_steps"},
                                 {S::step, "iteration"},
                                 {S::step_time, "train_speed(s/it)"},
                                 {S::steps_per_second, "train_speed(iter/s)"}};

// transformers src/transformers/trainer.py, speed_metrics: the dictionary that closes a run, which
// trainer_state.json holds too.
constexpr Figure trainer_figures[]{{S::sequences_per_second, "train_samples_per_second"},
                                   {S::steps_per_second, "train_steps_per_second"}};

constexpr std::string_view no_padding = "tokens of padding are not in its rate";
constexpr std::string_view whole_run =
    "the rate is of the whole run, with its evaluations and checkpoints";
constexpr std::string_view micro_batches =
    "iter time is of one micro-batch: a step is taken for as many as it has";

constexpr Format table[]{
    {.software = "Megatron-LM",
     .example = "iteration 10/ 100 | elapsed time per iteration (ms): 15234.5 |",
     .marks = {"elapsed time per iteration"},
     .figures = megatron_figures},
    {.software = "Megatron-DeepSpeed",
     .example = "iteration= 10/ 100 | elapsed_time_per_iteration_ms=15234.5 |",
     .marks = {"elapsed_time_per_iteration_ms="},
     .figures = megatron_figures},
    {.software = "Megatron-Bridge",
     .stack = "megatron-bridge",
     .example = "Step Time : 5.38s GPU utilization: 400.1MODEL_TFLOP/s/GPU",
     .marks = {"Step Time :", "GPU utilization"},
     .figures = bridge_figures},
    {.software = "NeMo",
     .stack = "nemo-megatron",
     .example = "global_step: 10 | train_step_timing in s: 5.72",
     .marks = {"train_step_timing in s"},
     .figures = nemo_figures},
    {.software = "torchtitan",
     .stack = "torchtitan",
     .example = "step: 10  loss: 8.1  tps: 6,667",
     .marks = {"tps:", "loss:"},
     .unless = "validate",
     .figures = torchtitan_figures},
    {.software = "nanotron",
     .example = "iteration: 10 / 100 | time_per_iteration_ms: 4.6K",
     .marks = {"iteration:", "time_per_iteration_ms:"},
     .reading = nanotron_reading},
    {.software = "MaxText",
     .stack = "maxtext",
     .example = "completed step: 10, seconds: 0.722, Tokens/s/device: 11346.2",
     .marks = {"completed step:", "seconds:"},
     .figures = maxtext_figures},
    {.software = "llm-foundry",
     .stack = "llm-foundry-fsdp",
     .example = "Train throughput/batches_per_sec: 0.0524",
     .marks = {"throughput/"},
     .figures = composer_figures,
     .heading = "batch",
     .step_times_are_rounded = true},
    {.software = "OLMo",
     .stack = "olmo-core",
     .example = "throughput/device/TPS=12,345",
     .marks = {"throughput/device/"},
     .figures = olmo_figures,
     .heading = "[step"},
    {.software = "nanochat",
     .stack = "nanochat",
     .example = "step 00010/21400 | dt: 1202.00ms | tok/sec: 436,179",
     .marks = {"dt:", "tok/sec:"},
     .figures = nanochat_figures},
    {.software = "LitGPT",
     .stack = "litgpt",
     .example = "iter 64 step 4 | loss train: 8.1 | iter time: 358.90 ms (step)",
     .marks = {"iter time:", "loss"},
     .reading = litgpt_reading,
     .caveat = micro_batches},
    {.software = "nanoGPT",
     .example = "iter 10: loss 8.1, time 1202.00ms, mfu 40.00%",
     .marks = {"iter ", "mfu "},
     .figures = nanogpt_figures},
    {.software = "llm.c",
     .stack = "llm-c",
     .example = "step 10/100 | loss 8.1 | 1202.00 ms | 436179 tok/s",
     .marks = {" ms", " tok/s"},
     .reading = llmc_reading},
    {.software = "modded-nanogpt",
     .stack = "modded-nanogpt",
     .example = "step:10/1770 train_time:1230ms step_avg:123.00ms",
     .marks = {"step_avg:"},
     .figures = modded_figures},
    {.software = "torchtune",
     .example = "Step 10 | loss:1.2 lr:2e-05 tokens_per_second_per_gpu:1234.5",
     .marks = {"tokens_per_second_per_gpu"},
     .figures = torchtune_figures,
     .caveat = no_padding},
    {.software = "torchtune",
     .example = "1|10|Loss: 1.2:   1%| | 10/1617 [00:12<32:00,  1.20s/it]",
     .marks = {"|Loss: ", "it"},
     .reading = step_bar_reading},
    {.software = "InternEvo",
     .stack = "internevo",
     .example = "tflops=189.8,step=10,tgs (tokens/gpu/second)=4274.45",
     .marks = {"tgs (tokens/gpu/second)"},
     .figures = internevo_figures},
    {.software = "open_lm",
     .stack = "open_lm",
     .example = "Train Epoch: 0 [...] Batch (t): 1.202, 436179/s",
     .marks = {"Train Epoch:", "Batch (t):"},
     .figures = open_lm_figures},
    {.software = "AXLearn",
     .stack = "axlearn",
     .example = "step 100] Average step time: 1.202 seconds",
     .marks = {"Average step time:"},
     .figures = axlearn_figures},
    {.software = "NeMo on Neuron",
     .stack = "neuronx-megatron",
     .example = "reduced_train_loss=8.1, throughput=11.3",
     .marks = {"reduced_train_loss=", "throughput="},
     .unless = "train_step_timing",
     .figures = neuron_nemo_figures},
    {.software = "neuronx-distributed",
     .stack = "neuronx-distributed",
     .example = "step 10 step_time 1.2s throughput 11.3 seq/s",
     .marks = {"throughput", " seq/s"},
     .figures = neuron_figures},
    {.software = "DeepSpeed",
     .example = "steps: 10 loss: 8.1 iter time (s): 0.186 samples/sec: 53.7",
     .marks = {"iter time (s):"},
     .figures = pipeline_engine_figures},
    {.software = "DeepSpeed",
     .example = "global_step=10, CurrSamplesPerSec=58.7",
     .marks = {"SamplesPerSec="},
     .figures = deepspeed_figures},
    {.software = "NeMo",
     .stack = "nemo-megatron",
     .example = "Epoch 0: 1%| | 10/100 [06:53<.., 41.31s/it, reduced_train_loss=3.1]",
     .marks = {"reduced_train_loss", "/"},
     .reading = step_bar_reading},
    {.software = "Levanter",
     .example = "Progress on:train 10.0it/100it rate:1.2s/it",
     .marks = {"Progress on:train", "rate:"},
     .reading = levanter_reading},
    {.software = "PaddleNLP",
     .example = "global_step: 10, interval_samples_per_second: 58.7",
     .marks = {"interval_samples_per_second"},
     .figures = paddle_figures,
     .step_times_are_rounded = true},
    {.software = "Hugging Face Trainer",
     .stack = "hf-trainer",
     .example = "  1%| | 1/400 [00:06<39:40,  6.11s/it]",
     .reading = trainer_bar_reading,
     .signs = {"'epoch':", "Total optimization steps", "Unsloth", "train_runtime"}},
    {.software = "ms-swift",
     .stack = "ms-swift",
     .example = "'global_step/max_steps': '10/94', 'train_speed(s/it)': 2.8",
     .marks = {"train_speed("},
     .figures = swift_figures},
    {.software = "Hugging Face Trainer",
     .stack = "hf-trainer",
     .example = "{'train_runtime': 2452.8, 'train_samples_per_second': 20.874}",
     .marks = {"train_samples_per_second"},
     .figures = trainer_figures,
     .step_times_are_rounded = true,
     .caveat = whole_run},
};

}  // namespace

std::span<Format const> formats() { return table; }

}  // namespace ec2plan::step_log
