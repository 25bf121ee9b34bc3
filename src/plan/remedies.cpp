#include <algorithm>

#include "plan/terms.hpp"

namespace ec2plan {
namespace {

constexpr int larger_limits[] = {1024, 2048, 4096};

std::optional<Plan> chosen_of(Recommendation const& result) {
  auto const* chosen = result.chosen();
  return chosen == nullptr ? std::nullopt : std::optional(*chosen);
}

/// The chosen plan of the question with a field set to another value.
std::optional<Plan> asked_otherwise(Catalog const& catalog, Question question, std::string_view key,
                                    std::string const& text) {
  set(question, key, {GivenValue{.text = text, .where = std::string(key)}});
  auto const terms = terms_of(catalog, std::move(question));
  return chosen_of(ranking(terms.goal, searched(catalog, terms).candidates));
}

void add(std::vector<Remedy>& all, AskedChange change, std::optional<Plan> plan, double value = 0) {
  if (plan) all.push_back({change, value, std::move(*plan)});
}

void add_instances(Catalog const& catalog, Recommended const& asked, std::vector<Remedy>& all) {
  for (int const most : larger_limits) {
    if (most <= asked.terms.goal.limits.max_instances) continue;
    auto plan =
        asked_otherwise(catalog, asked.terms.question, "max_instances", std::to_string(most));
    if (plan) return add(all, AskedChange::instances, std::move(plan), most);
  }
}

void add_purchase(Recommended const& asked, std::vector<Remedy>& all) {
  auto const& kinds = asked.answer.price.purchases;
  for (Plan const& plan : asked.answer.result.by_purchase)
    if (std::ranges::find(kinds, plan.price.purchase) == kinds.end())
      return add(all, AskedChange::purchase, plan);
}

/// The earliest end within the budget, and the least cost within the deadline.
void add_limits(Recommended const& asked, std::vector<Remedy>& all) {
  Goal const& goal = asked.terms.goal;
  bool const slow = goal.risk == Risk::slow;
  Goal later = goal, dearer = goal;
  later.deadline.reset();
  later.objective = Objective::time;
  later.ties = dearer.ties = {};  // the least change: no plan before a cheaper or sooner one
  dearer.budget.reset();
  dearer.objective = Objective::cost;
  if (goal.deadline)
    if (auto const plan = chosen_of(ranking(later, asked.found.candidates)))
      add(all, AskedChange::deadline, plan,
          (slow ? plan->run.duration.high : plan->run.duration.likely) / day);
  if (goal.budget)
    if (auto const plan = chosen_of(ranking(dearer, asked.found.candidates)))
      add(all, AskedChange::budget, plan, (slow ? plan->cost.high : plan->cost.likely) / dollar);
}

}  // namespace

void add_remedies(Catalog const& catalog, Recommended& asked) {
  Goal const& goal = asked.terms.goal;
  auto& all = asked.answer.remedies;
  bool const is_limited = goal.deadline || goal.budget;
  if (!is_limited || asked.answer.result.chosen() != nullptr) return;
  auto const& question = asked.terms.question;
  add_instances(catalog, asked, all);
  add_purchase(asked, all);
  if (!asked.terms.market.everywhere)
    add(all, AskedChange::region, asked_otherwise(catalog, question, "region", "all"));
  add_limits(asked, all);
  bool const is_rated = question.speed.achieved || question.speed.mfu;  // at another precision
  if (!is_rated && asked.terms.asked.job.precision != Precision::fp8)
    add(all, AskedChange::precision, asked_otherwise(catalog, question, "precision", "fp8"));
}

}  // namespace ec2plan
