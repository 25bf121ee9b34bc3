#include "cli/plans.hpp"

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

/// Whether charts are asked for. Throws: InputError where the format has no place for them, unless
/// a configuration file asks.
bool asked_plot(Arguments const& arguments, Format format) {
  if (!is_on(arguments, "--plot")) return false;
  if (!is_document(format)) return true;
  if (last_given(arguments, "--plot")->from != "flag") return false;
  throw InputError({.where = "--plot",
                    .problem = "draws in characters, and documents hold no drawings",
                    .expected = "--output table, wide or markdown",
                    .fix = "leave out --plot, or choose another --output"});
}

std::vector<Price> prices_of(Answer const& answer) {
  std::vector<Price> prices;
  for (auto const& each : answer.affordable)
    prices.push_back(each.plan.price);
  return prices;
}

}  // namespace

Exit recommend(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto output = asked_output(arguments, environment);
  output.options.plot = asked_plot(arguments, output.format);
  output.options.all = is_on(arguments, "--all");
  auto const question = asked_question(arguments, environment);
  auto const facts = laid_catalog(question, environment);
  timings.lap("catalog");
  auto all = recommended(facts.catalog, question,
                         output.format == Format::json ? Grounds::told : Grounds::left_out);
  add_remedies(facts.catalog, all);
  timings.lap("search");
  if (output.options.plot) add_charted(all);
  auto& answer = all.answer;
  warn_of_calibration(facts.calibrated, answer.frame);
  refuse_idle(answer.frame.idle);
  bool const satisfied = answer.result.chosen() != nullptr;
  warn_of_understanding(answer.asked, answer.frame);
  finish(answer, arguments, output, streams, timings,
         {old_price_notes(prices_of(answer.result), facts.catalog, environment,
                          answer.price.as_of.has_value()),
          counts_text(answer.result.counts)});
  return satisfied ? Exit::answered : Exit::unsatisfied;
}

NoLayout no_layout(Answer const& answer) {
  auto const count = answer.goal.limits.max_instances;
  auto const& rejected = answer.result.rejected.front();
  NoLayout none{.where = integer_text(count) + " " + rejected.instance_type,
                .reason = reason_text(rejected),
                .nearest = nearest_text(rejected)};
  if (rejected.code == ReasonCode::no_network && count > 1) none.nearest = "--instance-count 1";
  return none;
}

void print_none(NoLayout const& none, std::string const& command, Streams const& streams) {
  streams.err << "error: " << none.where << ": " << none.reason << '\n';
  if (!none.nearest.empty()) streams.err << "  nearest: " << none.nearest << '\n';
  streams.err << "  fix: give other flags (see `ec2plan " << command << " --help`)\n";
}

std::vector<std::string> price_notes(Answer const& answer, Catalog const& catalog,
                                     Environment const& environment) {
  if (!priced(answer.plan())) return {};
  return old_price_notes({answer.plan().price}, catalog, environment,
                         answer.price.as_of.has_value());
}

Exit estimate_one(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const question = asked_question(arguments, environment, Question::Kind::estimate);
  auto const facts = laid_catalog(question, environment);
  timings.lap("catalog");
  auto answer = ec2plan::answer(facts.catalog, question);
  timings.lap("search");
  if (!has_estimate(answer)) {
    print_none(no_layout(answer), "estimate", streams);
    return Exit::unsatisfied;
  }
  warn_of_calibration(facts.calibrated, answer.frame);
  refuse_idle(answer.frame.idle);
  warn_of_understanding(answer.asked, answer.frame);
  finish(answer, arguments, output, streams, timings,
         {price_notes(answer, facts.catalog, environment)});
  return is_kept(answer) ? Exit::answered : Exit::unsatisfied;
}

Exit afford(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const question = asked_question(arguments, environment, Question::Kind::afford);
  auto const facts = laid_catalog(question, environment);
  timings.lap("catalog");
  auto answer = ec2plan::answer(facts.catalog, question);
  warn_of_calibration(facts.calibrated, answer.frame);
  refuse_idle(answer.frame.idle);
  timings.lap("search");
  warn_of_understanding(answer.asked, answer.frame);
  finish(answer, arguments, output, streams, timings,
         {old_price_notes(prices_of(answer), facts.catalog, environment,
                          answer.price.as_of.has_value())});
  return answer.affordable.empty() ? Exit::unsatisfied : Exit::answered;
}

}  // namespace ec2plan::cli
