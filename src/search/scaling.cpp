#include "ec2plan/search/scaling.hpp"

#include <algorithm>

#include "scored.hpp"

namespace ec2plan {

std::vector<Plan> scaling(Goal const& goal, Candidate const& candidate, Price const& price) {
  auto const runs = found_runs(candidate);
  auto found = scored(goal, candidate, runs, price);  // those with room come first
  std::stable_sort(found.begin(), found.end(), [](Scored const& a, Scored const& b) {
    return a.found->instances < b.found->instances;
  });
  std::vector<Plan> plans;
  for (Scored const& one : found)
    if (plans.empty() || plans.back().instances != one.found->instances)
      plans.push_back(plan_from(one));
  return plans;
}

}  // namespace ec2plan
