#include "ec2plan/accuracy/step_log.hpp"

#include <rapidcheck.h>
#include <rapidcheck/catch.h>

#include <cmath>
#include <sstream>

#include "ec2plan/units/error.hpp"
#include "tests/properties/random.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::step_log_property {
namespace {

/// Pieces of which the lines of all kinds of software are made.
std::string any_piece() {
  return testing::one_of<std::string>({"iteration ",
                                       "elapsed time per iteration (ms): ",
                                       "step: ",
                                       "loss: ",
                                       "tps: ",
                                       "1/400 [",
                                       "  1%|",
                                       "s/it]",
                                       "it/s, ",
                                       "throughput/device/TPS=",
                                       "[step=",
                                       "train_step_timing in s=",
                                       "'train_samples_per_second': ",
                                       "'epoch': ",
                                       "iter time: ",
                                       " (step)",
                                       "iter ",
                                       "dt: ",
                                       "tok/sec: ",
                                       "completed step: ",
                                       "seconds: ",
                                       "total_weights: ",
                                       "iteration: ",
                                       "time_per_iteration_ms: ",
                                       "tokens_per_sec: ",
                                       "global_batch_size: ",
                                       "seq_length ..... ",
                                       "Total batch size (",
                                       ") = ",
                                       "Progress on:train",
                                       "rate:",
                                       " seq/s",
                                       "throughput ",
                                       "K",
                                       "M",
                                       ",",
                                       "\x1b[3",
                                       "m",
                                       "\r",
                                       "\n",
                                       "\n",
                                       "0",
                                       "1",
                                       "4096",
                                       "1e9",
                                       "1e-300",
                                       "9999999999",
                                       "99999999999999999999",
                                       "-1",
                                       "nan",
                                       "inf",
                                       ".",
                                       "e",
                                       " ",
                                       "brain.Event:"});
}

}  // namespace

TEST_CASE("a log of any pieces is read or refused, and what is read is finite") {
  rc::prop("steps are positive and finite", [] {
    std::string text;
    for (int left = *rc::gen::inRange(0, 80); left > 0; --left)
      text += any_piece();
    std::istringstream log(text);
    try {
      auto const read = step_log_from(
          log, "log", {.global_batch = 64, .sequence_length = 4096, .accelerators = 8});
      RC_ASSERT(!read.readings.empty());
      if (auto const& time = read.summary.step_time)
        RC_ASSERT(*time / second > 0 && std::isfinite(*time / second));
      for (auto const& told : {read.told.global_batch, read.told.sequence_length})
        RC_ASSERT(told.value_or(1) > 0);
    } catch (InputError const& error) {
      RC_ASSERT(!error.problem.empty() && !error.expected.empty() && !error.fix.empty());
    }
  });
}

}  // namespace ec2plan::step_log_property
