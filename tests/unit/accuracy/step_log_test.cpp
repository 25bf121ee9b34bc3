#include "ec2plan/accuracy/step_log.hpp"

#include <filesystem>
#include <random>
#include <sstream>

#include "ec2plan/units/error.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::step_log_test {
namespace {

StepLog read(std::string const& text, LoggedJob const& job = {}) {
  std::istringstream log(text);
  return step_log_from(log, "train.log", job);
}

std::string megatron_line(int step, double milliseconds, int batch = 1536) {
  return " [2026-01-02 03:04:05] iteration " + std::to_string(step) +
         "/     100 | consumed samples:         7680 | elapsed time per iteration (ms): " +
         std::to_string(milliseconds) +
         " | throughput per GPU (TFLOP/s/GPU): 140.1 | learning rate: 1.0E-05 | global batch "
         "size:  " +
         std::to_string(batch) + " | lm loss: 1.1E+01 |\n";
}

std::string torchtitan_line(int step, std::string const& tps) {
  return "[rank0]:[titan] 2026-01-02 - root - INFO - \x1b[31mstep: " + std::to_string(step) +
         "  \x1b[32mloss:  8.0254  \x1b[36mmemory: 47.90GiB(60.10%)  \x1b[34mtps: " + tps +
         "  \x1b[35mtflops: 1,338.98  \x1b[36mmfu: 34.25%\x1b[0m\n";
}

std::string warnings_of(StepLog const& log) {
  std::string all;
  for (auto const& warning : log.warnings)
    all += warning + "\n";
  return all;
}

}  // namespace

TEST_CASE("a Megatron-LM log gives step times, rates and the global batch") {
  auto const log = read("loading\n" + megatron_line(5, 15234.5) + megatron_line(6, 15230.5) +
                        megatron_line(7, 15232.5));
  CHECK(log.framework == "Megatron-LM");
  CHECK(log.lines == 4);
  REQUIRE(log.readings.size() == 3);
  CHECK(log.readings[0].line == 2);
  CHECK(log.readings[0].step == 5);
  CHECK(log.readings[0].global_batch == 1536);
  CHECK(*log.readings[0].step_time / second == Approx(15.2345));
  CHECK(log.summary.tflops_per_s_per_accelerator.value() == Approx(140.1));
  CHECK(*log.summary.step_time / second == Approx(15.2325));
  CHECK(log.summary.global_batch == 1536);
  CHECK(log.warnings.empty());
}

TEST_CASE("Megatron-DeepSpeed, BigScience and Primus lines are Megatron's with other rates") {
  auto const deepspeed = read(
      " iteration        5/      10 | consumed samples: 7680 | elapsed time per iteration (ms): "
      "344656.1 | global batch size:  1536 | samples per second: 4.457 | tokens per gpu per second "
      "(tgs): 142.612 | TFLOPs: 153.38 |\n");
  CHECK(deepspeed.summary.tflops_per_s_per_accelerator.value() == Approx(153.38));
  CHECK(*deepspeed.summary.tokens_per_second_per_accelerator / (token / second) == Approx(142.612));
  CHECK(deepspeed.summary.sequences_per_second.value() == Approx(4.457));

  auto const bigscience = read(
      "[default3]: iteration 20/ 3125000 | elapsed time per iteration (s): "
      "105.22 | global batch size:    96 |\n");
  CHECK(*bigscience.summary.step_time / second == Approx(105.22));

  auto const primus = read(
      "iteration 100/ 200 | elapsed time per iteration (ms): 100.5/101.2 | compute per GPU "
      "(TFLOP/s/GPU): 496.3 (avg 496.1) | tokens/s/GPU inst/harmonic mean: 9640.7/9629.8 |\n");
  CHECK(*primus.summary.step_time / second == Approx(0.1005));
  CHECK(primus.summary.tflops_per_s_per_accelerator.value() == Approx(496.3));
  CHECK(*primus.summary.tokens_per_second_per_accelerator / (token / second) == Approx(9640.7));
}

TEST_CASE("a torchtitan log in colour gives tokens per second, and step times for a known job") {
  auto const text = torchtitan_line(10, "6,667") + torchtitan_line(20, "6,669");
  auto const log = read(text);
  CHECK(log.framework == "torchtitan");
  REQUIRE(log.readings.size() == 2);
  CHECK(*log.readings[0].tokens_per_second_per_accelerator / (token / second) == Approx(6667));
  CHECK(log.readings[0].tflops_per_s_per_accelerator.value() == Approx(1338.98));
  CHECK(!log.summary.step_time);

  LoggedJob job;
  job.global_batch = 512;
  job.sequence_length = 8192;
  job.accelerators = 256;
  CHECK(*read(text, job).readings[0].step_time / second == Approx(512.0 * 8192 / (6667.0 * 256)));
}

TEST_CASE("torchtitan's validation lines are no steps") {
  auto const log = read(torchtitan_line(10, "6,667") +
                        "validate step: 10  loss:  7.1  memory: 1.00GiB(1.00%)  tps: 20,000\n");
  CHECK(log.readings.size() == 1);
}

