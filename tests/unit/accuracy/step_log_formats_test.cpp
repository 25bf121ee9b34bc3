#include <sstream>

#include "ec2plan/accuracy/step_log.hpp"
#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::step_log_formats_test {
namespace {

StepLog read(std::string const& text, LoggedJob const& job = {}) {
  std::istringstream log(text);
  return step_log_from(log, "train.log", job);
}

double step_seconds(StepLog const& log) { return *log.summary.step_time / second; }

double device_tokens(StepLog const& log) {
  return *log.summary.tokens_per_second_per_accelerator / (token / second);
}

std::string warnings_of(StepLog const& log) {
  std::string all;
  for (auto const& warning : log.warnings)
    all += warning + "\n";
  return all;
}

/// A bar as tqdm writes it over the last one.
std::string bar(int position, int total, std::string const& rate,
                std::string const& description = {}) {
  return "\r" + description + "  1%|▏         | " + std::to_string(position) + "/" +
         std::to_string(total) + " [00:06<39:40, " + rate + "]";
}

std::string refusal_of(std::string const& text) {
  try {
    read(text);
  } catch (InputError const& error) {
    CHECK(error.kind == InputFault::Kind::file);
    return error.problem + "; " + error.fix;
  }
  return "it was read";
}

}  // namespace

TEST_CASE("nanotron writes thousands as K, and its batch in sequences or in tokens") {
  auto const line = [](char const* key, char const* batch) {
    return std::string(
               "\x1b[2;3m11/29 03:04:00 [INFO|DP=0|TP=0|node-1]\x1b[0m: iteration: 100 / "
               "1000 | consumed_tokens: 0.2G | ") +
           key +
           ": 4.6K | tokens_per_sec: 342K | tokens_per_sec_per_gpu: 42.7K | "
           "global_batch_size: " +
           batch + " | lm_loss: 3.1 | model_tflops_per_gpu: 331\n";
  };
  auto const older = read(line("elapsed_time_per_iteration_ms", "384"));
  CHECK(older.framework == "nanotron");
  CHECK(step_seconds(older) == Approx(4.6));
  CHECK(device_tokens(older) == Approx(42700));
  CHECK(older.told.global_batch == 384);
  CHECK(older.told.sequence_length == 4096);
  auto const newer = read(line("time_per_iteration_ms", "1.57M"), {.sequence_length = 4096});
  CHECK(step_seconds(newer) == Approx(4.6));
  CHECK(newer.told.global_batch == 384);
}

TEST_CASE("MaxText tells the tokens of a step, and so the batch") {
  std::string text =
      "Config param max_target_length: 2048\n"
      "[Rampup Batch Size Phase], completed step: 1, seconds: 9.500, loss: 9\n"
      "completed profiler activation/deactivation step: 4, total_weights: 1\n";
  for (int step = 5; step < 12; ++step)
    text += "completed step: " + std::to_string(step) +
            ", seconds: 0.722, TFLOP/s/device: 477.000, Tokens/s/device: 11346.260, "
            "total_weights: 65536, loss: 9.0, perplexity: 20.1\n";
  text += "Completed eval after train step 11, loss=8.0, total_weights=4096\n";
  auto const log = read(text, {.sequence_length = 4096});
  CHECK(log.framework == "MaxText");
  CHECK(step_seconds(log) == Approx(0.722));
  CHECK(log.told.sequence_length == 2048);
  CHECK(log.told.global_batch == 32);
  CHECK(log.readings.size() == 8);
}

TEST_CASE("the Trainer's bar counts steps, and the bars of other work beside it do not") {
  std::string text = bar(1, 4, "2.50s/it", "Loading checkpoint shards:") +
                     "\n[INFO|trainer.py:2084] >>   Total train batch size (w. parallel, "
                     "distributed & accumulation) = 128\n"
                     "[INFO|trainer.py:2086] >>   Total optimization steps = 400\n" +
                     bar(0, 400, "?it/s");
  for (int step = 1; step <= 9; ++step) {
    text += bar(step, 400, "6.1" + std::to_string(step % 3) + "s/it") +
            "{'loss': 1.2, 'grad_norm': 0.5, 'learning_rate': 2e-05, 'epoch': 0.01}\n";
    if (step == 5) text += bar(7, 50, "9.00it/s") + bar(50, 50, "9.00it/s");
  }
  text +=
      "\n{'train_runtime': 2452.8, 'train_samples_per_second': 20.9, "
      "'train_steps_per_second': 0.16, 'epoch': 1.0}\n";
  auto const log = read(text);
  CHECK(log.framework == "Hugging Face Trainer");
  CHECK(log.readings.size() == 9);
  CHECK(step_seconds(log) == Approx(6.11));
  CHECK(log.told.global_batch == 128);
}

