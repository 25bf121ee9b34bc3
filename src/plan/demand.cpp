#include "ec2plan/plan/demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "plan/rejection.hpp"

namespace ec2plan {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

Demand demand_of(Goal const& q, Run const& run, Range<Money> const& cost) {
  bool const slow = q.risk == Risk::slow;
  Demand demand;
  if (q.budget) demand.budget = (slow ? cost.high : cost.likely) / *q.budget;
  if (q.deadline) demand.deadline = (slow ? run.duration.high : run.duration.likely) / *q.deadline;
  return demand;
}

/// A search over sizes: a bracket that closes by the power law, then a walk over the bumps.
class SizeSearch {
 public:
  SizeSearch(std::vector<double> const& sizes, double power,
             std::function<double(std::size_t)> const& demand)
      : sizes_(sizes), power_(power), demand_(demand), above_(sizes.size()) {}

  std::optional<std::size_t> found(double start) {
    if (sizes_.empty()) return {};
    close(last_up_to(start));
    walk();
    return from_ == 0 ? std::nullopt : std::optional(from_ - 1);
  }

 private:
  double asked(std::size_t index) {
    auto const [entry, is_new] = known_.try_emplace(index, 0);
    if (is_new) entry->second = demand_(index);
    return entry->second;
  }

  void take(std::size_t index, double demand) {
    if (demand <= 1)
      from_ = index + 1;
    else
      above_ = index;
  }

  /// Where the demand would be 1, by the power law from a size whose demand is known.
  std::size_t expected(std::size_t index, double demand) const {
    return last_up_to(sizes_[index] * std::pow(1 / demand, 1 / power_));
  }

  std::size_t last_up_to(double size) const {
    auto const next = std::upper_bound(sizes_.begin(), sizes_.end(), size);
    auto const place = static_cast<std::size_t>(next - sizes_.begin());
    return place == 0 ? 0 : place - 1;
  }

  /// Until the first `from_` sizes are affordable, as far as is known, and that at `above_` is not.
  void close(std::size_t guess) {
    std::size_t stride = 1;
    for (int tries = 0; from_ < above_; ++tries) {
      std::size_t const index = std::clamp(guess, from_, above_ - 1);
      double const demand = asked(index);
      take(index, demand);
      if (std::isinf(demand)) {  // perhaps of this size alone: step down, further each time
        guess = index - std::min(index, stride);
        stride *= 2;
      } else {
        guess = tries < most_guesses ? expected(index, demand) : (from_ + above_) / 2;
      }
    }
  }

  /// A larger size may be affordable again: goes on until several in a row are not, or one is far
  /// too dear.
  void walk() {
    for (std::size_t index = from_; index < sizes_.size(); ++index) {
      double const demand = asked(index);
      if (demand <= 1) from_ = index + 1;
      bool const dear = std::isfinite(demand) && demand > far_too_dear;
      if (dear || index + 1 - from_ >= most_in_a_row) return;
    }
  }

  static constexpr int most_guesses = 8;
  // Layers come in twos, and 16 stages want multiples of 16; where stages are uneven, a step takes
  // up to half as long again.
  static constexpr std::size_t most_in_a_row = 8;
  static constexpr double far_too_dear = 1.6;

  std::vector<double> const& sizes_;
  double power_;
  std::function<double(std::size_t)> const& demand_;
  std::map<std::size_t, double> known_{};
  std::size_t from_ = 0;  // sizes before it are affordable
  std::size_t above_;     // the first known not to be
};

}  // namespace

double Demand::most() const { return std::max(budget.value_or(0), deadline.value_or(0)); }

Demand demand_of(Goal const& goal, Plan const& plan) {
  return demand_of(goal, plan.run, plan.cost);
}

double least_demand(Goal const& q, std::vector<Candidate> const& candidates) {
  double least = infinite;
  for (Candidate const& c : candidates) {
    auto const runs = found_runs(c);
    for (Offer const& offer : c.offers) {
      if (!offer.asked || !stands(q, c, offer)) continue;
      for (Scored const& s : scored(q, c, runs, *offer.price)) {
        if (s.tight()) continue;
        double const share = demand_of(q, *s.run, s.cost).most();
        least = std::min(least, s.satisfies() ? std::min(share, 1.0) : share);
      }
    }
  }
  return least;
}

std::optional<std::size_t> largest_affordable(std::vector<double> const& sizes, double start,
                                              double power,
                                              std::function<double(std::size_t)> const& demand) {
  return SizeSearch(sizes, power, demand).found(start);
}

}  // namespace ec2plan
