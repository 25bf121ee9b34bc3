#include "plan/purse.hpp"

#include <algorithm>
#include <map>

#include "ec2plan/model/parameters.hpp"
#include "plan/given.hpp"

namespace ec2plan {
namespace {

constexpr double start_of_tuning = 1e10;  // parameters where the search begins

/// Dense decoders of the catalog, by their size.
std::vector<ModelEntry const*> listed_models(Catalog const& catalog) {
  std::vector<ModelEntry const*> all;
  for (ModelEntry const& model : catalog.models)
    if (model.shape.attention == Attention::causal && !model.shape.experts) all.push_back(&model);
  std::ranges::stable_sort(
      all, {}, [](ModelEntry const* model) { return parameters(model->shape).total(); });
  return all;
}

/// With the length that it was trained with, where the question leaves that open.
AskedJob job_of_listed(Purse const& purse, ModelEntry const& model) {
  Question question = purse.terms.question;
  std::vector<std::string> warnings;
  set(question, "model", {{.text = model.shape.name, .where = "--model"}});
  for (auto const* key : {"seq_len", "tokens"})
    if (place_of(question, key).from == "default") clear(question, key);
  auto asked = asked_job(purse.catalog, question, warnings);
  asked.stack = purse.terms.asked.stack;
  return asked;
}

}  // namespace

Tried tried_in_batch(Purse const& purse, AskedJob asked) {
  Tried trial{.terms = purse.terms};
  trial.terms.asked = std::move(asked);
  trial.found = searched(purse.catalog, trial.terms);
  trial.demand = least_demand(purse.terms.goal, trial.found.candidates);
  return trial;
}

std::optional<Affordable> affordable(Purse const& purse, Tried const& trial, std::string law) {
  auto const result = ranked(purse.catalog, trial.terms, trial.found);
  auto const* plan = result.chosen();
  if (plan == nullptr || plan->estimate.fit != Fit::yes) return {};
  Affordable answer{.law = std::move(law), .asked = trial.terms.asked, .plan = *plan};
  answer.demand = demand_of(purse.terms.goal, *plan);
  return answer;
}

std::optional<Affordable> largest_tuned(Purse const& purse) {
  auto const models = listed_models(purse.catalog);
  std::vector<double> sizes;
  for (auto const* model : models)
    sizes.push_back(parameters(model->shape).total());
  std::map<std::size_t, Tried> affordables;
  std::map<std::size_t, double> demands;
  auto const demand = [&](std::size_t index) {
    auto trial = tried_in_batch(purse, job_of_listed(purse, *models[index]));
    double const share = demands[index] = trial.demand;
    if (share <= 1) affordables[index] = std::move(trial);
    return share;
  };
  auto const last = largest_affordable(sizes, start_of_tuning, 1, demand);
  if (!last) return {};
  auto answer = affordable(purse, affordables.at(*last), {});
  if (auto const next = demands.find(*last + 1); answer && next != demands.end())
    answer->next = NextSize{.parameters = sizes[next->first],
                            .tokens = answer->asked.job.tokens,
                            .demand = next->second};
  return answer;
}

Tried smallest_tuned(Purse const& purse) {
  return tried_in_batch(purse, job_of_listed(purse, *listed_models(purse.catalog).front()));
}

}  // namespace ec2plan
