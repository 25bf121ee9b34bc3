#include "report/low_rate.hpp"

#include "tests/support/catch.hpp"

namespace ec2plan::low_rate_test {
namespace {

Plan at(double mfu, double hfu) {
  Plan plan;
  plan.run.mfu = mfu;
  plan.run.hfu = hfu;
  plan.run.step.compute = 6 * second;
  return plan;
}

}  // namespace

TEST_CASE("a usual rate needs no word, and in fp8 less is usual") {
  CHECK(pages::low_rate_text(at(0.4, 0.4)).empty());
  Plan plan = at(0.2, 0.2);
  CHECK_FALSE(pages::low_rate_text(plan).empty());
  plan.job.precision = Precision::fp8;
  CHECK(pages::low_rate_text(plan).empty());
}

TEST_CASE("a low rate is told with what it is lost to, and what would raise it") {
  Plan plan = at(0.18, 0.18);
  plan.run.step.bubble = 3 * second;
  plan.run.step.data_comm = second;
  CHECK(pages::low_rate_text(plan) ==
        "only 18% of the peak: 30% of a step is stages that wait for the first and last "
        "micro-batch; more sequences a step, or fewer instances");
  plan = at(0.12, 0.16);
  CHECK(pages::low_rate_text(plan) ==
        "only 12% of the peak: 25% of the work is done again to save memory; more instances, or "
        "more memory in each, save that");
  CHECK(pages::low_rate_text(at(0.1, 0.1)) ==
        "only 10% of the peak: small products and attention keep the units waiting; a larger "
        "micro-batch or fewer devices for each layer");
}

}  // namespace ec2plan::low_rate_test
