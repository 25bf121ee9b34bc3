#include "ec2plan/estimate/reliability.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan {

TEST_CASE("Daly 2006: the interval nears sqrt(2 C / rate) when failures are rare") {
  auto a = testing::assumptions();
  a.failures_per_node_day = 1e-4;
  double const rate = 1e-4 / 86400;
  CHECK(checkpoint_interval(a, 1) / second == Approx(std::sqrt(2 * 30 / rate)).epsilon(0.01));
}

TEST_CASE("goodput falls with instances, failures, and slow restarts") {
  auto const a = testing::assumptions();
  CHECK(expected_goodput(a, 64) > expected_goodput(a, 512));
  auto slow = a;
  slow.restart = 2 * hour;
  CHECK(expected_goodput(slow, 64) < expected_goodput(a, 64));
  auto never = a;
  never.failures_per_node_day = 0;
  CHECK(expected_goodput(never, 512) == 1);
}

TEST_CASE("Llama 3: 2,048 instances with fast recovery keep about nine tenths") {
  auto a = testing::assumptions();
  a.failures_per_node_day = 419.0 / (54 * 2048);
  a.checkpoint_write = 10 * second;
  CHECK(expected_goodput(a, 2048) == Approx(0.908).margin(0.005));
}

}  // namespace ec2plan