TEST_CASE("a bar of several steps a second, behind a rank or a host, is the same bar") {
  auto const log =
      read("10.0.0.1: [rank0]:" + bar(1, 100, "2.00it/s").substr(1) + "\n{'epoch': 0.1}\n" +
           "worker-0:" + bar(2, 100, "2.00it/s").substr(1) + "\n");
  CHECK(log.readings.size() == 2);
  CHECK(step_seconds(log) == Approx(0.5));
  CHECK(read(bar(1, 9, "6.11s/it") + "{'train_samples_per_second': 20.874, 'train_runtime': 9.1, "
                                     "'train_steps_per_second': 0.163}")
            .told.global_batch == 128);
}

TEST_CASE("without its bar the Trainer's closing dictionary tells the average") {
  std::string const text =
      "{'train_runtime': 2452.8, 'train_samples_per_second': 20.874, 'train_steps_per_second': "
      "0.163}\n";
  CHECK(step_seconds(read(text)) == Approx(1 / 0.163));
  auto const log = read(text, {.global_batch = 128});  // has more digits
  CHECK(step_seconds(log) == Approx(128 / 20.874));
  CHECK(log.told.global_batch == std::nullopt);
  CHECK(warnings_of(log).find("of the whole run") != std::string::npos);
}

TEST_CASE("Unsloth's banner tells the batch") {
  auto const log = read(
      "==((====))==  Unsloth - 2x faster free finetuning | Num GPUs used = 1\n"
      "O^O/ \\_/ \\    Batch size per device = 16 | Gradient accumulation steps = 2\n"
      "\\        /    Data Parallel GPUs = 1 | Total batch size (16 x 2 x 1) = 32\n" +
      bar(3, 196, "4.25s/it"));
  CHECK(log.told.global_batch == 32);
  CHECK(log.told.micro_batch == 16);
  CHECK(step_seconds(log) == Approx(4.25));
}

TEST_CASE("NeMo's bar before it timed steps") {
  auto const log = read(
      "Epoch 0:   1%|          | 791/9000 [2:00:01<20:01:48, 41.31s/it, loss=3.1, v_num=, "
      "reduced_train_loss=3.090, global_step=790.0, consumed_samples=1.61e+6]\r"
      "Epoch 0:   1%|          | 792/9000 [2:00:42<20:01:48, 41.35s/it, loss=3.1, v_num=, "
      "reduced_train_loss=3.090, global_step=791.0, consumed_samples=1.61e+6]\r");
  CHECK(log.readings.size() == 2);
  CHECK(step_seconds(log) == Approx(41.33));
}

TEST_CASE("nanochat and nanoGPT") {
  auto const chat = read(
      "\"sequence_len\": 2048,\nTotal batch size 524,288 => gradient accumulation steps: 1\n"
      "step 00005/21400 (0.05%) | loss: 7.89 | lrm: 1.00 | dt: 1202.00ms | tok/sec: 436,179 | "
      "bf16_mfu: 61.5 | epoch: 1 | total time: 0.05m | eta: 12.0m\n");
  CHECK(step_seconds(chat) == Approx(1.202));
  CHECK(chat.told.sequence_length == 2048);
  CHECK(chat.told.global_batch == 256);
  auto const gpt = read(
      "step 0: train loss 10.9, val loss 10.9\n"
      "iter 0: loss 10.9, time 62190.12ms, mfu -100.00%\n"
      "iter 10: loss 9.1, time 250.50ms, mfu 40.12%\n");
  CHECK(gpt.warm_up_steps == 1);
  CHECK(step_seconds(gpt) == Approx(0.2505));
}

