#include <algorithm>
#include <set>

#include "cli/command.hpp"
#include "cli/facts.hpp"
#include "cli/job.hpp"
#include "cli/offers.hpp"
#include "cli/question.hpp"
#include "cli/recommendation.hpp"
#include "cli/sorting.hpp"
#include "ec2plan/search/scaling.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

/// Whether charts are asked for. Throws: InputError where the format has no place for them, unless
/// a configuration file asks.
bool asked_plot(Arguments const& arguments, Format format) {
  if (!is_on(arguments, "--plot")) return false;
  if (format != Format::json && format != Format::jsonl && format != Format::csv) return true;
  if (last_given(arguments, "--plot")->from != "flag") return false;
  throw InputError({.where = "--plot",
                    .problem = "draws in characters, and documents hold no drawings",
                    .expected = "--output table, wide or markdown",
                    .fix = "leave out --plot, or choose another --output"});
}

}  // namespace

void warn_of_one_rate(Types const& types, GivenSpeed const& speed, Reading& reading) {
  std::set<std::string_view> ids;
  for (InstanceType const* type : types)
    ids.insert(type->accelerator.id);
  if (!speed.rate.hardware || ids.size() < 2) return;
  reading.warnings.push_back("--tflops is taken for each of " + integer_text(ids.size()) +
                             " kinds of accelerator: name one with --accelerator");
}

std::vector<std::string> types_of(Recommendation const& result, Types const& considered) {
  std::set<std::string> names;
  for (Plan const& plan : result.candidates)
    names.insert(plan.type.name);
  if (names.empty()) {
    for (InstanceType const* type : considered)
      names.insert(type->name);
  }
  return {names.begin(), names.end()};
}

std::vector<Price> prices_of(Recommendation const& result) {
  std::vector<Price> prices;
  for (auto const* plans : {&result.candidates, &result.by_purchase})
    for (Plan const& plan : *plans)
      prices.push_back(plan.price);
  return prices;
}

std::string counts_text(SearchCounts const& counts) {
  return integer_text(counts.legal) + " legal layouts: " + integer_text(counts.evaluated) +
         " evaluated, " + integer_text(counts.excluded_by_memory) + " excluded by memory, " +
         integer_text(counts.excluded_by_time) + " by time";
}

Terms asked_terms(Arguments const& arguments, Environment const& environment,
                  Catalog const& catalog, Precision precision, Reading& reading) {
  Terms terms{.goal = asked_question(arguments, catalog, reading)};
  terms.market = asked_market(arguments, environment, catalog, reading);
  terms.types = asked_types(arguments, catalog, reading);
  terms.speed = given_speed(arguments, terms.goal.limits.layout, reading);
  check_speed(arguments, terms.speed, precision, terms.types);
  warn_of_one_rate(terms.types, terms.speed, reading);
  return terms;
}

Recommended recommended(Arguments const& arguments, Environment const& environment,
                        std::string const& command, Timings& timings) {
  Reading reading;
  auto catalog = asked_catalog(arguments, reading);
  timings.lap("catalog");
  return recommended(std::move(catalog), std::move(reading), arguments, environment, command,
                     timings);
}

Recommended recommended(Catalog read, Reading reading, Arguments const& arguments,
                        Environment const& environment, std::string const& command,
                        Timings& timings) {
  Recommended all;
  auto& [catalog, terms, found, answer] = all;
  catalog = std::move(read);
  answer.asked = asked_job(arguments, catalog, reading);
  terms = asked_terms(arguments, environment, catalog, answer.asked.job.precision, reading);
  auto const& [goal, market, types, speed] = terms;
  answer.goal = goal;
  answer.price = market.asked;
  auto const& job = answer.asked.job;
  found = searched(catalog, types, answer.asked, speed, market, goal.limits);
  answer.result = asked_recommendation(catalog, found, job, speed, market, goal);
  timings.lap("search");
  answer.frame =
      asked_frame(catalog, command, types_of(answer.result, types), prices_of(answer.result),
                  {answer.asked.model.shape.name}, reading, answer.asked.stack);
  add_assumptions(answer.frame, catalog, price_assumptions(prices_of(answer.result)));
  return all;
}

RecommendAnswer recommend_answer(Arguments const& arguments, Environment const& environment,
                                 std::string const& command, Timings& timings) {
  return recommended(arguments, environment, command, timings).answer;
}

void add_fronts(Recommended& all) {
  Goal front = all.terms.goal;
  front.objective = Objective::pareto;
  all.answer.fronts = recommendation(front, all.found.candidates).candidates;
}

void add_charted(Recommended& all, Plan const& plan) {
  add_fronts(all);
  auto& [catalog, terms, found, answer] = all;
  for (Candidate const& candidate : found.candidates)
    if (candidate.setup.type.name == plan.type.name)
      answer.scaling = scaling(terms.goal, candidate, plan.price);
}

void add_charted(Recommended& all) {
  auto const& result = all.answer.result;
  auto const* plan = result.chosen();
  if (plan == nullptr && !result.candidates.empty()) plan = &result.candidates.front();
  if (plan != nullptr) add_charted(all, *plan);
}

Exit recommend(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto output = asked_output(arguments, environment);
  output.options.plot = asked_plot(arguments, output.format);
  auto all = recommended(arguments, environment, "recommend", timings);
  if (output.options.plot) add_charted(all);
  auto& answer = all.answer;
  bool const satisfied = answer.result.chosen() != nullptr;
  sort_as_asked(answer, arguments, output);
  auto const text = rendered(answer, output.format, output.options);
  timings.lap("report");
  std::vector<std::string> notes;  // before anything is printed: the environment may be at fault
  if (!answer.price.as_of) notes = old_price_notes(prices_of(answer.result), today(environment));
  deliver(text, output, streams);
  warn(answer.frame.warnings, output, streams);
  for (auto const& note : notes)
    remark(note, output, streams);
  remark(hidden_note(answer, output.format, output.options), output, streams);
  timings.report(output, streams, counts_text(answer.result.counts));
  return satisfied ? Exit::answered : Exit::unsatisfied;
}

}  // namespace ec2plan::cli
