#include "ec2plan/search/search.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "choices.hpp"
#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "legal.hpp"

namespace ec2plan {
namespace {

constexpr Time never{std::numeric_limits<double>::infinity()};
constexpr int most_instances_tried = 16384;

/// Layouts that share everything but pipeline, data, virtual stages and ZeRO.
struct Bundle {
  Layout layout{};
  MicroBatch costs{};
  Time per_sequence{};  // of one layer
  int twins = 0;        // further kinds of recomputation with the same time and memory
};

/// The fastest found on one number of instances. Times are a step's parts: all but `other`,
/// which grows with them.
struct Fastest {
  Found fits{}, tight{};
  Time fits_parts = never, tight_parts = never;
};

/// A pipeline and data degree of some bundles, and what depends on them alone.
struct Spread {
  int pipeline = 1, data = 1;
  int zeros = 1;                  // ZeRO stages that are legal
  std::span<int const> rivals{};  // those of them that no other beats
  Fastest* fastest = nullptr;
};

class Search {
 public:
  Search(Setup const& setup, SearchLimits const& limits)
      : setup_(setup),
        limits_(limits),
        choices_(choices(setup, limits.layout)),
        most_(setup.device.efa ? limits.max_instances : std::min(1, limits.max_instances)),
        fastest_(static_cast<std::size_t>(std::max(0, most_)) + 1) {
    for (int layers = 0; layers <= setup.job.model.layers; ++layers)
      chunks_.push_back(divisors(layers));
  }

  SearchResult result() {
    for (int tensor : choices_.tensor)
      for (int context : choices_.context)
        for (int expert : choices_.expert)
          visit({.tensor = tensor, .context = context, .expert = expert});
    return collected();
  }

 private:
  /// All micro-batches and kinds of recomputation, the least layer time per sequence first.
  std::vector<Bundle> bundles(Layout shared) const {
    std::vector<Bundle> result;
    shared.sequence_parallel = shared.tensor > 1;
    bool const all_kinds = choices_.recompute.size() > 1;
    bool const selective_is_none = all_kinds && setup_.accelerator.fused_attention;
    for (int size : choices_.micro_batch)
      for (Recompute recompute : choices_.recompute) {
        if (selective_is_none && recompute == Recompute::selective) continue;
        shared.micro_batch = size;
        shared.recompute = recompute;
        auto const costs = micro_batch(setup_, shared);
        bool const twin = selective_is_none && recompute == Recompute::none;
        result.push_back({shared, costs, costs.layer() / size, twin ? 1 : 0});
      }
    std::stable_sort(result.begin(), result.end(), [](Bundle const& a, Bundle const& b) {
      return a.per_sequence < b.per_sequence;
    });
    return result;
  }

  void visit(Layout const& shared) {
    if (!legal_tensor(setup_, shared.tensor) || !legal_context(setup_, shared.context)) return;
    auto const all = bundles(shared);
    Bundle const smallest = least_memory(all);
    for (int data : choices_.data) {
      Layout spread = shared;
      spread.data = data;
      if (!legal_experts(setup_, spread)) continue;
      auto const whole = divided(all, data);
      if (whole.empty()) continue;
      for (int pipeline : choices_.pipeline)
        if (int const count = instances_of(spread, pipeline); count > 0)
          visit(whole, smallest, spread_of(spread, pipeline, count));
    }
  }

  /// No bundle of them needs less memory in any part.
  static Bundle least_memory(std::vector<Bundle> const& all) {
    Bundle least = *std::min_element(all.begin(), all.end(), [](auto& a, auto& b) {
      return a.costs.activations + a.costs.logits < b.costs.activations + b.costs.logits;
    });
    least.costs.working_set = Bytes{};
    return least;
  }

  /// Instances that the layout fills to the last device; 0 if none or too many or too few.
  int instances_of(Layout const& l, int pipeline) const {
    long long const total = 1LL * l.tensor * l.context * l.data * pipeline;
    long long const each = setup_.device.per_instance;
    long long const count = total % each == 0 ? total / each : 0;
    return count >= limits_.min_instances && count <= most_ ? static_cast<int>(count) : 0;
  }

  /// The bundles whose micro-batches divide what a replica gets of the batch.
  std::vector<Bundle const*> divided(std::vector<Bundle> const& all, int data) const {
    std::vector<Bundle const*> result;
    for (Bundle const& b : all)
      if (setup_.job.global_batch % (data * b.layout.micro_batch) == 0) result.push_back(&b);
    return result;
  }

  /// With several replicas, sharding the optimizer is never slower nor larger than copying it
  /// (ZeRO 0), and with several stages ZeRO 3 does what ZeRO 1 does.
  Spread spread_of(Layout const& l, int pipeline, int count) {
    Spread s{.pipeline = pipeline,
             .data = l.data,
             .fastest = &fastest_[static_cast<std::size_t>(count)]};
    std::span<int const> const zeros = choices_.zero;
    if (zeros.size() == 1) {
      s.rivals = zeros;
    } else if (l.data * l.context == 1) {
      s.rivals = zeros.first(1);
    } else {
      s.zeros = static_cast<int>(zeros.size());
      s.rivals = pipeline > 1 ? zeros.subspan(1, 1) : zeros.subspan(1);
    }
    return s;
  }

