#include "exhaustive.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "ec2plan/estimate/memory.hpp"
#include "ec2plan/estimate/schedule.hpp"
#include "space.hpp"

namespace ec2plan {
namespace {

constexpr Time never{std::numeric_limits<double>::infinity()};

/// The fastest found on one number of instances, by the time of one sequence.
struct Fastest {
  Layout fits{}, tight{};
  Time fits_pace = never, tight_pace = never;
  double growth = 0;  // of a step's parts, once jitter and the software's pace are in; 0: not known
};

/// Layouts that differ in virtual stages and ZeRO alone.
struct Family {
  Bundle const& bundle;
  Spread const& spread;
  Layout layout{};
};

class Search {
 public:
  Search(Setup const& setup, SearchLimits const& limits)
      : setup_(setup),
        limits_(limits),
        space_(setup, limits),
        overhead_(whole_step(setup, 1, Time{})),
        fastest_(static_cast<std::size_t>(
            std::max(0, space_.most_instances() - limits.min_instances + 1))) {}

  SearchResult result() {
    space_.for_each_spread([this](std::vector<Bundle> const& all, Spread const& s) {
      visit(all, s, fastest_[static_cast<std::size_t>(s.instances - limits_.min_instances)]);
    });
    return collected();
  }

 private:
  /// Bundles in order, until one says that none after it can win.
  void visit(std::vector<Bundle> const& all, Spread const& s, Fastest& fastest) {
    if (fastest.growth == 0)
      fastest.growth = (whole_step(setup_, s.instances, second) - overhead_) / second;
    auto const [legal, too_large] = space_.legal_layouts(s);
    std::int64_t settled = too_large;
    counts_.legal += legal;
    counts_.excluded_by_memory += too_large;
    if (legal > 0 && least_pace(all.front(), s, fastest) < fastest.fits_pace) {
      if (room(all.front(), s) <= Bytes{}) {
        counts_.excluded_by_memory += legal - too_large;
        return;
      }
      traffic_.clear();
      for (Bundle const& bundle : all) {
        if (least_pace(bundle, s, fastest) >= fastest.fits_pace) break;
        if (loose_pace(bundle, s, fastest) >= fastest.fits_pace) continue;
        if (auto const layout = space_.batched(bundle, s))
          settled += visit_family({bundle, s, *layout}, fastest);
      }
    }
    counts_.excluded_by_time += legal - settled;
  }

  void take_traffic(Bundle const& any, Spread const& s) {
    Layout layout = Space::laid_out(any, s);
    for (std::size_t i = 0; i < Space::rivals(s); ++i) {
      Space::rival(layout, s, i);
      traffic_.push_back(data_traffic(setup_, any.costs, layout));
    }
  }

  /// Layers alone, in the time of one sequence: whatever the batch.
  static Time least_pace(Bundle const& bundle, Spread const& s, Fastest const& fastest) {
    return fastest.growth * s.layers / s.data * bundle.per_sequence;
  }

  /// Layers and head of its micro-batches, and a bubble of the least chunks, a layer each: no more
  /// than `least_parts`, of which rounding may take a trillionth.
  Time loose_pace(Bundle const& bundle, Spread const& s, Fastest const& fastest) const {
    int const batch = s.batches[bundle.size];
    if (batch == 0) return never;
    constexpr double rounding = 1 - 1e-12;
    auto const& b = bundle.costs;
    int const lacking = s.pipeline * s.layers - setup_.job.model.layers;
    Time const head = std::max(Time{}, b.head - std::min(lacking, s.layers - 1) * b.layer());
    Time const parts =
        s.micro_batches[bundle.size] * (s.layers * b.layer() + head) + (s.pipeline - 1) * b.layer();
    return pace(batch, batch != setup_.job.global_batch, fastest, rounding * parts);
  }

  /// Time of one sequence. An adapted batch must be worth it.
  Time pace(int batch, bool is_adapted, Fastest const& fastest, Time parts) const {
    double const worth = is_adapted ? 1 + batch_gain : 1;
    return worth / batch * (fastest.growth * parts + overhead_);
  }
  Time pace(Layout const& l, Fastest const& fastest, Time parts) const {
    return pace(global_batch(setup_.job, l), l.global_batch > 0, fastest, parts);
  }

  /// The layouts of one bundle, pipeline and data: all virtual stages and ZeRO stages.
  /// Gives how many were evaluated or excluded by memory.
  std::int64_t visit_family(Family const& family, Fastest& fastest) {
    auto const& costs = family.bundle.costs;
    auto const stages = space_.virtual_stages(family.layout);
    if (stages.empty()) return 0;
    Time const least =
        pace(family.layout, fastest, least_parts(setup_, costs, family.layout, stages.back()));
    if (least >= fastest.fits_pace) return 0;
    Fit const loosest = loosest_fit(family);
    if (loosest == Fit::no) {
      auto const excluded = static_cast<std::int64_t>(stages.size() * Space::rivals(family.spread));
      counts_.excluded_by_memory += excluded;
      return excluded;
    }
    if (loosest == Fit::tight && least >= fastest.tight_pace) return 0;
    return evaluate_family(family, stages, fastest);
  }

