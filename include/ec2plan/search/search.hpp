#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/search/framework.hpp"

namespace ec2plan {

/// What the user fixed of a layout; what is empty is searched. Sequence parallelism follows tensor
/// parallelism unless fixed.
struct LayoutChoice {
  std::optional<int> tensor{}, pipeline{}, data{}, context{}, expert{};
  std::optional<int> virtual_stages{}, micro_batch{}, zero{}, data_replicas{};
  std::optional<Recompute> recompute{};
  std::optional<bool> sequence_parallel{};
};

/// The most that any published run of data/runs used, and the least tokens that one of its context
/// ranks had: what frameworks do beyond has not been seen to run.
constexpr int most_pipeline = 64, most_virtual_stages = 24, least_context_tokens = 4096;

/// How far an adapted batch may be from the job's own, and by how much it must be quicker: a guess
/// of what changes neither the learning nor, for nothing, the user's number.
constexpr double batch_band = 0.15, batch_gain = 0.01;

/// Of a given number of instances no more than one in so many stays idle: a guess too.
constexpr int idle_part = 10;

struct SearchLimits {
  int min_instances = 1;
  int max_instances = 512;
  LayoutChoice layout{};
  /// Each layout may take the batch that it divides, within the band, and of a given number of
  /// instances one in `idle_part` may stay idle.
  bool batch_adapts = false;
  Framework framework = Framework::known;
};

/// Whether a search of several numbers of instances tries this one: the ends, all up to 16, and
/// eight to each doubling above, so that none is more than an eighth from one that is tried.
bool is_tried(SearchLimits const& limits, int instances);

/// The batch that `share` = data x micro_batch divides: the job's own, or where it may adapt the
/// nearest within the band; 0: none.
int batch_of(Job const& job, SearchLimits const& limits, std::int64_t share);

/// A layout on a number of instances, scored.
struct Found {
  int instances = 0;  // that are paid for: the layout may leave some idle
  Layout layout{};
  Estimate estimate{};
};

/// legal = evaluated + excluded_by_memory + excluded_by_time, in layouts.
struct SearchCounts {
  std::int64_t legal = 0;
  std::int64_t evaluated = 0;
  std::int64_t excluded_by_memory = 0;  // a lower bound of its memory is above the largest fill
  std::int64_t excluded_by_time = 0;    // a lower bound of its step is no better than one found

  SearchCounts& operator+=(SearchCounts const& other);
};

struct SearchResult {
  std::vector<Found> best{};       // fastest that fits, one for each count that has one, ascending
  std::vector<Found> tight{};      // faster still, but tight, or the only one; ascending
  std::optional<Found> closest{};  // least memory of all, where nothing fits
  std::optional<int> fits_from{};  // where nothing fits: instances that would do, if any would
  SearchCounts counts{};
};

/// Every legal layout on every number of instances that is tried, each evaluated or excluded by a
/// bound; of pipelines with equally short stages, the smallest alone unless there is one number.
/// At one number of instances the fastest is also the cheapest, so no price is needed.
/// Types without EFA are searched on one instance. Assumes: modelled accelerator.
SearchResult search(Setup const& setup, SearchLimits const& limits);

/// Whether any layout is legal, fit or not.
bool any_legal(Setup const& setup, SearchLimits const& limits);

/// A lower bound of a step's parts (all but `other`) over every virtual-stage count up to the
/// given one and every ZeRO stage: compute, exposed layer traffic and the least bubble.
Time least_parts(Setup const& setup, MicroBatch const& micro_batch, Layout const& layout,
                 int virtual_stages);

}  // namespace ec2plan
