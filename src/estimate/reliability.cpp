#include "ec2plan/estimate/reliability.hpp"

#include <cmath>

namespace ec2plan {
namespace {

double failures_per_second(Assumptions const& a, int instances) {
  return instances * a.failures_per_node_day / (day / second);
}

}  // namespace

/// tau = sqrt(2C/l) (1 + sqrt(Cl/2)/3 + (Cl/2)/9) - C, for a write of C seconds and a rate l, while
/// C < 2/l; beyond, 1/l.
Time checkpoint_interval(Assumptions const& a, int instances) {
  double const write = a.checkpoint_write / second;
  double const rate = failures_per_second(a, instances);
  double const half = write * rate / 2;
  if (half >= 1) return 1 / rate * second;
  return (std::sqrt(2 * write / rate) * (1 + std::sqrt(half) / 3 + half / 9) - write) * second;
}

/// g = l tau e^(-l R) / (e^(l (tau + C)) - 1), for a restart of R seconds.
double expected_goodput(Assumptions const& a, int instances) {
  double const rate = failures_per_second(a, instances);
  if (rate <= 0 || a.checkpoint_write <= Time{}) return 1;
  double const interval = checkpoint_interval(a, instances) / second;
  double const restart = a.restart / second, write = a.checkpoint_write / second;
  return rate * interval * std::exp(-rate * restart) / std::expm1(rate * (interval + write));
}

}  // namespace ec2plan
