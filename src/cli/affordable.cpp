#include "cli/affordable.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "cli/job.hpp"
#include "ec2plan/document/afford.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/model/shape.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

constexpr int size_digits = 3;
constexpr double nearly = 1.0001;    // tokens are given to four digits
constexpr double most_count = 1e18;  // the largest that --tokens takes

/// A count where it is understood as a shape by rule; else named so that it is.
std::string spec_of(Catalog const& catalog, RuleSize const& size) {
  auto spec = typed_count(size.count, size_digits);
  return model_from(catalog, spec).origin == ModelOrigin::rule ? spec : "rule:" + spec;
}

std::string tokens_of(ScalingLaw const& law, RuleSize const& size) {
  return typed_tokens(compute_optimal_tokens(law, size.parameters));
}

/// The plan that `recommend` chooses, if it has room.
std::optional<Affordable> affordable(Purse const& purse, Tried const& trial, std::string law) {
  auto const result = judged(purse, trial);
  auto const* plan = result.chosen();
  if (plan == nullptr || plan->estimate.fit != Fit::yes) return {};
  Affordable answer{.law = std::move(law), .asked = trial.asked, .plan = *plan};
  answer.demand = demand_of(purse.terms.goal, *plan);
  return answer;
}

double tokens_per_step(Job const& job) {
  return static_cast<double>(job.global_batch) * job.sequence_length;
}

/// 6 N D(N) grows with this power of N.
double compute_power(ScalingLaw const& law) {
  return 1 + std::log2(compute_optimal_tokens(law, 2) / compute_optimal_tokens(law, 1));
}

std::vector<double> parameters_of(std::vector<RuleSize> const& sizes) {
  std::vector<double> all;
  for (RuleSize const& size : sizes)
    all.push_back(size.parameters);
  return all;
}

/// The job that `recommend` would read.
AskedJob job_of(Purse const& purse, std::string const& spec, std::string const& tokens) {
  Arguments arguments = purse.arguments;
  arguments.values["--model"] = {{.text = spec, .where = "--model"}};
  arguments.values["--tokens"] = {{.text = tokens, .where = "--tokens"}};
  Reading unused;
  return asked_job(arguments, purse.catalog, unused);
}

/// Layouts do not depend on the number of steps, so one search serves for all. Of what is paid by
/// time the demand grows with them; of blocks and terms it climbs in steps, so a bracket closes.
double most_steps(Purse const& purse, Tried trial) {
  double const each = tokens_per_step(trial.asked.job);
  auto const demand = [&](double steps) {
    for (Candidate& candidate : trial.found.candidates)
      candidate.setup.job.tokens = steps * each * token;
    return least_demand(purse.terms.goal, trial.found.candidates);
  };
  double low = 1, high = 2 * most_count / each;
  double guess = (1 - 1e-9) / trial.demand;  // right where only time is paid
  double factor = nearly;
  while (high - low > 1 && high > low * nearly) {
    double const steps = std::clamp(std::floor(guess), low + 1, std::ceil(high) - 1);
    bool const enough = demand(steps) <= 1;
    (enough ? low : high) = steps;
    guess = enough && factor > 1 ? low * factor : std::sqrt(low * high);
    factor = enough ? std::min(factor * factor, 4.0) : 1;
  }
  return low;
}

}  // namespace

Tried tried(Purse const& purse, std::string const& spec, std::string const& tokens) {
  auto const& [goal, market, types, speed] = purse.terms;
  Tried trial{.asked = job_of(purse, spec, tokens)};
  trial.found = searched(purse.catalog, types, trial.asked, speed, market, goal.limits);
  trial.demand = least_demand(goal, trial.found.candidates);
  return trial;
}

Recommendation judged(Purse const& purse, Tried const& trial) {
  auto const& [goal, market, types, speed] = purse.terms;
  return asked_recommendation(purse.catalog, trial.found, trial.asked.job, speed, market, goal);
}

std::optional<Affordable> largest_model(Purse const& purse, ScalingLaw const& law, double start) {
  auto const sizes = sizes_by_rule();
  std::map<std::size_t, double> demands;
  std::map<std::size_t, Tried> affordables;
  auto const demand = [&](std::size_t index) {
    auto trial = tried(purse, spec_of(purse.catalog, sizes[index]), tokens_of(law, sizes[index]));
    double const share = demands[index] = trial.demand;
    if (share <= 1) affordables[index] = std::move(trial);
    return share;
  };
  auto const last = largest_affordable(parameters_of(sizes), start, compute_power(law), demand);
  if (!last) return {};
  auto answer = affordable(purse, affordables.at(*last), law.name);
  if (auto const next = demands.find(*last + 1); answer && next != demands.end()) {
    double const size = sizes[next->first].parameters;
    answer->next = NextSize{
        .parameters = size, .tokens = compute_optimal_tokens(law, size), .demand = next->second};
  }
  return answer;
}

Tried smallest_model(Purse const& purse, ScalingLaw const& law) {
  auto const size = sizes_by_rule().front();
  return tried(purse, spec_of(purse.catalog, size), tokens_of(law, size));
}

std::optional<Affordable> most_tokens(Purse const& purse, std::string const& spec) {
  auto const first = one_step(purse, spec);
  if (!(first.demand <= 1)) return {};
  double const each = tokens_per_step(first.asked.job);
  double tokens = std::min(each * most_steps(purse, first), most_count);
  for (int tries = 0; tries < 3; ++tries, tokens *= 1 - 1e-4) {  // sums round in their last digits
    auto const trial = tried(purse, spec, typed_tokens(tokens * token));
    if (trial.demand <= 1) return affordable(purse, trial, {});
  }
  return affordable(purse, first, {});
}

Tried one_step(Purse const& purse, std::string const& spec) {
  auto const job = job_of(purse, spec, "1").job;
  return tried(purse, spec, typed_tokens(tokens_per_step(job) * token));
}

}  // namespace ec2plan::cli
