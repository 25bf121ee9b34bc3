#include "ec2plan/search/search.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "bundles.hpp"
#include "choices.hpp"
#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "ec2plan/search/legal.hpp"

namespace ec2plan {
namespace {

constexpr Time never{std::numeric_limits<double>::infinity()};
constexpr int most_instances_tried = 16384;

/// The fastest found on one number of instances. Times are a step's parts: all but `other`,
/// which grows with them.
struct Fastest {
  Layout fits{}, tight{};
  Time fits_parts = never, tight_parts = never;
};

/// A pipeline and data degree of some bundles, and what depends on them alone.
struct Spread {
  int pipeline = 1, data = 1;
  int zeros = 1;                  // ZeRO stages that are legal
  std::span<int const> rivals{};  // those of them that no other beats
  Bytes room{};                   // for activations on the first stage
  Fastest* fastest = nullptr;
};

class Search {
 public:
  Search(Setup const& setup, SearchLimits const& limits)
      : setup_(setup),
        limits_(limits),
        choices_(choices(setup, limits.layout)),
        most_(setup.device.efa ? limits.max_instances : std::min(1, limits.max_instances)),
        fastest_(static_cast<std::size_t>(std::max(0, most_ - limits.min_instances + 1))),
        chunks_(static_cast<std::size_t>(setup.job.model.layers) + 1) {
    chunks_[1] = {1};
    for (int pipeline : divisors(setup.job.model.layers))
      chunks_[static_cast<std::size_t>(setup.job.model.layers / pipeline)] =
          divisors(setup.job.model.layers / pipeline);
  }

  SearchResult result() {
    for_each_shared([this](Layout const& shared) { visit(shared); });
    return collected();
  }

 private:
  template <typename Act>
  void for_each_shared(Act const& act) const {
    for (int tensor : choices_.tensor)
      for (int context : choices_.context)
        for (int expert : choices_.expert)
          act(Layout{.tensor = tensor, .context = context, .expert = expert});
  }

  void visit(Layout const& shared) {
    for_each_spread(shared, [this](std::vector<Bundle const*> const& whole, Spread const& s) {
      visit(whole, s);
    });
  }

  /// Calls `act` with the bundles that divide the batch, for each legal pipeline and data degree.
  template <typename Act>
  void for_each_spread(Layout const& shared, Act const& act) {
    if (!legal_tensor(setup_, shared.tensor) || !legal_context(setup_, shared.context)) return;
    auto const all = bundles(setup_, choices_, shared);
    for (int data : choices_.data) {
      Layout spread = shared;
      spread.data = data;
      if (!legal_experts(setup_, spread)) continue;
      auto const whole = divided(all, setup_.job.global_batch, data);
      if (whole.empty()) continue;
      for (int pipeline : choices_.pipeline)
        if (int const count = instances_of(spread, pipeline); count > 0)
          act(whole, spread_of(*whole.front(), data, pipeline, count));
    }
  }

  /// Instances that the layout fills to the last device; 0 if none or too many or too few.
  int instances_of(Layout l, int pipeline) const {
    l.pipeline = pipeline;
    long long const total = devices(l);
    long long const each = setup_.device.per_instance;
    if (total > most_ * each || total < limits_.min_instances * each) return 0;
    return total % each == 0 ? static_cast<int>(total / each) : 0;
  }

  /// With several replicas, sharding the optimizer is never slower nor larger than copying it
  /// (ZeRO 0), and with several stages ZeRO 3 does what ZeRO 1 does.
  Spread spread_of(Bundle const& any, int data, int pipeline, int count) {
    Spread s{.pipeline = pipeline,
             .data = data,
             .room = Bytes{-std::numeric_limits<double>::infinity()},
             .fastest = &fastest_[static_cast<std::size_t>(count - limits_.min_instances)]};
    std::span<int const> const zeros = choices_.zero;
    if (zeros.size() == 1) {
      s.rivals = zeros;
    } else if (!replicated(laid_out(any, s))) {
      s.rivals = zeros.first(1);
    } else {
      s.zeros = static_cast<int>(zeros.size());
      s.rivals = pipeline > 1 ? zeros.subspan(1, 1) : zeros.subspan(1);
    }
    Layout layout = laid_out(any, s);
    for (int zero : s.rivals) {
      layout.zero = zero;
      s.room = std::max(s.room, activation_room(setup_, any.costs, layout));
    }
    return s;
  }

  /// Bundles in order, until one says that none after it can win.
  void visit(std::vector<Bundle const*> const& whole, Spread const& s) {
    double const sequences = static_cast<double>(setup_.job.global_batch) / s.data;
    double const layers = layers_per_stage(setup_.job.model.layers, s.pipeline);
    std::int64_t const all = legal_layouts(whole, s);
    counts_.legal += all;
    if (s.room <= Bytes{}) {
      counts_.excluded_by_memory += all;
      return;
    }
    std::int64_t settled = 0;
    for (Bundle const* bundle : whole) {
      if (sequences * layers * bundle->per_sequence >= s.fastest->fits_parts) break;
      settled += visit_family(*bundle, laid_out(*bundle, s), s);
    }
    counts_.excluded_by_time += all - settled;
  }

  std::int64_t legal_layouts(std::vector<Bundle const*> const& whole, Spread const& s) const {
    bool const uneven = s.pipeline == 1 || setup_.job.model.layers % s.pipeline != 0;
    bool const one_each = uneven && !limits_.layout.virtual_stages;
    std::size_t count = 0;
    for (Bundle const* b : whole)
      count += (one_each ? 1 : virtual_stages_of(laid_out(*b, s)).size()) * (b->twins + 1U);
    return static_cast<std::int64_t>(count) * s.zeros;
  }

