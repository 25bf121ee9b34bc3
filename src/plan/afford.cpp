#include <algorithm>
#include <cmath>
#include <map>

#include "ec2plan/catalog/scaling_laws.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/model/shape.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/grounds.hpp"
#include "plan/own_constants.hpp"
#include "plan/purse.hpp"

namespace ec2plan {
namespace {

constexpr std::size_t planned_laws = 2;  // the third is another fit of the first's authors
constexpr int size_digits = 3, token_digits = 4;
constexpr double nearly = 1.0001;    // tokens are given to four digits
constexpr double most_count = 1e18;  // the largest that a question takes
constexpr Time long_run = year;

/// Tokens as a question takes them, of four digits, in the batch that it takes for them.
AskedJob with_tokens(Purse const& purse, AskedJob asked, Tokens tokens) {
  asked.job.tokens = rounded_down(tokens / token, token_digits) * token;
  if (purse.terms.batch_by_rule) asked.job.global_batch = batch_by_rule(asked.job);
  return asked;
}

Tried tried(Purse const& purse, AskedJob asked, Tokens tokens) {
  return tried_in_batch(purse, with_tokens(purse, std::move(asked), tokens));
}

AskedJob job_by_rule(Purse const& purse, RuleSize const& size) {
  AskedJob asked = purse.terms.asked;
  asked.model = model_by_rule(size.count);
  asked.job.model = asked.model.shape;
  asked.job.stated_parameters = asked.model.stated_parameters;
  return asked;
}

/// A count where it is understood as a shape by rule; else named so that it is.
std::string spec_of(Catalog const& catalog, RuleSize const& size) {
  auto spec = typed_count(size.count, size_digits);
  return model_from(catalog, spec).origin == ModelOrigin::rule ? spec : "rule:" + spec;
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

/// Layouts do not depend on the number of steps, so one search serves for all. Of what is paid by
/// time the demand grows with them; of blocks and terms it climbs in steps, so a bracket closes.
double most_steps(Purse const& purse, Tried trial) {
  Tokens const each = step_tokens(trial.terms.asked.job);
  auto const demand = [&](double steps) {
    for (Candidate& candidate : trial.found.candidates)
      candidate.setup.job.tokens = steps * each;
    return least_demand(purse.terms.goal, trial.found.candidates);
  };
  double low = 1, high = 2 * most_count / (each / token);
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

/// The largest shape by rule that is affordable with the tokens that the law wants for it.
/// `start`: parameters where the search begins.
std::optional<Affordable> largest_model(Purse const& purse, ScalingLaw const& law, double start) {
  auto const sizes = sizes_by_rule();
  std::map<std::size_t, double> demands;
  std::map<std::size_t, Tried> affordables;
  auto const demand = [&](std::size_t index) {
    auto const& size = sizes[index];
    auto trial =
        tried(purse, job_by_rule(purse, size), compute_optimal_tokens(law, size.parameters));
    double const share = demands[index] = trial.demand;
    if (share <= 1) affordables[index] = std::move(trial);
    return share;
  };
  auto const last = largest_affordable(parameters_of(sizes), start, compute_power(law), demand);
  if (!last) return {};
  auto& trial = affordables.at(*last);
  trial.terms.asked.spec = spec_of(purse.catalog, sizes[*last]);
  auto answer = affordable(purse, trial, law.name);
  if (auto const next = demands.find(*last + 1); answer && next != demands.end()) {
    double const size = sizes[next->first].parameters;
    answer->next = NextSize{
        .parameters = size, .tokens = compute_optimal_tokens(law, size), .demand = next->second};
  }
  return answer;
}

/// The smallest shape by rule with its tokens.
Tried smallest_model(Purse const& purse, ScalingLaw const& law) {
  auto const size = sizes_by_rule().front();
  auto trial = tried(purse, job_by_rule(purse, size), compute_optimal_tokens(law, size.parameters));
  trial.terms.asked.spec = spec_of(purse.catalog, size);
  return trial;
}

/// The model on the tokens of one step.
Tried one_step(Purse const& purse, AskedJob asked) {
  asked.job.tokens = step_tokens(asked.job);
  return tried_in_batch(purse, std::move(asked));
}

constexpr int batches_tried = 4;  // the batch follows the tokens, and they the batch

/// The model with as many tokens as are affordable; none where not one step is.
std::optional<Affordable> most_tokens(Purse const& purse) {
  AskedJob asked = purse.terms.asked;
  Tried first;
  Tokens tokens{};
  for (int batches = 0, last = 0; batches < batches_tried && asked.job.global_batch != last;
       ++batches) {
    last = asked.job.global_batch;
    first = one_step(purse, asked);
    if (!(first.demand <= 1)) return {};
    Tokens const each = step_tokens(asked.job);
    tokens = std::min(each * most_steps(purse, first), most_count * token);
    asked = with_tokens(purse, asked, tokens);
  }
  for (int tries = 0; tries < 3; ++tries, tokens = tokens * (1 - 1e-4)) {  // sums round in their
    auto const trial = tried(purse, purse.terms.asked, tokens);            // last digits
    if (trial.demand <= 1) return affordable(purse, trial, {});
  }
  return affordable(purse, first, {});
}

void add_affordable(Answer& answer, std::optional<Affordable> found) {
  if (found) answer.affordable.push_back(std::move(*found));
}

/// Every law in turn: the default has a say in whether there is an answer.
void find_models(Purse const& purse, Answer& answer) {
  double start = std::sqrt(least_by_rule * most_by_rule);
  for (std::size_t i = 0; i < planned_laws; ++i) {
    add_affordable(answer, largest_model(purse, answer.laws[i], start));
    if (answer.affordable.empty()) return;
    start = parameters(answer.affordable.back().asked.job.model).total();
  }
}

/// The smallest job that was tried, where nothing is affordable.
void take_least(Purse const& purse, Tried const& trial, Answer& answer) {
  answer.asked = trial.terms.asked;
  answer.result = ranked(purse.catalog, trial.terms, trial.found);
}

void find(Purse const& purse, Answer& answer) {
  bool const has_model = !purse.terms.asked.spec.empty();
  bool const tunes = !purse.terms.asked.job.tuning.pretrains();
  if (has_model)
    add_affordable(answer, most_tokens(purse));
  else if (tunes)
    add_affordable(answer, largest_tuned(purse));
  else
    find_models(purse, answer);
  if (answer.affordable.empty()) {
    auto const least = has_model ? one_step(purse, purse.terms.asked)
                       : tunes   ? smallest_tuned(purse)
                                 : smallest_model(purse, answer.laws.front());
    return take_least(purse, least, answer);
  }
  answer.asked = answer.affordable.front().asked;
  for (Affordable const& each : answer.affordable)
    answer.result.candidates.push_back(each.plan);
}

void warn_of_loss(Answer const& answer, std::vector<std::string>& warnings) {
  auto const& first = answer.affordable.front();
  if (!first.asked.job.tuning.pretrains()) return;
  if (!has_loss(first)) {
    warnings.push_back("the scaling laws are of dense models: no loss is predicted for " +
                       first.asked.model.shape.name);
    return;
  }
  auto const& law = answer.laws.front();
  std::string warning = "losses are of text like MassiveText alone, each token seen once";
  if (parameters(first.asked.job.model).total() > law.fitted_parameters ||
      first.asked.job.tokens > law.fitted_tokens)
    warning += "; the fits rest on models of up to " +
               typed_count(law.fitted_parameters, size_digits) + " parameters and " +
               typed_count(law.fitted_tokens / token, size_digits) +
               " tokens, so here they extrapolate";
  warnings.push_back(std::move(warning));
}

void warn_of_plan(Answer const& answer, std::vector<std::string>& warnings) {
  auto const& first = answer.affordable.front();
  if (!answer.goal.deadline && first.plan.run.duration.likely > long_run)
    warnings.push_back("without --days the cheapest plan is the answer, and it takes " +
                       duration_text(first.plan.run.duration.likely / day));
  if (first.law.empty() || first.next) return;
  warnings.push_back("no larger shape by rule is known: the budget and the days may buy more");
}

Frame frame_of(Answer const& answer, Catalog const& catalog, Terms const& terms) {
  std::vector<std::string> models;
  for (auto const& each : answer.affordable)
    models.push_back(each.asked.model.shape.name);
  auto keys = grounds(catalog, terms, answer.result);
  if (answer.affordable.empty() || std::ranges::any_of(answer.affordable, has_loss))
    for (auto& key : scaling_assumptions(catalog))
      keys.insert(std::move(key));
  return asked_frame(catalog, terms, "afford", types_of(answer.result, terms.types),
                     prices_of(answer.result), models, keys);
}

Answer found(Catalog const& catalog, Question const& question) {
  if (!question.goal.budget && !question.goal.deadline)
    throw InputError({.where = "--budget",
                      .problem = "is missing, and so is --days",
                      .expected = "a sum such as 2M, a deadline, or both",
                      .fix = "add --budget 2M --days 30"});
  auto terms = terms_of(catalog, question);
  check_speed(terms);
  if (auto warning = one_rate_warning(terms.types, terms.speed); !warning.empty())
    terms.warnings.push_back(std::move(warning));
  Answer answer{.price = terms.market.asked, .goal = terms.goal};
  answer.laws = scaling_laws(catalog);
  find({.catalog = catalog, .terms = terms}, answer);
  if (!answer.affordable.empty()) {
    warn_of_loss(answer, terms.warnings);
    warn_of_plan(answer, terms.warnings);
  }
  judge_own_constants(catalog, terms, answer);
  answer.frame = frame_of(answer, catalog, terms);
  answer.question = std::move(terms.question);
  return answer;
}

}  // namespace

bool has_loss(Affordable const& affordable) {
  auto const& job = affordable.asked.job;
  return !job.model.experts && job.tuning.pretrains();
}

Answer afforded(Catalog const& catalog, Question const& question) {
  return with_settings(catalog, question, [](Catalog const& laid, Question const& asked) {
    auto answer = found(laid, asked);
    warn_of_idle_settings(laid, asked, answer.frame, [&](Catalog const& other) {
      return figures(found(other, asked).result);
    });
    return answer;
  });
}

}  // namespace ec2plan
