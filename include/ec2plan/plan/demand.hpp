#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "ec2plan/plan/ranking.hpp"

namespace ec2plan {

/// What a plan takes of the budget and of the time until the deadline, by the risk rule: shares,
/// above 1 where it takes too much. Empty where the question has none.
struct Demand {
  std::optional<double> budget{};
  std::optional<double> deadline{};

  /// The larger of the two; at most 1 where the plan satisfies the question.
  double most() const;
};

Demand demand_of(Goal const& goal, Plan const& plan);

/// The least that any plan with room in memory takes, over all types, offers and numbers of
/// instances: `Demand::most` of that plan. Infinite where none fits. Tight plans do not count.
double least_demand(Goal const& goal, std::vector<Candidate> const& candidates);

/// The last of the sizes whose demand is at most 1, if there is one. `sizes` ascend; `demand` of an
/// index grows about as size^power, but its neighbours may take half as much again, or infinitely
/// more where they cannot be trained. It is asked for as few of them as that allows, first near
/// `start`.
std::optional<std::size_t> largest_affordable(std::vector<double> const& sizes, double start,
                                              double power,
                                              std::function<double(std::size_t)> const& demand);

}  // namespace ec2plan
