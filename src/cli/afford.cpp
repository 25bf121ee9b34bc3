#include <algorithm>
#include <cmath>

#include "cli/affordable.hpp"
#include "cli/command.hpp"
#include "cli/facts.hpp"
#include "cli/job.hpp"
#include "cli/offers.hpp"
#include "ec2plan/document/afford.hpp"
#include "ec2plan/document/text.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/model/shape.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t planned_laws = 2;  // the third is another fit of the first's authors
constexpr Time long_run = year;

// What the fits were made of: Hoffmann et al. 2022, abstract.
constexpr double largest_fitted = 16e9;
constexpr Tokens most_fitted{500e9};

void require_goal(Arguments const& arguments) {
  if (last_given(arguments, "--budget") || last_given(arguments, "--days")) return;
  throw InputError({.where = "--budget",
                    .problem = "is missing, and so is --days",
                    .expected = "a sum such as 2M, a deadline, or both",
                    .fix = "add --budget 2M --days 30"});
}

/// Notes the sequences, the batch and the precision, and a model that was given; gives the latter.
Precision take_job(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  auto const* spec = last_given(arguments, "--model");
  if (spec != nullptr) return asked_shape(arguments, catalog, *spec, reading).job.precision;
  Reading of_any;
  GivenValue const any{.text = "rule:1B", .where = "--model"};
  auto const precision = asked_shape(arguments, catalog, any, of_any).job.precision;
  std::ranges::copy_if(of_any.inputs, std::back_inserter(reading.inputs),
                       [](Input const& input) { return input.key != "model"; });
  return precision;
}

void add_affordable(AffordAnswer& answer, std::optional<Affordable> found) {
  if (found) answer.affordable.push_back(std::move(*found));
}

/// Every law in turn: the default has a say in whether there is an answer.
void find_models(Purse const& purse, AffordAnswer& answer) {
  double start = std::sqrt(least_by_rule * most_by_rule);
  for (std::size_t i = 0; i < planned_laws; ++i) {
    add_affordable(answer, largest_model(purse, answer.laws[i], start));
    if (answer.affordable.empty()) return;
    start = parameters(answer.affordable.back().asked.job.model).total();
  }
}

RecommendAnswer least_answer(Purse const& purse, AffordAnswer const& answer, Tried const& trial) {
  RecommendAnswer least;
  least.asked = trial.asked;
  least.price = answer.price;
  least.goal = answer.goal;
  least.result = judged(purse, trial);
  return least;
}

void find(Purse const& purse, AffordAnswer& answer) {
  auto const* spec = last_given(purse.arguments, "--model");
  if (spec != nullptr)
    add_affordable(answer, most_tokens(purse, spec->text));
  else
    find_models(purse, answer);
  if (!answer.affordable.empty()) return;
  auto const trial =
      spec != nullptr ? one_step(purse, spec->text) : smallest_model(purse, answer.laws.front());
  answer.least = least_answer(purse, answer, trial);
}

void warn_of_loss(AffordAnswer const& answer, Reading& reading) {
  auto const& first = answer.affordable.front();
  if (!has_loss(first)) {
    reading.warnings.push_back("the scaling laws are of dense models: no loss is predicted for " +
                               first.asked.model.shape.name);
    return;
  }
  double const size = parameters(first.asked.job.model).total();
  bool const beyond = size > largest_fitted || first.asked.job.tokens > most_fitted;
  reading.warnings.push_back(
      std::string("losses are of text like MassiveText alone, each token seen once") +
      (beyond ? "; the fits rest on models of up to 16B parameters and 500B tokens, so here they "
                "extrapolate"
              : ""));
}

void warn_of_plan(AffordAnswer const& answer, Reading& reading) {
  auto const& first = answer.affordable.front();
  if (!answer.goal.deadline && first.plan.run.duration.likely > long_run)
    reading.warnings.push_back("without --days the cheapest plan is the answer, and it takes " +
                               duration_text(first.plan.run.duration.likely / day));
  if (first.law.empty() || first.next) return;
  reading.warnings.push_back(
      "no larger shape by rule is known: the budget and the days may buy more");
}

Frame frame_of(AffordAnswer const& answer, Catalog const& catalog, Types const& considered,
               Stack const& stack, Reading const& reading) {
  Recommendation shown;
  if (answer.least) shown = answer.least->result;
  std::vector<std::string> models;
  for (auto const& each : answer.affordable) {
    shown.candidates.push_back(each.plan);
    models.push_back(each.asked.model.shape.name);
  }
  auto frame = asked_frame(catalog, "afford", types_of(shown, considered), prices_of(shown), models,
                           reading, stack);
  add_assumptions(frame, catalog, scaling_assumptions(catalog));
  add_assumptions(frame, catalog, price_assumptions(prices_of(shown)));
  return frame;
}

AffordAnswer afford_answer(Arguments const& arguments, Environment const& environment,
                           Timings& timings) {
  require_goal(arguments);
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
  timings.lap("catalog");
  auto const precision = take_job(arguments, catalog, reading);
  auto const stack = asked_stack(arguments, catalog, reading);
  auto const terms = asked_terms(arguments, environment, catalog, precision, reading);
  AffordAnswer answer;
  answer.price = terms.market.asked;
  answer.goal = terms.goal;
  answer.laws = scaling_laws(catalog);
  find({.arguments = arguments, .catalog = catalog, .terms = terms}, answer);
  timings.lap("search");
  if (!answer.affordable.empty()) {
    warn_of_loss(answer, reading);
    warn_of_plan(answer, reading);
  }
  answer.frame = frame_of(answer, catalog, terms.types, stack, reading);
  return answer;
}

std::vector<Price> prices_of(AffordAnswer const& answer) {
  std::vector<Price> prices;
  for (auto const& each : answer.affordable)
    prices.push_back(each.plan.price);
  return prices;
}

}  // namespace

Exit afford(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const answer = afford_answer(arguments, environment, timings);
  auto const text = rendered(answer, output.format, output.options);
  timings.lap("report");
  std::vector<std::string> notes;
  if (!answer.price.as_of) notes = old_price_notes(prices_of(answer), today(environment));
  deliver(text, output, streams);
  warn(answer.frame.warnings, output, streams);
  for (auto const& note : notes)
    remark(note, output, streams);
  timings.report(output, streams);
  return answer.affordable.empty() ? Exit::unsatisfied : Exit::answered;
}

}  // namespace ec2plan::cli
