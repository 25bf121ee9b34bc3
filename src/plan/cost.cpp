#include "ec2plan/plan/cost.hpp"

namespace ec2plan {
namespace {

Bill bill_of(Price price, HourlyPrice per_instance, int instances, Run const& r, Time duration) {
  price.per_instance = per_instance;
  return bill(price, instances, duration, r.duration.high);
}

}  // namespace

Bill likely_bill(Price const& price, int instances, Run const& r) {
  return bill(price, instances, r.duration.likely, r.duration.high);
}

Range<Money> cost(Price const& price, int instances, Run const& r) {
  auto const& each = price.per_instance;
  return {bill_of(price, price.least.value_or(each), instances, r, r.duration.low).total(),
          likely_bill(price, instances, r).total(),
          bill_of(price, price.most.value_or(each), instances, r, r.duration.high).total()};
}

CostBreakdown cost_breakdown(Price const& price, int instances, Run const& r) {
  Bill const likely = likely_bill(price, instances, r);
  double const before = r.startup.total() / r.duration.likely, after = 1 - before;
  double const training = r.steps * (r.step_time.likely / r.duration.likely);
  return {.startup = before * likely.used,
          .training = training * likely.used,
          .evaluation = (r.goodput * after - training) * likely.used,
          .failures = (1 - r.goodput) * after * likely.used,
          .idle_tail = likely.idle};
}

}  // namespace ec2plan
