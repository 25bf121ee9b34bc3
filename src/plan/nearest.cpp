#include "plan/nearest.hpp"

#include <algorithm>
#include <cmath>

namespace ec2plan {
namespace {

constexpr int most_tried = 512;       // values of one kind
constexpr std::size_t most_told = 3;  // changes

struct Degree {
  std::string_view key;
  std::optional<int> LayoutChoice::*member;
};

constexpr Degree degrees[] = {
    {"virtual_stages", &LayoutChoice::virtual_stages},
    {"context", &LayoutChoice::context},
    {"data", &LayoutChoice::data},
    {"data_replicas", &LayoutChoice::data_replicas},
    {"micro_batch", &LayoutChoice::micro_batch},
    {"pipeline", &LayoutChoice::pipeline},
    {"expert", &LayoutChoice::expert},
    {"tensor", &LayoutChoice::tensor},
};

/// The nearest to `from` for which `works`: what is a step away first, the smaller of two.
template <typename Works>
std::optional<int> nearest(int from, Works works) {
  for (int tried = 0, away = 1; tried < most_tried; ++away)
    for (int const value : {from - away, from + away}) {
      if (value >= 1 && works(value)) return value;
      ++tried;
    }
  return {};
}

/// As a share of what was asked for.
double distance(NearestValue const& change, int from) {
  return std::abs(std::log(static_cast<double>(change.value) / from));
}

}  // namespace

std::vector<NearestValue> nearest_values(Setup const& setup, SearchLimits const& limits) {
  if (limits.min_instances != limits.max_instances) return {};
  std::vector<std::pair<double, NearestValue>> found;
  auto const add = [&](std::string_view key, int from, auto works) {
    auto const value = nearest(from, works);
    if (!value) return;
    NearestValue const change{key, *value};
    found.emplace_back(distance(change, from), change);
  };
  for (auto const& [key, member] : degrees) {
    if (!(limits.layout.*member)) continue;
    add(key, *(limits.layout.*member), [&, trial = limits, m = member](int value) mutable {
      trial.layout.*m = value;
      return any_legal(setup, trial);
    });
  }
  add("instance_count", limits.max_instances, [&, trial = limits](int value) mutable {
    trial.min_instances = trial.max_instances = value;
    return any_legal(setup, trial);
  });
  if (!limits.batch_adapts)
    add("global_batch", setup.job.global_batch, [&, trial = setup](int value) mutable {
      trial.job.global_batch = value;
      return any_legal(trial, limits);
    });
  std::ranges::stable_sort(found, {}, [](auto const& one) { return one.first; });
  std::vector<NearestValue> changes;
  for (auto const& [share, change] : found)
    if (changes.size() < most_told) changes.push_back(change);
  return changes;
}

}  // namespace ec2plan
