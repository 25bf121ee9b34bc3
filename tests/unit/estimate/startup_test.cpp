#include "ec2plan/estimate/startup.hpp"

#include "ec2plan/estimate/run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/setups.hpp"

namespace ec2plan::startup_test {
namespace {

Setup counted() {
  Setup s = testing::small_on_p4de();
  auto& a = s.assumptions;
  a.startup_counted = true;
  a.startup_launch = 180 * second;
  a.startup_launch_spread = 30 * second;
  a.startup_image = 120 * second;
  a.startup_network = 0.02 * second;
  a.startup_warm_up = 60 * second;
  a.startup = {0.5, 2};
  s.accelerator.compilation = 600 * second;
  return s;
}

Run run_of(Setup const& s) {
  Layout const l{.data = 8};
  return run(s, l, estimate(s, l), 1);
}

TEST_CASE("the slowest of many launches comes later by the logarithm of their number") {
  Setup const s = counted();
  CHECK(startup(s, 1).launch / second == Approx(180));
  CHECK(startup(s, 512).launch / second == Approx(180 + 30 * 6.238).epsilon(0.001));
}

TEST_CASE("groups take a time for each accelerator, images and compilers the same on any number") {
  Setup const s = counted();
  Startup const one = startup(s, 1), many = startup(s, 64);
  CHECK(one.network / second == Approx(8 * 0.02));
  CHECK(many.network / second == Approx(512 * 0.02));
  CHECK(many.image == one.image);
  CHECK(many.compilation / second == Approx(660));
  CHECK(many.loading < one.loading);
}

TEST_CASE("an UltraServer launches all of its instances") {
  Setup s = counted();
  s.type.ec2_instances = 18;
  CHECK(startup(s, 1).launch / second == Approx(180 + 30 * 2.890).epsilon(0.001));
}

TEST_CASE("the time before the first step is part of the run, and of its range") {
  Setup const s = counted();
  Setup off = s;
  off.assumptions.startup_counted = false;
  Run const with = run_of(s), without = run_of(off);
  Time const before = startup(s, 1).total();
  CHECK(without.startup.total() == Time{});
  CHECK((with.duration.likely - without.duration.likely) / before == Approx(1));
  CHECK((with.duration.low - without.duration.low) / before == Approx(0.5));
  CHECK((with.duration.high - without.duration.high) / before == Approx(2));
  CHECK(with.mfu == without.mfu);
  CHECK(with.goodput == without.goodput);
}

TEST_CASE("the paper's estimate knows no start-up") {
  Setup s = counted();
  s.given.hardware = 100 * tera * flop / second;
  CHECK(run_of(s).startup.total() == Time{});
}

TEST_CASE("the fast end of a range is not beyond the part's best matrix product") {
  Setup s = testing::small_on_p4de();
  s.assumptions.same_accelerator = {0.1, 1.3};
  Run const free = run_of(s);
  CHECK(free.step_time.low / free.step_time.likely == Approx(0.1));
  s.accelerator.largest_hfu = 2 * *free.hfu;
  CHECK(run_of(s).step_time.low / free.step_time.likely == Approx(0.5));
  s.accelerator.largest_hfu = *free.hfu / 2;  // the prediction itself is beyond
  CHECK(run_of(s).step_time.low == free.step_time.likely);
}

TEST_CASE("in fp8 the part has a ceiling of its own, where one is known") {
  Setup s = testing::small_on_p4de();
  s.assumptions.same_accelerator = {0.1, 1.3};
  s.job.precision = Precision::fp8;
  Run const free = run_of(s);
  s.accelerator.largest_hfu_fp8 = 2 * *free.hfu;
  CHECK(run_of(s).step_time.low / free.step_time.likely == Approx(0.5));
  s.job.precision = Precision::bf16;
  CHECK(run_of(s).step_time.low / run_of(s).step_time.likely == Approx(0.1));
}

}  // namespace
}  // namespace ec2plan::startup_test
