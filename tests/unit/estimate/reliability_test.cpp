#include "ec2plan/estimate/reliability.hpp"

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::reliability_test {
namespace {

using testing::assumptions;

constexpr double llama = 405e9;

double likely_goodput(Assumptions const& a, double parameters, int instances,
                      Capacity capacity = Capacity::kept) {
  return reliability(a, parameters, instances, capacity).likely.goodput;
}

}  // namespace

TEST_CASE("Daly 2006: the interval nears sqrt(2 C / rate) when failures are rare") {
  double const rate = 1e-4 / 86400;
  CHECK(checkpoint_interval(30 * second, rate) / second ==
        Approx(std::sqrt(2 * 30 / rate)).epsilon(0.01));
}

TEST_CASE("no other interval between checkpoints keeps more than Daly's, to a hundredth of a %") {
  for (double const rate : {1e-6, 1e-5, 1e-4, 1e-3})
    for (Time const blocked : {second, 30 * second, 300 * second}) {
      Time const best = checkpoint_interval(blocked, rate);
      auto const kept = [&](Time interval) {
        return daly_goodput(interval, blocked, 10 * minute, rate);
      };
      for (double const factor : {0.5, 0.8, 1.25, 2.0})
        CHECK(kept(best) >= kept(factor * best) - 1e-4);
    }
}

TEST_CASE("goodput falls with instances, failures, and slow restarts") {
  auto const a = assumptions();
  CHECK(likely_goodput(a, llama, 64) > likely_goodput(a, llama, 512));
  auto slow = a;
  slow.restart = 2 * hour;
  CHECK(likely_goodput(slow, llama, 64) < likely_goodput(a, llama, 64));
  auto never = a;
  never.failures_per_node_day = 0;
  CHECK(likely_goodput(never, llama, 512) == 1);
  CHECK(reliability(never, llama, 512).likely.interval == Time{});
}

TEST_CASE("a checkpoint holds 14 bytes a parameter, written by all instances up to a cap") {
  auto a = assumptions();
  Checkpoint const few = checkpoint(a, 100e9, 10), many = checkpoint(a, 100e9, 1000);
  CHECK(few.state / byte == Approx(1.4e12));
  CHECK(few.written / second == Approx(140));  // 10 x 1 GB/s
  CHECK(many.written / second == Approx(14));  // 100 GB/s at most
  CHECK(few.loaded == few.written);
  CHECK(few.blocked / second == Approx(6 + 2.8));  // 10 x 50 GB/s to host memory
  a.asynchronous_checkpoints = false;
  CHECK(checkpoint(a, 100e9, 10).blocked / second == Approx(6 + 140));
}

TEST_CASE("a checkpoint is not begun before the one before it is written") {
  auto a = assumptions();
  a.failures_per_node_day = 10;
  auto const r = reliability(a, llama, 4).likely;
  CHECK(checkpoint_interval(r.checkpoint.blocked, 40.0 / 86400) < r.checkpoint.written);
  CHECK(r.interval == r.checkpoint.written);
}

TEST_CASE("holding training up for the write costs more than writing beside it") {
  auto a = assumptions();
  double const beside = likely_goodput(a, llama, 512);
  a.asynchronous_checkpoints = false;
  CHECK(likely_goodput(a, llama, 512) < beside);
}

TEST_CASE("the range goes from the lowest published rate to the highest") {
  auto const r = reliability(assumptions(), llama, 4096);
  CHECK(r.low.failures_per_day == Approx(4096 * 2.3e-3));
  CHECK(r.likely.failures_per_day == Approx(4096 * 6.5e-3));
  CHECK(r.high.failures_per_day == Approx(4096 * 15e-3));
  CHECK(r.low.goodput > r.likely.goodput);
  CHECK(r.likely.goodput > r.high.goodput);
}

TEST_CASE("a rate of one's own outside the published range moves its end along") {
  auto a = assumptions();
  a.failures_per_node_day = 0.5;
  auto const many = failures_per_day(a, 4096);
  CHECK(many.high == many.likely);
  a.failures_per_node_day = 1e-4;
  auto const few = failures_per_day(a, 4096);
  CHECK(few.low == few.likely);
}

TEST_CASE("1,024 A100: 7.9 hours between failures were measured, the constant rate gives 28.8") {
  auto const rates = failures_per_day(assumptions(), 128);
  CHECK(24 / rates.likely == Approx(28.8).epsilon(0.005));
  CHECK(24 / rates.high == Approx(7.9).epsilon(0.005));
}

TEST_CASE("16,384 accelerators: 1.8 hours between failures, and no excess of small jobs") {
  auto const rates = failures_per_day(assumptions(), 2048);
  CHECK(24 / rates.likely == Approx(1.8).epsilon(0.01));
  CHECK(rates.high == Approx(2048 * 15e-3));
}

TEST_CASE("more instances never fail less often, at any end of the range") {
  auto const a = assumptions();
  for (int n = 1; n < 3000; ++n) {
    auto const fewer = failures_per_day(a, n), more = failures_per_day(a, n + 1);
    if (fewer.low >= more.low || fewer.high >= more.high) FAIL("at " << n << " instances");
  }
}

TEST_CASE("reclaims only touch instances that can be taken back") {
  auto const a = assumptions();
  auto const kept = reliability(a, llama, 64).likely;
  auto const spot = reliability(a, llama, 64, Capacity::reclaimable).likely;
  CHECK(kept.reclaims_per_day == 0);
  CHECK(spot.reclaims_per_day == Approx(64 * 0.05));
  CHECK(spot.goodput < kept.goodput);
}

TEST_CASE("a reclaim with time for a checkpoint costs the write and the restart, and no work") {
  auto const a = assumptions();
  auto const kept = reliability(a, 7e9, 64).likely;
  auto const spot = reliability(a, 7e9, 64, Capacity::reclaimable).likely;
  double const write = 7e9 * 14 / 64e9;
  double const lost = 64 * 0.05 / 86400 * (6 + write + 480 + write);
  CHECK(spot.notice);
  CHECK(spot.interval == kept.interval);
  CHECK(spot.goodput == Approx(kept.goodput * std::exp(-lost)));
}

TEST_CASE("a reclaim that comes too suddenly for a checkpoint loses work as a failure does") {
  auto a = assumptions();
  a.reclaim_notice = 5 * second;
  auto const sudden = reliability(a, llama, 64, Capacity::reclaimable).likely;
  CHECK_FALSE(sudden.notice);
  auto as_failures = a;
  as_failures.failures_per_node_day += a.reclaims_per_node_day;
  CHECK(sudden.goodput == Approx(likely_goodput(as_failures, llama, 64)));
  CHECK(sudden.goodput < likely_goodput(assumptions(), llama, 64, Capacity::reclaimable));
}

TEST_CASE("a run that never ends is a long one, not an infinite one") {
  auto a = assumptions();
  a.failures_per_node_day = 1000;
  a.restart = day;
  CHECK(likely_goodput(a, llama, 512) == 1e-6);
}

TEST_CASE("spares: as many as 99 of 100 Poisson counts of what is under repair") {
  auto a = assumptions();
  a.repair = day;
  a.failures_per_node_day = 0.01;
  CHECK(spare_instances(a, 400, 30 * day) == 9);  // P(count of mean 4 <= 9) = 0.992
  a.repair = 4 * day;
  CHECK(spare_instances(a, 400, 30 * day) == 26);  // of mean 16: 0.993
  a.repair = 400 * day;
  CHECK(spare_instances(a, 400, 999 * day) == 1694);  // 1600 + 2.33 x 40, as normal
  a.failures_per_node_day = 0;
  CHECK(spare_instances(a, 400, 30 * day) == 0);
}

TEST_CASE("a run that is shorter than a repair keeps spares for its own failures") {
  auto a = assumptions();
  a.repair = day;
  a.failures_per_node_day = 0.01;
  CHECK(expected_failures(a, 400, 6 * hour) == Approx(1));
  CHECK(spare_instances(a, 400, 6 * hour) == 4);  // of mean 1: 0.996
}

TEST_CASE("no spares where hardly a failure is expected in the whole run") {
  auto a = assumptions();
  a.spare_failures = 1;
  a.repair = day;
  a.failures_per_node_day = 6.5e-3;
  CHECK(spare_instances(a, 1, hour) == 0);
  CHECK(spare_instances(a, 8, 10 * day) == 0);  // 0.52 failures
  CHECK(spare_instances(a, 8, 20 * day) == 1);  // 1.04
  a.spare_failures = 0;
  CHECK(spare_instances(a, 8, 10 * day) == 1);
}

}  // namespace ec2plan::reliability_test
