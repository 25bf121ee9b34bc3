#pragma once

#include <span>

#include "bundles.hpp"
#include "choices.hpp"
#include "ec2plan/search/legal.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan {

/// A pipeline and data degree of some bundles, and what depends on them alone.
struct Spread {
  int pipeline = 1, data = 1;
  int instances = 1;
  int layers = 1;                  // of the fullest stage
  int zeros = 1;                   // ZeRO stages that are legal, hybrid sharding among them
  int replicas = 1;                // of the data ranks, under every rival
  int hybrid = 0;                  // replicas of one instance each that ZeRO 3 may have instead
  std::span<int const> rivals{};   // those of them that no other beats
  std::span<int const> batches{};  // that each micro-batch divides; 0: none
  std::span<int const> micro_batches{};  // of those batches; 0: none
  std::span<int const> too_large{};  // of each micro-batch, kinds of recomputation that fit nowhere
};

/// How many layouts are legal, and how many of them have a micro-batch that fits nowhere.
struct LegalCount {
  std::int64_t all = 0, too_large = 0;
};

/// The legal layouts within some limits, in families that share costs.
class Space {
 public:
  Space(Setup const& setup, SearchLimits const& limits);

  int most_instances() const { return most_; }

  /// Calls `act` with the bundles of each tensor, context and expert degree, and with each pipeline
  /// and data degree that goes with them.
  template <typename Act>
  void for_each_spread(Act const& act) const {
    for (int tensor : choices_.tensor)
      for (int context : choices_.context)
        for (int expert : choices_.expert)
          for_each_spread({.tensor = tensor, .context = context, .expert = expert}, act);
  }

  static Layout laid_out(Bundle const& bundle, Spread const& spread);

  /// The layout under one of the rivals; the last is hybrid where there is one.
  static void rival(Layout& layout, Spread const& spread, std::size_t index);
  static std::size_t rivals(Spread const& spread);

  /// With the batch that it divides; empty where there is none.
  std::optional<Layout> batched(Bundle const& bundle, Spread const& spread) const;

  /// Virtual stages that are legal with the layout and that no other beats, ascending; none where
  /// the user fixed a number that is not.
  std::span<int const> virtual_stages(Layout const& layout) const;

  /// Room for activations on the first stage under each of the rivals.
  void take_rooms(Bundle const& any, Spread const& spread, std::vector<Bytes>& rooms) const;

  /// Legal layouts of the spread, those that others beat among them.
  LegalCount legal_layouts(Spread const& spread) const;

 private:
  template <typename Act>
  void for_each_spread(Layout shared, Act const& act) const {
    if (!legal_tensor(setup_, shared.tensor) || !legal_context(setup_, shared.context)) return;
    auto const [all, too_large] = bundles(setup_, choices_, shared);
    for (auto const& [data, batches, micro_batches] : replicas_) {
      shared.data = data;
      if (all.empty() || !legal_experts(setup_, shared) || !takes_replicas(data)) continue;
      for (int pipeline : choices_.pipeline) {
        shared.pipeline = pipeline;
        int const count = instances_of(shared);
        if (count == 0) continue;
        Spread spread = spread_of(shared, count);
        if (spread.rivals.empty()) continue;
        spread.batches = batches;
        spread.micro_batches = micro_batches;
        spread.too_large = too_large;
        act(all, spread);
      }
      shared.pipeline = 1;
    }
  }

  void take_replicas(int data);
  bool takes_replicas(int data) const;
  int hybrid(Layout const& layout, int count) const;
  int instances_of(Layout const& layout) const;
  Spread spread_of(Layout const& layout, int count) const;
  bool interleaves(Layout const& layout) const;
  bool takes_zero(Layout layout, int zero, int replicas) const;
  bool fills_schedule(Layout layout) const;
  bool takes_chunks(int pipeline, int count) const;
  std::vector<int> chunk_counts(int pipeline) const;
  std::int64_t legal_chunk_counts(Layout const& layout, Spread const& spread) const;

  Setup const& setup_;
  SearchLimits const& limits_;
  Choices choices_;
  int most_ = 0;
  std::vector<bool> tried_;               // by number of instances, the least allowed first
  std::vector<std::vector<int>> chunks_;  // by pipeline; of 0: without
  /// A data degree, the batch that each micro-batch divides with it, and into how many.
  struct Replicas {
    int data = 1;
    std::vector<int> batches{}, micro_batches{};
  };
  std::vector<Replicas> replicas_;
};

}  // namespace ec2plan