TEST_CASE("an llm-foundry log names a batch first and its metrics after it") {
  std::string const text =
      "[batch=40/4800]:\n"
      "\t Train time/batch: 39\n"
      "\t Train loss/train/total: 8.4213\n"
      "\t Train throughput/batches_per_sec: 0.0524\n"
      "\t Train throughput/samples_per_sec: 53.6576\n"
      "\t Train throughput/device/batches_per_sec: 0.0004\n"
      "\t Train throughput/tokens_per_sec: 109890.1\n"
      "\t Train throughput/device/tokens_per_sec: 2002.1\n"
      "\t Train throughput/device/flops_per_sec: 400000000000000.0\n";
  auto const log = read(text);
  CHECK(log.framework == "llm-foundry");
  REQUIRE(log.readings.size() == 1);
  auto const& reading = log.readings[0];
  CHECK(reading.step == 39);
  CHECK(*reading.step_time / second == Approx(1 / 0.0524));
  CHECK(*reading.tokens_per_second_per_accelerator / (token / second) == Approx(2002.1));
  CHECK(reading.sequences_per_second.value() == Approx(53.6576));
  CHECK(reading.tflops_per_s_per_accelerator.value() == Approx(400));

  LoggedJob job;
  job.global_batch = 1024;  // the batch over samples per second has more digits
  CHECK(*read(text, job).readings[0].step_time / second == Approx(1024 / 53.6576));
}

TEST_CASE("llm-foundry metrics without a batch line are taken in groups") {
  std::string const group =
      "Train throughput/batches_per_sec: 0.0040\nTrain throughput/device/tokens_per_sec: 2002\n";
  auto const log = read(group + group + group);
  CHECK(log.readings.size() == 3);
  CHECK(warnings_of(log).find("give the global batch") != std::string::npos);
}

TEST_CASE("NeMo logs: progress bar, printed line and JSON") {
  auto const bar = read(
      "Epoch 0: : 1%| | 1/100 [00:10<10:48, reduced_train_loss=10.9, global_step=0.000, "
      "train_step_timing in s=9.130]\r"
      "Epoch 0: : 2%| | 2/100 [00:13<10:48, reduced_train_loss=10.5, global_step=1.000, "
      "train_step_timing in s=3.130]\r");
  CHECK(bar.framework == "NeMo");
  REQUIRE(bar.readings.size() == 2);
  CHECK(bar.readings[0].step == 0);
  CHECK(*bar.readings[1].step_time / second == Approx(3.13));

  auto const printed = read(
      "Training epoch 0, iteration 1/249 | lr: 3.922e-06 | global_batch_size: 128 | global_step: 1 "
      "| reduced_train_loss: 1.653 | train_step_timing in s: 9.95 | TFLOPS_per_GPU: 512.5 | "
      "consumed_samples: 16\n");
  CHECK(printed.readings[0].global_batch == 128);
  CHECK(printed.summary.tflops_per_s_per_accelerator.value() == Approx(512.5));

  auto const json = read(
      R"(DLLL {"type": "LOG", "step": 16, "data": {"lr": 1.2e-06, "train_step_timing in s": 92.28}})");
  CHECK(json.readings[0].step == 16);
  CHECK(*json.readings[0].step_time / second == Approx(92.28));
}

TEST_CASE("a progress bar whose step has lost digits is told apart by its position") {
  auto const line = [](int position) {
    return "Epoch 0: 5%| | " + std::to_string(position) +
           "/9999 [1:00<2:00, global_step=1.05e+3, train_step_timing in s=3.13]\n";
  };
  auto const log = read(line(1050) + line(1051) + line(1051) + line(1052));
  REQUIRE(log.readings.size() == 3);
  CHECK(log.readings[2].step == 1052);
}

TEST_CASE("NeMo on Neuron gives sequences per second of the job") {
  std::string const text =
      "Epoch 0:   5%| | 3/62 [02:59<58:44,  0.02it/s, v_num=8-06, reduced_train_loss=6.930, "
      "global_step=1.000, consumed_samples=32.00, throughput=11.3, throughput_peak=12.1]\n";
  CHECK(read(text).framework == "NeMo on Neuron");
  CHECK(read(text).summary.sequences_per_second.value() == Approx(11.3));
  LoggedJob job;
  job.global_batch = 1024;
  CHECK(*read(text, job).summary.step_time / second == Approx(1024 / 11.3));
}

TEST_CASE("DeepSpeed logs: the timer's line, its old form and the pipeline engine's") {
  auto const timer = read(
      "[2026-01-02 15:27:02,646] [INFO] [timer.py:260:stop] "
      "epoch=0/micro_step=199/global_step=199, "
      "RunningAvgSamplesPerSec=58.73, CurrSamplesPerSec=61.35, MemAllocated=6.01GB\n");
  CHECK(timer.framework == "DeepSpeed");
  CHECK(timer.readings[0].sequences_per_second.value() == Approx(61.35));
  CHECK(read("0/100, SamplesPerSec=5.5, MemAllocated=1.0GB\n").readings[0].sequences_per_second ==
        Approx(5.5));

  auto const pipeline = read("steps: 100 loss: 0.0585 iter time (s): 0.186 samples/sec: 53.694\n");
  CHECK(pipeline.readings[0].step == 100);
  CHECK(*pipeline.readings[0].step_time / second == Approx(0.186));
}