TEST_CASE("LitGPT's times are of micro-batches") {
  auto const line = [](int iter, int step, bool last) {
    return "Epoch 1 | iter " + std::to_string(iter) + " step " + std::to_string(step) +
           " | loss train: 8.1, val: n/a | iter time: 350.00 ms" + (last ? " (step)" : "") +
           " remaining time: 0:10:00\n";
  };
  auto const parts =
      read(line(3, 0, false) + line(4, 1, true) + line(5, 1, false) + line(8, 2, true));
  CHECK(parts.readings.size() == 3);
  CHECK(step_seconds(parts) == Approx(1.4));
  CHECK(warnings_of(parts).find("micro-batch") != std::string::npos);
  auto const whole = read(line(4, 4, true) + line(5, 5, true) + line(6, 6, true));
  CHECK(step_seconds(whole) == Approx(0.35));
  CHECK(warnings_of(whole).find("micro-batch") == std::string::npos);
}

TEST_CASE("OLMo-core names a step, then its metrics") {
  auto const log = read(
      "[step=10/1000,epoch=1,eta=1h]\n    train/CE loss=8.1\n"
      "    throughput/device/TPS=12,345\n    throughput/device/TPS (actual avg)=11,000\n"
      "    throughput/device/BPS=0.3014\n    throughput/device/flopsPS=401.5T\n"
      "[step=11/1000,epoch=1]\n[step=20/1000,epoch=1,eta=1h]\n"
      "    throughput/device/TPS=12,347\n    throughput/device/BPS=0.3014\n");
  CHECK(log.framework == "OLMo");
  REQUIRE(log.readings.size() == 2);
  CHECK(log.readings[1].step == 20);
  CHECK(step_seconds(log) == Approx(1 / 0.3014));
  CHECK(log.summary.tflops_per_s_per_accelerator.value() == Approx(401.5));
  auto const older = read(
      "    throughput/device/tokens_per_second=12,345\n"
      "    throughput/device/batches_per_second=0.2500\n");
  CHECK(step_seconds(older) == Approx(4));
}

TEST_CASE("Trainium: neuronx-distributed's examples and its trainer") {
  LoggedJob const job{.global_batch = 1024};
  auto const logger = read("step 10 step_time 90.1s throughput 11.3 seq/s step loss 8.1\n", job);
  CHECK(logger.framework == "neuronx-distributed");
  CHECK(step_seconds(logger) == Approx(90.1));
  auto const zero1 = read(
      "LOG Thu Jan  1 03:04:05 2026 - (0, 12) step_loss : 8.1000 learning_rate : 1.00e-04 "
      "throughput : 11.30 seq/s grad-norm : 1.0\n",
      job);
  CHECK(step_seconds(zero1) == Approx(1024 / 11.3));
}

TEST_CASE("other loops: torchtune, llm.c, modded-nanogpt, InternEvo, open_lm, AXLearn, Levanter") {
  auto const tune = read(
      "Step 1 | loss:1.2 lr:2e-05 tokens_per_second_per_gpu:1234.5 "
      "peak_memory_active:20.1 \n");
  CHECK(device_tokens(tune) == Approx(1234.5));
  CHECK(warnings_of(tune).find("padding") != std::string::npos);
  CHECK(step_seconds(read(bar(10, 1617, "1.20s/it", "1|10|Loss: 1.2:"))) == Approx(1.2));
  CHECK(step_seconds(read("step   10/18865 | loss 7.1 (+0.1z)| norm 1.0 (-0.2z)| lr 6.0e-04 | "
                          "1202.00 ms | 45.8% bf16 MFU | 436179 tok/s\n")) == Approx(1.202));
  CHECK(step_seconds(read("step:11/1770 train_time:123ms step_avg:123.45ms\n")) == Approx(0.12345));
  CHECK(device_tokens(read("tflops=189.8,step=1,loss=11.6,tgs (tokens/gpu/second)=4274.45\n")) ==
        Approx(4274.45));
  CHECK(step_seconds(read("Train Epoch: 0 [  8192/1000000 (1%)] Loss: 8.1 Data (t): 0.1 Batch (t): "
                          "1.202, 436179/s, 54522/s/gpu LR: 0.001\n")) == Approx(1.202));
  CHECK(
      step_seconds(read("trainer process   0 step      100] Average step time: 1.202 seconds\n")) ==
      Approx(1.202));
  CHECK(step_seconds(read("Progress on:train 10.0it/1.00kit rate:3.4s/it remaining:56:00 "
                          "elapsed:00:34 postfix:loss=8.1\n")) == Approx(3.4));
}

