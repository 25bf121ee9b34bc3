#include "ec2plan/document/why.hpp"

#include <algorithm>
#include <cmath>

#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

/// "$120k more (7.1%)"
std::string cost_difference(Plan const& plan, Plan const& chosen) {
  double const more = (plan.cost.likely - chosen.cost.likely) / dollar;
  double const share = more / (chosen.cost.likely / dollar);
  std::string const words = more >= 0 ? " more (" : " less (";
  return "costs " + dollars_text(std::abs(more)) + words + signed_percent_text(share) + ")";
}

std::string time_difference(Plan const& plan, Plan const& chosen) {
  double const days = (plan.run.duration.likely - chosen.run.duration.likely) / day;
  return "takes " + duration_text(std::abs(days)) + (days >= 0 ? " longer" : " less");
}

std::vector<std::string> faults(Goal const& goal, Plan const& plan) {
  std::vector<std::string> list;
  auto const& duration = plan.run.duration;
  bool const slow = goal.risk == Risk::slow;
  if (!plan.meets_deadline && goal.deadline)
    list.push_back(
        "misses the deadline by " +
        duration_text(((slow ? duration.high : duration.likely) - *goal.deadline) / day) +
        (slow ? " if it runs slow" : ""));
  if (!plan.meets_budget && goal.budget)
    list.push_back("is over the budget of " + dollars_text(*goal.budget / dollar));
  if (plan.estimate.fit == Fit::tight)
    list.push_back("fits only tightly in memory (" +
                   percent_text(plan.estimate.memory.total() / plan.estimate.memory.capacity) +
                   " full), and a tight plan never ranks above one with room");
  return list;
}

std::string lost(Goal const& goal, Plan const& plan, Plan const& chosen) {
  auto reasons = faults(goal, plan);
  if (priced(plan) && priced(chosen)) reasons.push_back(cost_difference(plan, chosen));
  reasons.push_back(time_difference(plan, chosen));
  return offer_text(plan) + " ranks " + integer_text(plan.rank) + ": " + joined(reasons, "; ") +
         ", beside " + offer_text(chosen) + ".";
}

std::string rejected(std::vector<Rejection> const& rejections) {
  Rejection const& first = rejections.front();
  std::string text = first.instance_type + " is no candidate: " + reason_text(first);
  if (auto const nearest = nearest_text(first); !nearest.empty()) text += ". Nearest: " + nearest;
  return text + ".";
}

std::string reason_of(Goal const& goal, WhyFound const& found, std::string const& type) {
  if (!found.plan)
    return found.rejections.empty() ? type + " was not among the types that the question allows."
                                    : rejected(found.rejections);
  if (found.chosen && found.plan->rank == found.chosen->rank)
    return type + " did not lose: " + offer_text(*found.plan) +
           (found.plan->satisfies() ? " is the plan recommended."
                                    : " ranks first, though no plan satisfies the question.");
  return lost(goal, *found.plan, *found.chosen);
}

}  // namespace

WhyFound why(WhyAnswer const& answer) {
  Recommendation const& result = answer.recommend.result;
  WhyFound found;
  auto const of_type = [&](Plan const& plan) { return plan.type.name == answer.instance_type; };
  auto const plan = std::find_if(result.candidates.begin(), result.candidates.end(), of_type);
  if (plan != result.candidates.end()) found.plan = *plan;
  if (auto const* chosen = result.chosen())
    found.chosen = *chosen;
  else if (!result.candidates.empty())
    found.chosen = result.candidates.front();
  for (auto const& rejection : result.rejected)
    if (rejection.instance_type == answer.instance_type) found.rejections.push_back(rejection);
  found.reason = reason_of(answer.recommend.goal, found, answer.instance_type);
  return found;
}

}  // namespace ec2plan