TEST_CASE("where a log holds Megatron's and DeepSpeed's lines, Megatron's count") {
  auto const log = read("global_step=1, CurrSamplesPerSec=61.35, MemAllocated=6.01GB\n" +
                        megatron_line(1, 15000));
  CHECK(log.framework == "Megatron-LM");
  CHECK(log.readings.size() == 1);
}

TEST_CASE("the ranks' lines about one step are one reading, the first") {
  auto const log = read(torchtitan_line(4, "10,050") + torchtitan_line(4, "10,049") +
                        torchtitan_line(5, "10,007") + torchtitan_line(5, "10,008"));
  REQUIRE(log.readings.size() == 2);
  CHECK(*log.readings[0].tokens_per_second_per_accelerator / (token / second) == Approx(10050));
}

TEST_CASE("the steps before times have settled are warm-up") {
  std::string text = megatron_line(1, 42000) + megatron_line(2, 21000) + megatron_line(3, 16000);
  for (int step = 4; step <= 20; ++step)
    text += megatron_line(step, 15000 + step % 3);
  auto const log = read(text);
  CHECK(log.warm_up_steps == 3);
  CHECK(log.summary.steps == 17);
  CHECK(*log.summary.step_time / second == Approx(15.001));
  CHECK(log.summary.relative_spread < 0.001);
  CHECK(log.warnings.empty());
}

TEST_CASE("a log that is steady from its first step has no warm-up") {
  std::string text;
  for (int step = 1; step <= 10; ++step)
    text += megatron_line(step, 15000 + step % 2);
  CHECK(read(text).warm_up_steps == 0);
}

TEST_CASE("slow steps later on, such as checkpoints, do not move the median") {
  std::string text;
  for (int step = 1; step <= 30; ++step) {
    text += megatron_line(step, step % 10 == 0 ? 90000 : 15000);
  }
  auto const log = read(text);
  CHECK(log.warm_up_steps == 0);
  CHECK(*log.summary.step_time / second == Approx(15));
  CHECK(log.summary.steps == 30);
}

TEST_CASE("while the batch grows, only the steps of its last size count") {
  std::string text;
  for (int step = 1; step <= 20; ++step)
    text += megatron_line(step, 2000, 192);
  for (int step = 21; step <= 30; ++step)
    text += megatron_line(step, 15000, 1536);
  auto const log = read(text);
  CHECK(log.warm_up_steps == 20);
  CHECK(*log.summary.step_time / second == Approx(15));
  CHECK(log.summary.global_batch == 1536);
}

TEST_CASE("few, scattered or still falling step times are warned of") {
  CHECK(warnings_of(read(megatron_line(1, 15000))).find("only 1 steady") != std::string::npos);

  std::string scattered, falling;
  for (int step = 1; step <= 20; ++step) {
    scattered += megatron_line(step, 10000 + 997 * (step * 7 % 11));
    falling += megatron_line(step, 20000 - 400 * step);
  }
  CHECK(warnings_of(read(scattered)).find("vary by") != std::string::npos);
  CHECK(warnings_of(read(falling)).find("still getting faster") != std::string::npos);
}

TEST_CASE("a log of something else is refused with what was expected") {
  for (std::string const text : {"", "hello\nworld\n", "iteration 1/ 2 | lm loss: 3\n",
                                 "elapsed time per iteration (ms): nan |\n",
                                 "step: 1  loss: 2  tps: 0\n", "throughput=12\n"}) {
    try {
      read(text);
      FAIL("accepted: " << text);
    } catch (InputError const& error) {
      CHECK(error.kind == InputFault::Kind::file);
      CHECK(error.where == "train.log");
      CHECK(error.expected.find("torchtitan") != std::string::npos);
      CHECK(error.expected.find("elapsed time per iteration (ms)") != std::string::npos);
      CHECK(!error.fix.empty());
    }
  }
}

TEST_CASE("a file that is not there, or is a folder, is refused by name") {
  auto const folder = std::filesystem::temp_directory_path();
  CHECK_THROWS_AS(step_log_from(folder), InputError);
  CHECK_THROWS_WITH(step_log_from(folder / "no-such-ec2plan.log"),
                    Catch::Matchers::Contains("no-such-ec2plan.log"));
}

TEST_CASE("huge lines, bytes that are no text and cut lines are harmless") {
  std::mt19937 random(7);
  std::string noise;
  for (int count = 0; count < 200000; ++count)
    noise += static_cast<char>(random() & 0xff);
  auto const cut = megatron_line(3, 15002).substr(0, 60);
  auto const log = read(std::string(3'000'000, 'x') + "\n" + noise + "\n" +
                        megatron_line(1, 15000) + "\x1b[\n\x1b\n" + megatron_line(2, 15001) + cut);
  CHECK(log.readings.size() == 2);
  CHECK(read(megatron_line(1, 15000).substr(0, 118)).readings.size() == 1);  // no end of line
}

}  // namespace ec2plan::step_log_test