TEST_CASE("Megatron-Bridge's and Argonne's lines are Megatron's") {
  auto const bridge = read("Step Time : 5.38s GPU utilization: 400.1MODEL_TFLOP/s/GPU\n");
  CHECK(step_seconds(bridge) == Approx(5.38));
  CHECK(bridge.summary.tflops_per_s_per_accelerator.value() == Approx(400.1));
  CHECK(step_seconds(read(" iteration=      10/     100 | elapsed_time_per_iteration_ms=5380.0 | "
                          "global_batch_size=  128 |\n")) == Approx(5.38));
}

TEST_CASE("what a framework prints when it starts tells of the job") {
  auto const megatron = read(
      "  context_parallel_size ........................... 1\n"
      "  encoder_seq_length .............................. 8192\n"
      "  expert_model_parallel_size ...................... 8\n"
      "  max_position_embeddings ......................... 32768\n"
      "  micro_batch_size ................................ 2\n"
      "  pipeline_model_parallel_size .................... 4\n"
      "  tensor_model_parallel_size ...................... 2\n"
      "  world_size ...................................... 64\n"
      " iteration        2/     100 | elapsed time per iteration (ms): 5440.0 | global batch size: "
      "  128 |\n");
  auto const& told = megatron.told;
  CHECK(told.sequence_length == 8192);
  CHECK(told.global_batch == 128);
  CHECK(told.micro_batch == 2);
  CHECK(told.tensor == 2);
  CHECK(told.pipeline == 4);
  CHECK(told.context == 1);
  CHECK(told.expert == 8);
  CHECK(told.accelerators == 64);

  auto const titan = read(
      "Trainer is initialized with local batch size 2, global batch size 16, gradient accumulation "
      "steps 1, sequence length 8192, total steps 1000 (warmup 200)\n"
      "step: 10  loss: 8.1  tps: 6,667\n",
      {.global_batch = 512, .sequence_length = 2048, .accelerators = 8});
  CHECK(titan.told.global_batch == 16);
  CHECK(titan.told.sequence_length == 8192);
  CHECK(step_seconds(titan) == Approx(16 * 8192 / (6667.0 * 8)));  // the log's job, not the asked
}

TEST_CASE("a log of software that is not read is refused by its name") {
  CHECK(refusal_of("\x1b[1m500/500\x1b[0m [====] - 12s 24ms/step - loss: 8.1\n")
            .starts_with("is of Keras, which is not read"));
  CHECK(refusal_of("[11/29/26 03:04:05] INFO     colossalai - colossalai - INFO: Epoch 0\n")
            .starts_with("is of ColossalAI,"));
  CHECK(refusal_of("{'loss': 1.2, 'learning_rate': 2e-05, 'epoch': 0.1}\n").find("disable_tqdm") !=
        std::string::npos);
  CHECK(refusal_of("Epoch 0:   5%| | 3/62 [02:59<58:44,  2.00s/it, v_num=0, loss=3]\n")
            .starts_with("is of PyTorch Lightning,"));
  CHECK(refusal_of(bar(3, 62, "2.00s/it")).starts_with("is of a progress bar of software"));
  CHECK(refusal_of("{\"_step\": 1, \"_runtime\": 2.5, \"loss\": 8.1}\n")
            .starts_with("is of Weights & Biases,"));
  CHECK(refusal_of(std::string("\x18\0\0\0\0\0\0\0brain.Event:2", 21))
            .starts_with("is of TensorBoard's event files,"));
}

TEST_CASE("a run that was started again is read once for each step") {
  std::string text;
  for (int const first : {1, 8})
    for (int step = first; step < first + 12; ++step)
      text += "iter " + std::to_string(step) + ": loss 9.1, time " +
              (step == first ? "9000.00" : "250.00") + "ms, mfu 40.12%\n";
  auto const log = read(text);
  CHECK(log.readings.size() == 19);
  CHECK(step_seconds(log) == Approx(0.25));
}

}  // namespace ec2plan::step_log_formats_test
