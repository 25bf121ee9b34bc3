#include "cli/question.hpp"

#include <algorithm>

#include "cli/layout_flags.hpp"
#include "cli/values.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_instances = 10'000;
constexpr std::string_view risks[] = {"slow", "likely"};
constexpr std::string_view objectives[] = {"cost", "time", "pareto"};

void take_goal(Arguments const& arguments, Reading& reading, Goal& goal) {
  auto const days = optional_value(arguments, "--days", parsed_days);
  auto const budget = optional_value(arguments, "--budget", parsed_dollars);
  if (days) goal.deadline = *days * day;
  if (budget) goal.budget = *budget * dollar;
  note_if(reading, arguments, "--days", days);
  note_if(reading, arguments, "--budget", budget);
  std::string word = "slow";
  if (auto const* value = last_given(arguments, "--risk")) word = chosen_word(*value, risks);
  goal.risk = word == "slow" ? Risk::slow : Risk::likely;
  note(reading, arguments, "--risk", word, "default");
}

void take_objective(Arguments const& arguments, Reading& reading, Goal& goal) {
  std::string word = goal.deadline ? "cost" : goal.budget ? "time" : "pareto";
  if (auto const* value = last_given(arguments, "--objective"))
    word = chosen_word(*value, objectives);
  goal.objective = word == "cost"   ? Objective::cost
                   : word == "time" ? Objective::time
                                    : Objective::pareto;
  note(reading, arguments, "--objective", word, "default");
}

void take_counts(Arguments const& arguments, Reading& reading, SearchLimits& limits) {
  auto const least = optional_integer(arguments, "--min-instances", 1, most_instances);
  auto const most = optional_integer(arguments, "--max-instances", 1, most_instances);
  limits.min_instances = least.value_or(limits.min_instances);
  limits.max_instances = most.value_or(limits.max_instances);
  if (auto const fault = limits_fault(limits); !fault.empty()) {
    throw refusal(*last_given(arguments, "--min-instances"), fault + (most ? "" : " by default"),
                  "at most --max-instances", "raise --max-instances");
  }
  if (least) note(reading, arguments, "--min-instances", std::int64_t{*least});
  note(reading, arguments, "--max-instances", std::int64_t{limits.max_instances}, "default");
}

double tie_share(Catalog const& catalog) {
  auto const found = std::ranges::find(catalog.assumptions, "tie_share", &AssumptionEntry::key);
  return found == catalog.assumptions.end() ? 0 : found->value;
}

}  // namespace

std::string limits_fault(SearchLimits const& limits) {
  if (limits.min_instances <= limits.max_instances) return {};
  return "is above --max-instances, which is " + integer_text(limits.max_instances);
}

Goal asked_question(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  Goal goal{.include_retired = is_on(arguments, "--include-retired"),
            .tie_share = tie_share(catalog)};
  take_goal(arguments, reading, goal);
  take_objective(arguments, reading, goal);
  take_counts(arguments, reading, goal.limits);
  if (goal.include_retired) note(reading, arguments, "--include-retired", true);
  goal.limits.layout = layout_choice(arguments, reading);
  return goal;
}

Goal asked_question(Arguments const& arguments, Catalog const& catalog, int instances,
                    Reading& reading) {
  Goal goal{.limits = {.min_instances = instances, .max_instances = instances},
            .include_retired = true,
            .tie_share = tie_share(catalog)};
  take_goal(arguments, reading, goal);
  goal.limits.layout = layout_choice(arguments, reading);
  return goal;
}

}  // namespace ec2plan::cli
