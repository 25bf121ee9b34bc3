#include "ec2plan/search/cost.hpp"

namespace ec2plan {

Range<Money> cost(Price const& price, int instances, Run const& r) {
  return {bill(price, instances, r.duration.low), bill(price, instances, r.duration.likely),
          bill(price, instances, r.duration.high)};
}

CostBreakdown cost_breakdown(Price const& price, int instances, Run const& r) {
  Time const training = r.steps * r.step_time.likely;
  Time const kept = r.goodput * r.duration.likely;
  return {.training = bill(price, instances, training),
          .evaluation = bill(price, instances, kept - training),
          .failures = bill(price, instances, r.duration.likely - kept)};
}

}  // namespace ec2plan
