#include "ec2plan/accuracy/fit.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "accuracy/subject.hpp"
#include "catalog/assumptions.hpp"
#include "ec2plan/catalog/constants.hpp"

namespace ec2plan {
namespace {

constexpr int folds = 5;
constexpr double unknown_pace = 1.05;  // what the fits start from

using Runs = std::vector<PublishedRun>;

Runs fitted_runs(FitGroup const& group, Runs const& runs) {
  Runs own;
  std::copy_if(runs.begin(), runs.end(), std::back_inserter(own),
               [&](PublishedRun const& run) { return fitted_to(group, run); });
  return own;
}

void add(std::vector<OutOfFold>& all, Catalog const& catalog, PublishedRun const& run,
         std::string const& range) {
  auto const subject = accuracy::subject_of(catalog, run);
  if (!subject.not_modelled.empty()) return;
  auto const measured = accuracy::measured_step(subject, run);
  if (!measured) return;
  Time const predicted = accuracy::prediction(subject).estimate.step.total();
  all.push_back({run.id, range, *measured / predicted});
}

bool of_stack(FreeConstant const& constant, std::string const& stack) {
  return constant.keys.front().starts_with(stack + ".");
}

/// The group's constants but those of one stack, whose runs are left out.
void leave_out_stacks(Catalog const& catalog, FitGroup const& group, Runs const& own,
                      std::vector<OutOfFold>& all) {
  std::set<std::string> stacks;
  for (auto const& run : own)
    stacks.insert(stack_text(run.stack));
  for (auto const& stack : stacks) {
    Catalog blind = catalog;
    FitGroup others = group;
    std::erase_if(others.constants,
                  [&](FreeConstant const& constant) { return of_stack(constant, stack); });
    std::erase_if(blind.assumptions, [&](AssumptionEntry const& entry) {
      return entry.key.starts_with(stack + ".") && entry.key.ends_with(".pace");
    });
    Runs rest = own;
    std::erase_if(rest, [&](PublishedRun const& run) { return stack_text(run.stack) == stack; });
    if (rest.empty()) continue;
    refit(blind, others, rest);
    for (auto const& run : own)
      if (stack_text(run.stack) == stack) add(all, blind, run, "same_accelerator");
  }
}

void leave_out_fifths(Catalog const& catalog, FitGroup const& group, Runs const& own,
                      std::vector<OutOfFold>& all) {
  for (int fold = 0; fold < folds; ++fold) {
    Runs rest, left;
    for (std::size_t i = 0; i < own.size(); ++i)
      (static_cast<int>(i) % folds == fold ? left : rest).push_back(own[i]);
    if (rest.empty()) continue;
    Catalog blind = catalog;
    refit(blind, group, rest);
    for (auto const& run : left) {
      bool const known = std::any_of(rest.begin(), rest.end(), [&](PublishedRun const& other) {
        return other.stack == run.stack;
      });
      if (group.mixtures || known)
        add(all, blind, run, group.mixtures ? "mixture_of_experts" : "same_stack");
    }
  }
}

double value_of(Catalog const& catalog, std::string const& key, double otherwise) {
  auto const* entry = catalog::find_assumption(catalog, key);
  return entry == nullptr ? otherwise : entry->value;
}

/// Whether the group's rates are shares of a peak, which another generation can lend.
bool has_shares(FitGroup const& group) {
  return std::any_of(group.constants.begin(), group.constants.end(), [](auto const& constant) {
    return constant.keys.front().ends_with(".gemm_efficiency");
  });
}

/// As if nothing were fitted to the generation: another's shares of the peaks, no pace known.
void take_other(Catalog const& catalog, FitGroup const& group, FitGroup const& other,
                Runs const& own, std::vector<OutOfFold>& all) {
  Catalog blind = catalog;
  auto const& from = other.accelerators.front();
  for (auto& entry : blind.assumptions) {
    auto const dot = entry.key.rfind('.');
    auto const owner = entry.key.substr(0, dot);
    auto const constant = dot == entry.key.npos ? "" : entry.key.substr(dot + 1);
    auto const& parts = group.accelerators;
    bool const part = std::find(parts.begin(), parts.end(), owner) != parts.end();
    if (part && constant.find("efficiency") != constant.npos)
      entry.value = value_of(catalog, from + "." + constant, entry.value);
    if (constant == "pace") entry.value = unknown_pace;
  }
  for (auto const& run : own)
    add(all, blind, run, "extrapolated");
}

}  // namespace

std::vector<OutOfFold> out_of_fold(Catalog const& catalog, Runs const& runs) {
  std::vector<OutOfFold> all;
  auto const groups = fit_groups();
  for (auto const& group : groups) {
    auto const own = fitted_runs(group, runs);
    leave_out_fifths(catalog, group, own, all);
    if (group.mixtures) continue;
    leave_out_stacks(catalog, group, own, all);
    for (auto const& other : groups)
      if (!other.mixtures && other.name != group.name && has_shares(group) && has_shares(other))
        take_other(catalog, group, other, own, all);
  }
  return all;
}

RatioInterval central_interval(std::vector<double> ratios, double share) {
  RatioInterval interval{.runs = static_cast<int>(ratios.size())};
  if (ratios.empty()) return interval;
  std::sort(ratios.begin(), ratios.end());
  auto const quantile = [&](double wanted) {
    double const place = wanted * static_cast<double>(ratios.size() - 1);
    auto const below = static_cast<std::size_t>(place);
    auto const above = std::min(below + 1, ratios.size() - 1);
    return ratios[below] + (place - std::floor(place)) * (ratios[above] - ratios[below]);
  };
  interval.low = quantile((1 - share) / 2);
  interval.high = quantile((1 + share) / 2);
  return interval;
}

}  // namespace ec2plan
