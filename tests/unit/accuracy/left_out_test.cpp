#include "ec2plan/accuracy/fit.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::intervals_test {

TEST_CASE("the central interval leaves the same share out on both sides") {
  auto const interval =
      central_interval({1.1, 0.9, 1.0, 0.8, 1.2, 0.7, 1.3, 1.4, 0.6, 1.5, 0.5}, 0.8);
  CHECK(interval.low == Approx(0.6));
  CHECK(interval.high == Approx(1.4));
  CHECK(interval.runs == 11);
}

TEST_CASE("of one run the interval is that run, and of none it is empty") {
  CHECK(central_interval({1.25}, 0.8).low == 1.25);
  CHECK(central_interval({1.25}, 0.8).high == 1.25);
  CHECK(central_interval({}, 0.8).runs == 0);
}

}  // namespace ec2plan::intervals_test
