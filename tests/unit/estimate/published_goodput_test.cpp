#include "ec2plan/estimate/reliability.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

/// Runs whose share of useful time was published, each with its own figures as far as they were
/// published and the defaults elsewhere. docs/model.md, "Failures", says how well each is met.
namespace ec2plan::published_goodput_test {
namespace {

/// With the run's own rate at all ends.
Assumptions with_rate(double per_node_day) {
  auto a = testing::assumptions();
  a.failures_per_node_day = per_node_day;
  a.failures_per_node_day_low = per_node_day;
  a.failures_per_node_day_high = per_node_day;
  return a;
}

}  // namespace

TEST_CASE("Llama 3 405B: 419 interruptions of 2,048 instances in 54 days left over 90 %") {
  auto a = with_rate(419.0 / (54 * 2048));
  a.cluster_storage = 2000 * gigabyte / second;  // sustained, of its own storage
  auto const r = reliability(a, 405e9, 2048).likely;
  CHECK(r.failures_per_day == Approx(7.76).epsilon(0.001));
  CHECK(r.goodput == Approx(0.917).margin(0.002));
  CHECK(r.goodput > 0.90);
  a.cluster_storage = testing::assumptions().cluster_storage;
  CHECK(reliability(a, 405e9, 2048).likely.goodput == Approx(0.907).margin(0.002));
}

TEST_CASE("HLAT 70B: 256 trn1 instances with automatic restarts kept 98.8 %") {
  auto const r = reliability(testing::assumptions(), 70e9, 256);
  CHECK(r.likely.goodput == Approx(0.973).margin(0.002));
  CHECK(r.low.goodput == Approx(0.988).margin(0.002));  // at the lowest published rate
}

TEST_CASE("OPT-175B: restarts by hand kept 59 %, automatic ones would have kept over 95 %") {
  double const rate = 105.0 / (124 * 60);
  auto a = with_rate(rate);
  CHECK(reliability(a, 175e9, 124).likely.failures_per_day == Approx(1.75));
  CHECK(reliability(a, 175e9, 124).likely.goodput > 0.95);
  a.failure_detection = Time{};
  a.restart = 2 * hour;
  a.asynchronous_checkpoints = false;
  a.checkpoint_overhead = 5 * minute;
  CHECK(reliability(a, 175e9, 124).likely.goodput == Approx(0.77).margin(0.02));
  a.restart = 5.5 * hour;  // what it takes to get to the published share
  CHECK(reliability(a, 175e9, 124).likely.goodput == Approx(0.59).margin(0.02));
}

TEST_CASE("Olmo Hybrid 7B: 64 B200 instances were active 97 % of the time") {
  auto const r = reliability(testing::assumptions(), 7e9, 64);
  CHECK(r.likely.goodput == Approx(0.990).margin(0.002));
  CHECK(r.high.goodput == Approx(0.975).margin(0.002));  // small jobs fail more by software
}

TEST_CASE(
    "BLOOM 176B: its checkpoints of 2.3 TiB took 40 s, 0.37 % of the time every three hours") {
  auto a = with_rate(1.5 / 7 / 48);
  a.checkpoint_state = 2.3 * 1024 * gibibyte / 176.2e9;
  a.instance_storage = a.checkpoint_state * 176.2e9 / (48 * 40 * second);
  a.asynchronous_checkpoints = false;
  a.checkpoint_overhead = Time{};
  auto const c = checkpoint(a, 176.2e9, 48);
  CHECK(c.blocked / second == Approx(40));
  CHECK(c.blocked / (3 * hour) == Approx(0.0037).epsilon(0.01));
  double const rate = 1.5 / 7 / 86400;
  double const kept = daly_goodput(3 * hour, c.blocked, 10 * minute + c.loaded, rate);
  CHECK(kept == Approx(0.981).margin(0.001));
  CHECK(kept < reliability(a, 176.2e9, 48).likely.goodput);  // at Daly's interval
}

}  // namespace ec2plan::published_goodput_test
