#include "ec2plan/search/search.hpp"

#include <algorithm>
#include <functional>

#include "ec2plan/estimate/schedule.hpp"
#include "exhaustive.hpp"
#include "space.hpp"

namespace ec2plan {
namespace {

constexpr int most_instances_tried = 16384;

/// The least power of two of instances on which something fits.
std::optional<int> fitting_instances(Setup const& setup, SearchLimits limits) {
  if (!setup.device.efa) return {};
  int const tried = limits.max_instances;
  for (int count = 1; count <= most_instances_tried; count *= 2) {
    if (count <= tried) continue;
    limits.min_instances = limits.max_instances = count;
    auto const found = exhaustive(setup, limits);
    if (!found.best.empty() || !found.tight.empty()) return count;
  }
  return {};
}

/// Time of one sequence. Leaving an instance idle must be worth it, as another batch must.
Time pace_of(Setup const& setup, Found const& found, double worth) {
  return worth / global_batch(setup.job, found.layout) * found.estimate.step.total();
}

/// Numbers a little below that have the most divisors, and so the most layouts.
std::vector<int> smoother(int asked) {
  constexpr std::size_t tried = 4;
  std::vector<std::pair<std::size_t, int>> counts;
  for (int count = asked - std::max(1, asked / idle_part); count < asked; ++count)
    if (count > 0) counts.emplace_back(divisors(count).size(), count);
  std::sort(counts.begin(), counts.end(), std::greater{});
  std::vector<int> best;
  for (std::size_t i = 0; i < std::min(tried, counts.size()); ++i)
    best.push_back(counts[i].second);
  return best;
}

/// Where fewer instances are quicker, as no layout splits 127 well, the others stay idle.
void leave_idle(Setup const& setup, SearchLimits limits, SearchResult& result) {
  int const asked = limits.max_instances;
  if (!setup.device.efa) return;
  for (int const count : smoother(asked)) {
    limits.min_instances = limits.max_instances = count;
    auto fewer = exhaustive(setup, limits);
    result.counts += fewer.counts;
    if (fewer.best.empty()) continue;
    auto& found = fewer.best.front();
    bool const wins = result.best.empty() || pace_of(setup, found, 1 + batch_gain) <
                                                 pace_of(setup, result.best.front(), 1);
    if (!wins) continue;
    found.instances = asked;
    result.best = {std::move(found)};
    result.tight.clear();
  }
}

}  // namespace

SearchResult search(Setup const& setup, SearchLimits const& limits) {
  SearchResult result = exhaustive(setup, limits);
  bool const one_number = limits.min_instances == limits.max_instances;
  if (one_number && limits.batch_adapts) leave_idle(setup, limits, result);
  if (!result.best.empty()) result.closest.reset();
  if (result.closest) result.fits_from = fitting_instances(setup, limits);
  return result;
}

bool any_legal(Setup const& setup, SearchLimits const& limits) {
  bool any = false;
  Space const space(setup, limits);
  space.for_each_spread([&](std::vector<Bundle> const&, Spread const& s) {
    any = any || space.legal_layouts(s).all > 0;
  });
  return any;
}

}  // namespace ec2plan
