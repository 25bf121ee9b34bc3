#pragma once

#include <vector>

#include "ec2plan/plan/ranking.hpp"

namespace ec2plan {

/// Whether instances bought so may be taken away.
Capacity capacity(Purchase purchase);

/// What the question says of a run and its cost.
struct Judged {
  bool meets_deadline = true, meets_deadline_if_slow = true, meets_budget = true;
};
Judged judged(Goal const& goal, Run const& run, Range<Money> const& cost);

/// A found layout under one price: what judging needs, without copies. Points into the
/// candidates and the runs that it was made from.
struct Scored {
  Candidate const* candidate = nullptr;
  Price const* price = nullptr;
  Found const* found = nullptr;
  Run const* run = nullptr;
  Range<Money> cost{};
  double nine_of_cost = 0, nine_of_time = 0;  // nine_digits of dollars and seconds, likely
  std::optional<Range<double>> burden{};      // where the objective is of energy
  Judged judged{};

  bool satisfies() const { return judged.meets_deadline && judged.meets_budget; }
  bool tight() const { return found->estimate.fit == Fit::tight; }
};

/// A found layout and its run.
struct FoundRun {
  Found const* found = nullptr;
  Run run{};
  double nine_of_time = 0;  // as a Scored has it
};

/// The runs of a candidate: independent of prices, so computed once for all offers of a kind.
struct FoundRuns {
  std::vector<FoundRun> kept{};
  std::vector<FoundRun> reclaimable{};  // empty unless the candidate has a spot price

  std::vector<FoundRun> const& under(Price const& price) const;
};
FoundRuns found_runs(Candidate const& candidate);

/// Each run under the price, those left out that cannot be bought so.
std::vector<Scored> scored(Goal const& goal, Candidate const& candidate, FoundRuns const& runs,
                           Price const& price);

/// Nine significant digits of a value: sums in another order differ in the last ones.
double nine_digits(double value);

/// What is asked for: likely dollars, seconds, kWh or kg; infinite where that is not known.
double asked_value(Goal const& goal, Scored const& scored);

/// Ranking order: fit, then what satisfies, then the objective; what misses by how much it
/// misses. Names break ties, so that the catalog's order does not matter.
bool ranks_before(Goal const& goal, Scored const& a, Scored const& b);

/// The plan that an offer puts forward; nullptr if there is none. A tight plan that satisfies
/// is put forward before one with room that does not.
Scored const* best_of(Goal const& goal, std::vector<Scored> const& plans);

/// Plans that no other of the offer beats in both time and cost, the cheapest first.
std::vector<Scored> front_of(std::vector<Scored> plans);

/// Of such a front, cheapest first, what is no sooner than its knee.
std::vector<Scored> up_to_knee(Goal const& goal, std::vector<Scored> front);

Plan plan_from(Scored const& scored);

}  // namespace ec2plan