  /// All bundles, until one says that none after it can win.
  void visit(std::vector<Bundle const*> const& all, Bundle const& smallest, Spread const& s) {
    double const sequences = static_cast<double>(setup_.job.global_batch) / s.data;
    double const layers = layers_per_stage(setup_.job.model.layers, s.pipeline);
    bool const any_fits = loosest_fit(smallest, s) != Fit::no;
    for (Bundle const* each_bundle : all) {
      Bundle const& bundle = *each_bundle;
      Layout const layout = laid_out(bundle, s);
      auto const stages = virtual_stages_of(layout);
      if (stages.empty()) continue;
      auto const each = static_cast<std::int64_t>(stages.size()) * (1 + bundle.twins);
      counts_.legal += each * s.zeros;
      if (!any_fits) {
        counts_.excluded_by_memory += each * s.zeros;
        continue;
      }
      bool const beaten = sequences * layers * bundle.per_sequence >= s.fastest->fits_parts;
      auto const evaluated = beaten ? 0 : visit_family(bundle, layout, stages, s);
      counts_.excluded_by_time += each * s.zeros - evaluated;
    }
  }

  static Layout laid_out(Bundle const& bundle, Spread const& s) {
    Layout layout = bundle.layout;
    layout.pipeline = s.pipeline;
    layout.data = s.data;
    return layout;
  }

  /// The layouts of one bundle, pipeline and data: all virtual stages and ZeRO stages.
  /// Gives how many were evaluated or excluded by memory.
  std::int64_t visit_family(Bundle const& bundle, Layout layout, std::span<int const> stages,
                            Spread const& s) {
    Fastest& fastest = *s.fastest;
    Time const least = least_parts(setup_, bundle.costs, layout, stages.back());
    if (least >= fastest.fits_parts) return 0;
    Fit const loosest = loosest_fit(bundle, s);
    if (loosest == Fit::no) {
      auto const excluded = static_cast<std::int64_t>(stages.size() * s.rivals.size());
      counts_.excluded_by_memory += excluded;
      return excluded;
    }
    if (loosest == Fit::tight && least >= fastest.tight_parts) return 0;
    std::int64_t evaluated = 0;
    for (int count : stages) {
      layout.virtual_stages = count;
      if (least_parts(setup_, bundle.costs, layout, count) >= fastest.fits_parts) continue;
      for (int zero : s.rivals) {
        layout.zero = zero;
        take(estimate(setup_, bundle.costs, layout), layout, fastest);
        ++evaluated;
      }
    }
    counts_.evaluated += evaluated;
    return evaluated;
  }

  /// Virtual stages that are legal with the layout; none where the user fixed one that is not.
  std::span<int const> virtual_stages_of(Layout layout) const {
    if (auto const& fixed = limits_.layout.virtual_stages) {
      layout.virtual_stages = *fixed;
      return {&*fixed, legal_virtual_stages(setup_, layout) ? 1U : 0U};
    }
    int const layers = setup_.job.model.layers;
    bool const interleaves = layout.pipeline > 1 && layers % layout.pipeline == 0 &&
                             micro_batches(setup_.job, layout) % layout.pipeline == 0;
    return chunks_[static_cast<std::size_t>(interleaves ? layers / layout.pipeline : 1)];
  }

  /// Memory is least with one virtual stage and the ZeRO stage that shards most.
  Fit loosest_fit(Bundle const& bundle, Spread const& s) {
    Layout layout = laid_out(bundle, s);
    Fit best = Fit::no;
    for (int zero : s.rivals) {
      layout.zero = zero;
      auto const held = memory(setup_, bundle.costs, layout);
      best = std::min(best, fit(setup_.assumptions, held));
      if (held.total() < least_memory_) {
        least_memory_ = held.total();
        closest_ = layout;
      }
    }
    return best;
  }

  void take(Estimate const& estimate, Layout const& layout, Fastest& fastest) const {
    Time const parts = estimate.step.total() - estimate.step.other;
    Found const found{instances(setup_, layout), layout, estimate};
    if (estimate.fit == Fit::yes && parts < fastest.fits_parts) {
      fastest.fits_parts = parts;
      fastest.fits = found;
    } else if (estimate.fit == Fit::tight && parts < fastest.tight_parts) {
      fastest.tight_parts = parts;
      fastest.tight = found;
    }
  }

  SearchResult collected() {
    SearchResult result{.counts = counts_};
    for (Fastest const& f : fastest_) {
      if (f.fits_parts < never) result.best.push_back(f.fits);
      if (f.tight_parts < f.fits_parts) result.tight.push_back(f.tight);
    }
    if (result.best.empty() && result.tight.empty() && closest_)
      result.closest = Found{instances(setup_, *closest_), *closest_, estimate(setup_, *closest_)};
    return result;
  }

  Setup const& setup_;
  SearchLimits const& limits_;
  Choices choices_;
  int most_;
  std::vector<Fastest> fastest_;          // by number of instances
  std::vector<std::vector<int>> chunks_;  // divisors of every number of layers
  SearchCounts counts_{};
  Bytes least_memory_{std::numeric_limits<double>::infinity()};
  std::optional<Layout> closest_{};
};

/// The least power of two of instances on which something fits.
std::optional<int> fitting_instances(Setup const& setup, SearchLimits limits) {
  if (!setup.device.efa) return {};
  for (int count = 1; count <= most_instances_tried; count *= 2) {
    if (count <= limits.max_instances) continue;
    SearchLimits const exactly{count, count, limits.layout};
    auto const found = Search(setup, exactly).result();
    if (!found.best.empty() || !found.tight.empty()) return count;
  }
  return {};
}

}  // namespace

SearchResult search(Setup const& setup, SearchLimits const& limits) {
  SearchResult result = Search(setup, limits).result();
  if (result.closest) result.fits_from = fitting_instances(setup, limits);
  return result;
}

}  // namespace ec2plan