  std::int64_t evaluate_family(Family const& family, std::span<int const> stages,
                               Fastest& fastest) {
    std::int64_t evaluated = 0, excluded = 0;
    auto const& costs = family.bundle.costs;
    Layout layout = family.layout;
    if (traffic_.empty()) take_traffic(family.bundle, family.spread);
    for (auto count = stages.rbegin(); count != stages.rend(); ++count) {  // the least bubble first
      layout.virtual_stages = *count;
      Time const least = least_parts(setup_, costs, layout, *count);
      if (pace(layout, fastest, least) >= fastest.fits_pace) continue;
      for (std::size_t i = 0; i < traffic_.size(); ++i) {
        if (fits_[i] == Fit::no) {
          ++excluded;
          continue;
        }
        Space::rival(layout, family.spread, i);
        take(costs, layout, traffic_[i], fastest);
        ++evaluated;
      }
    }
    counts_.evaluated += evaluated;
    counts_.excluded_by_memory += excluded;
    return evaluated + excluded;
  }

  /// Of each rival, and of the one that holds least. Memory is least with one virtual stage.
  Fit loosest_fit(Family const& family) {
    auto const& costs = family.bundle.costs;
    Layout layout = family.layout;
    Bytes const held = layers_in_flight(setup_, layout) * costs.activations;
    Fit best = Fit::no;
    fits_.assign(rooms_.size(), Fit::no);
    for (std::size_t i = 0; i < rooms_.size(); ++i) {
      if (held > rooms_[i]) continue;
      Space::rival(layout, family.spread, i);
      fits_[i] = fit(setup_.assumptions, memory(setup_, costs, layout));
      best = std::min(best, fits_[i]);
    }
    return best;
  }

  Bytes room(Bundle const& any, Spread const& s) {
    space_.take_rooms(any, s, rooms_);
    return *std::ranges::max_element(rooms_);
  }

  /// The layout that needs least memory. What holds more in weights, gradients and optimizer alone
  /// than another in all is passed over; a millionth is for rounding.
  std::optional<Found> closest() {
    Bytes least{std::numeric_limits<double>::infinity()};
    std::optional<Layout> best;
    auto const& a = setup_.assumptions;
    auto const compare = [&](std::vector<Bundle> const& all, Spread const& s) {
      Bytes const states =
          a.largest_fill * setup_.device.memory - a.fragmentation * room(all.front(), s);
      if (states > 1.000001 * least) return;
      for (Bundle const& bundle : all) {
        auto layout = space_.batched(bundle, s);
        if (!layout || space_.virtual_stages(*layout).empty()) continue;
        for (int zero : s.rivals) {
          layout->zero = zero;
          Bytes const held = memory(setup_, bundle.costs, *layout).total();
          if (held >= least) continue;
          least = held;
          best = *layout;
        }
      }
    };
    space_.for_each_spread(compare);
    if (!best) return {};
    if (limits_.layout.virtual_stages) best->virtual_stages = *limits_.layout.virtual_stages;
    return found(*best);
  }

  /// What is slower than the fastest that fits is no news, whatever it holds.
  void take(MicroBatch const& costs, Layout const& layout, DataTraffic const& traffic,
            Fastest& fastest) const {
    Time const each = pace(layout, fastest, step_parts(setup_, costs, layout, traffic).total());
    if (each >= fastest.fits_pace) return;
    Fit const fits = fit(setup_.assumptions, memory(setup_, costs, layout));
    if (fits == Fit::yes) {
      fastest.fits_pace = each;
      fastest.fits = layout;
    } else if (fits == Fit::tight && each < fastest.tight_pace) {
      fastest.tight_pace = each;
      fastest.tight = layout;
    }
  }

  Found found(Layout const& layout) const {
    return {instances(setup_, layout), layout, estimate(setup_, layout)};
  }

  SearchResult collected() {
    SearchResult result{.counts = counts_};
    for (Fastest const& f : fastest_) {
      if (f.fits_pace < never) result.best.push_back(found(f.fits));
      if (f.tight_pace < f.fits_pace) result.tight.push_back(found(f.tight));
    }
    if (result.best.empty() && result.tight.empty()) result.closest = closest();
    return result;
  }

  Setup const& setup_;
  SearchLimits const& limits_;
  Space space_;
  Time overhead_{};               // of a step, whatever its parts
  std::vector<Fastest> fastest_;  // by number of instances, the least allowed first
  // Of the rivals of the spread that is visited: room for activations on the first stage, the fit
  // of the family's, and traffic once anything is evaluated.
  std::vector<Bytes> rooms_;
  std::vector<Fit> fits_;
  std::vector<DataTraffic> traffic_;
  SearchCounts counts_{};
};

}  // namespace

SearchResult exhaustive(Setup const& setup, SearchLimits const& limits) {
  return Search(setup, limits).result();
}

}  // namespace ec2plan
