#include "ec2plan/estimate/reliability.hpp"

#include <algorithm>
#include <cmath>

namespace ec2plan {
namespace {

constexpr double least_goodput = 1e-6;  // a run that never ends stays a number, and ranks last
constexpr double normal_99 = 2.33;      // 99 % of a normal distribution lie below mean + 2.33 sigma
constexpr double enough_spares = 0.99;  // chance that a spare is there
constexpr double large_mean = 100;      // from which a Poisson count is as good as normal

double per_second(double per_day) { return per_day * (second / day); }

/// How much of the small jobs' excess of failures a job of this size has: all of it up to the size
/// at which it was measured, none where a constant rate was seen to hold, in between by doublings.
double smallness(Assumptions const& a, int instances) {
  double const n = instances, small = a.small_job_instances, large = a.large_job_instances;
  if (n <= small) return 1;
  if (n >= large) return 0;
  return std::log(large / n) / std::log(large / small);
}

/// A reclaim that leaves time for a checkpoint loses no work: it costs the write and the restart,
/// of which nothing goes into finding out what failed.
Time announced_stop(Assumptions const& a, Checkpoint const& c) {
  return a.checkpoint_overhead + c.written + (a.restart + c.loaded);
}

/// C: blocked; R = detection + restart + loading, and after an asynchronous checkpoint the write
/// too, as the newest one that is whole is older by that.
Reliability at_rates(Assumptions const& a, Checkpoint const& c, double failures, double reclaims) {
  Reliability r{.failures_per_day = failures, .reclaims_per_day = reclaims, .checkpoint = c};
  Time const late = a.asynchronous_checkpoints ? c.written : Time{};
  Time const emergency = a.checkpoint_overhead + c.written;
  r.notice = emergency <= a.reclaim_notice;
  r.restart = a.failure_detection + a.restart + c.loaded;
  double const unannounced = per_second(r.notice ? failures : failures + reclaims);
  if (unannounced > 0) {
    r.interval = std::max(checkpoint_interval(c.blocked, unannounced), late);
    r.goodput = daly_goodput(r.interval, c.blocked, r.restart + late, unannounced);
  }
  if (r.notice) r.goodput *= std::exp(-per_second(reclaims) * (announced_stop(a, c) / second));
  r.goodput = std::max(r.goodput, least_goodput);
  return r;
}

}  // namespace

/// written = S / min(N x storage of an instance, storage of the cluster);
/// blocked = overhead + (asynchronous: S / (N x copy to host memory), else: written).
Checkpoint checkpoint(Assumptions const& a, double parameters, int instances) {
  double const n = instances;
  Checkpoint c{.state = parameters * a.checkpoint_state};
  c.written = c.state / std::min(n * a.instance_storage, a.cluster_storage);
  c.loaded = c.written;
  c.blocked = a.checkpoint_overhead +
              (a.asynchronous_checkpoints ? c.state / (n * a.host_copy) : c.written);
  return c;
}

Range<double> failures_per_day(Assumptions const& a, int instances) {
  double const likely = a.failures_per_node_day;
  double const of_small = likely * std::pow(a.small_job_failures, smallness(a, instances));
  return {.low = instances * std::min(likely, a.failures_per_node_day_low),
          .likely = instances * likely,
          .high = instances * std::max({likely, a.failures_per_node_day_high, of_small})};
}

Range<Reliability> reliability(Assumptions const& a, double parameters, int instances,
                               Capacity capacity) {
  Checkpoint const c = checkpoint(a, parameters, instances);
  auto const failures = failures_per_day(a, instances);
  Range<double> reclaims;
  if (capacity == Capacity::reclaimable) {
    double const likely = a.reclaims_per_node_day;
    reclaims = {.low = instances * std::min(likely, a.reclaims_per_node_day_low),
                .likely = instances * likely,
                .high = instances * std::max(likely, a.reclaims_per_node_day_high)};
  }
  return {.low = at_rates(a, c, failures.low, reclaims.low),
          .likely = at_rates(a, c, failures.likely, reclaims.likely),
          .high = at_rates(a, c, failures.high, reclaims.high)};
}

/// tau = sqrt(2C/l) (1 + sqrt(Cl/2)/3 + (Cl/2)/9) - C, for a stop of C seconds and a rate l, while
/// C < 2/l; beyond, 1/l.
Time checkpoint_interval(Time blocked, double rate) {
  double const stop = blocked / second;
  double const half = stop * rate / 2;
  if (half >= 1) return 1 / rate * second;
  return (std::sqrt(2 * stop / rate) * (1 + std::sqrt(half) / 3 + half / 9) - stop) * second;
}

/// g = l tau e^(-l R) / (e^(l (tau + C)) - 1), for a restart of R seconds.
double daly_goodput(Time interval, Time blocked, Time restart, double rate) {
  double const kept = std::exp(-rate * (restart / second));
  double const round = rate * ((interval + blocked) / second);
  return round > 0 ? rate * (interval / second) * kept / std::expm1(round) : kept;
}

double expected_failures(Assumptions const& a, int instances, Time duration) {
  return instances * a.failures_per_node_day * (duration / day);
}

/// The least s with P(count <= s) >= 99 %, of a Poisson count whose mean is that under repair, or
/// of all failures of the run where it is shorter than a repair.
int spare_instances(Assumptions const& a, int instances, Time duration) {
  if (expected_failures(a, instances, duration) < a.spare_failures) return 0;
  double const mean = expected_failures(a, instances, std::min(a.repair, duration));
  if (mean > large_mean) return static_cast<int>(std::ceil(mean + normal_99 * std::sqrt(mean)));
  int spares = 0;
  double chance = std::exp(-mean);
  for (double all = chance; all < enough_spares; all += chance)
    chance *= mean / ++spares;
  return spares;
}

}  // namespace ec2plan
