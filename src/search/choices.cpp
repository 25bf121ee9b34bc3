#include "choices.hpp"

#include <algorithm>
#include <functional>

#include "ec2plan/estimate/schedule.hpp"

namespace ec2plan {
namespace {

std::vector<int> descending(std::vector<int> values) {
  std::sort(values.begin(), values.end(), std::greater{});
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

std::vector<int> powers_of_two(int most) {
  std::vector<int> result;
  for (int i = 1; i <= most && i > 0; i *= 2)
    result.push_back(i);
  return result;
}

std::vector<int> pipelines(int layers, SearchLimits const& limits) {
  std::vector<int> result;
  bool const one_count = limits.min_instances == limits.max_instances;
  int const most = limits.framework == Framework::any ? layers : std::min(layers, most_pipeline);
  for (int stages = 1; stages <= most; ++stages)
    if (one_count || fills_stages(layers, stages)) result.push_back(stages);
  return result;
}

template <typename Value, typename Free>
std::vector<Value> fixed_or(std::optional<Value> const& fixed, Free free) {
  return fixed ? std::vector<Value>{*fixed} : free();
}

/// A rank with fewer tokens than any that was seen to run is not worth its traffic.
std::vector<int> contexts(int sequence_length) {
  std::vector<int> result{1};
  for (int c = 2; sequence_length / c >= least_context_tokens; c *= 2)
    if (sequence_length % (2 * c) == 0) result.push_back(c);
  return result;
}

/// Replicas. Where the batch adapts, all that fill a given number of instances; of many numbers,
/// those that powers of two and small factors fill.
std::vector<int> replicas(Setup const& s, SearchLimits const& limits) {
  auto result = divisors(s.job.global_batch);
  if (!limits.batch_adapts) return result;
  auto const most = static_cast<int>(s.job.global_batch * (1 + batch_band));
  if (limits.min_instances == limits.max_instances) {
    std::int64_t const filled = std::int64_t{limits.max_instances} * s.device.per_instance;
    for (int d = 1; d <= std::min<std::int64_t>(most, filled); ++d)
      if (filled % d == 0) result.push_back(d);
    return result;
  }
  for (int odd : {1, 3, 5, 7})
    for (int d = odd; d <= most; d *= 2)
      result.push_back(d);
  return result;
}

std::vector<Recompute> recomputations(Setup const& s, SearchLimits const& limits) {
  auto kinds = fixed_or(limits.layout.recompute, [] {
    return std::vector{Recompute::none, Recompute::selective, Recompute::full};
  });
  std::erase_if(kinds, [&](Recompute kind) {
    return !keeps_rules(limits.framework, s, {.recompute = kind}, RuleReads::recompute);
  });
  return kinds;
}

}  // namespace

std::vector<int> divisors(int whole) {
  std::vector<int> result;
  for (int i = 1; i <= whole / i; ++i) {
    if (whole % i != 0) continue;
    result.push_back(i);
    if (i != whole / i) result.push_back(whole / i);
  }
  std::sort(result.begin(), result.end());
  return result;
}

Choices choices(Setup const& s, SearchLimits const& limits) {
  auto const& m = s.job.model;
  auto const& f = limits.layout;
  return {.tensor = fixed_or(f.tensor, [&] { return descending(divisors(s.device.per_instance)); }),
          .pipeline = fixed_or(f.pipeline, [&] { return pipelines(m.layers, limits); }),
          .data = fixed_or(f.data, [&] { return descending(replicas(s, limits)); }),
          .context = fixed_or(f.context, [&] { return contexts(s.job.sequence_length); }),
          .expert = fixed_or(f.expert, [&] { return divisors(m.experts ? m.experts->count : 1); }),
          .micro_batch = fixed_or(f.micro_batch, [&] { return powers_of_two(s.job.global_batch); }),
          .zero = fixed_or(f.zero,
                           [] {
                             return std::vector{0, 1, 3};
                           }),
          .recompute = recomputations(s, limits),
          .sequence_parallel = f.sequence_parallel};
}

}  // namespace ec2plan
