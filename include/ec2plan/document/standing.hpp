#pragma once

#include <optional>

#include "ec2plan/document/verdict.hpp"

namespace ec2plan {

/// A step along the front of cost and time.
struct FrontStep {
  Plan plan{};
  Time sooner{};  // than the plan it starts at; negative: later
  Money dearer{};
};

/// Where a plan stands among the others of its question. Likely values throughout.
struct Standing {
  std::optional<Plan> better{};    // the cheapest that is neither dearer nor slower, and has room
  std::optional<RunnerUp> wins{};  // what would make a plan that keeps to the question the first
  std::optional<FrontStep> sooner{};  // of a plan on the front: its neighbours there
  std::optional<FrontStep> later{};
};

/// Of whatever plans the answer holds. What rests on a price is left out where the plan has none.
Standing standing(Answer const& answer, Plan const& own);

/// The same instances, bought and laid out alike.
bool same_plan(Plan const& a, Plan const& b);

}  // namespace ec2plan