  static Layout laid_out(Bundle const& bundle, Spread const& s) {
    Layout layout = bundle.layout;
    layout.pipeline = s.pipeline;
    layout.data = s.data;
    return layout;
  }

  /// The layouts of one bundle, pipeline and data: all virtual stages and ZeRO stages.
  /// Gives how many were evaluated or excluded by memory.
  std::int64_t visit_family(Bundle const& bundle, Layout layout, Spread const& s) {
    auto const stages = virtual_stages_of(layout);
    Fastest& fastest = *s.fastest;
    if (stages.empty()) return 0;
    Time const least = least_parts(setup_, bundle.costs, layout, stages.back());
    if (least >= fastest.fits_parts) return 0;
    bool const fits = layers_in_flight(setup_, layout) * bundle.costs.activations <= s.room;
    Fit const loosest = fits ? loosest_fit(bundle, s) : Fit::no;
    if (loosest == Fit::no) {
      auto const excluded = static_cast<std::int64_t>(stages.size() * s.rivals.size());
      counts_.excluded_by_memory += excluded;
      return excluded;
    }
    if (loosest == Fit::tight && least >= fastest.tight_parts) return 0;
    return evaluate_family(bundle, layout, stages, s);
  }

  std::int64_t evaluate_family(Bundle const& bundle, Layout layout, std::span<int const> stages,
                               Spread const& s) {
    std::int64_t evaluated = 0;
    for (int count : stages) {
      layout.virtual_stages = count;
      if (least_parts(setup_, bundle.costs, layout, count) >= s.fastest->fits_parts) continue;
      for (int zero : s.rivals) {
        layout.zero = zero;
        take(bundle.costs, layout, *s.fastest);
        ++evaluated;
      }
    }
    counts_.evaluated += evaluated;
    return evaluated;
  }

  /// Virtual stages that are legal with the layout; none where the user fixed one that is not.
  std::span<int const> virtual_stages_of(Layout const& layout) const {
    if (auto const& fixed = limits_.layout.virtual_stages) {
      Layout staged = layout;
      staged.virtual_stages = *fixed;
      return {&*fixed, legal_virtual_stages(setup_, staged) ? 1U : 0U};
    }
    int const layers = setup_.job.model.layers;
    bool const interleaves = layout.pipeline > 1 && layers % layout.pipeline == 0 &&
                             micro_batches(setup_.job, layout) % layout.pipeline == 0;
    return chunks_[static_cast<std::size_t>(interleaves ? layers / layout.pipeline : 1)];
  }

  /// Memory is least with one virtual stage and the ZeRO stage that shards most.
  Fit loosest_fit(Bundle const& bundle, Spread const& s) const {
    Layout layout = laid_out(bundle, s);
    Fit best = Fit::no;
    for (int zero : s.rivals) {
      layout.zero = zero;
      best = std::min(best, fit(setup_.assumptions, memory(setup_, bundle.costs, layout)));
    }
    return best;
  }

  /// The layout that needs least memory. What holds more in weights, gradients and optimizer alone
  /// than another in all is passed over; a millionth is for rounding.
  std::optional<Found> closest() {
    Bytes least{std::numeric_limits<double>::infinity()};
    std::optional<Layout> best;
    auto const& a = setup_.assumptions;
    auto const compare = [&](std::vector<Bundle const*> const& whole, Spread const& s) {
      Bytes const states = a.largest_fill * setup_.device.memory - a.fragmentation * s.room;
      if (states > 1.000001 * least) return;
      for (Bundle const* bundle : whole)
        for (int zero : s.rivals) {
          Layout layout = laid_out(*bundle, s);
          layout.zero = zero;
          Bytes const held = memory(setup_, bundle->costs, layout).total();
          if (held >= least || virtual_stages_of(layout).empty()) continue;
          least = held;
          best = layout;
        }
    };
    for_each_shared([&](Layout const& shared) { for_each_spread(shared, compare); });
    if (!best) return {};
    if (limits_.layout.virtual_stages) best->virtual_stages = *limits_.layout.virtual_stages;
    return found(*best);
  }

  /// What is slower than the fastest that fits is no news, whatever it holds.
  void take(MicroBatch const& costs, Layout const& layout, Fastest& fastest) const {
    StepBreakdown const step = step_time(setup_, costs, layout);
    Time const parts = step.total() - step.other;
    if (parts >= fastest.fits_parts) return;
    Fit const fits = fit(setup_.assumptions, memory(setup_, costs, layout));
    if (fits == Fit::yes) {
      fastest.fits_parts = parts;
      fastest.fits = layout;
    } else if (fits == Fit::tight && parts < fastest.tight_parts) {
      fastest.tight_parts = parts;
      fastest.tight = layout;
    }
  }

  Found found(Layout const& layout) const {
    return {instances(setup_, layout), layout, estimate(setup_, layout)};
  }

  SearchResult collected() {
    SearchResult result{.counts = counts_};
    for (Fastest const& f : fastest_) {
      if (f.fits_parts < never) result.best.push_back(found(f.fits));
      if (f.tight_parts < f.fits_parts) result.tight.push_back(found(f.tight));
    }
    if (result.best.empty() && result.tight.empty()) result.closest = closest();
    return result;
  }

  Setup const& setup_;
  SearchLimits const& limits_;
  Choices choices_;
  int most_;
  std::vector<Fastest> fastest_;          // by number of instances, the least allowed first
  std::vector<std::vector<int>> chunks_;  // divisors of the layers of an even stage
  SearchCounts counts_{};
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
