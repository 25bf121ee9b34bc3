#include "cli/estimate.hpp"

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/finish.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {

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

std::vector<std::string> price_notes(Answer const& answer, Environment const& environment) {
  if (answer.price.as_of || !priced(answer.plan())) return {};
  return old_price_notes({answer.plan().price}, today(environment));
}

Exit estimate_one(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const question = asked_question(arguments, environment, Question::Kind::estimate);
  auto const facts = laid_catalog(question);
  timings.lap("catalog");
  auto answer = ec2plan::answer(facts.catalog, question);
  timings.lap("search");
  if (!has_estimate(answer)) {
    print_none(no_layout(answer), "estimate", streams);
    return Exit::unsatisfied;
  }
  warn_of_calibration(facts.calibrated, answer.frame);
  finish(answer, arguments, output, streams, timings, {price_notes(answer, environment)});
  return is_kept(answer) ? Exit::answered : Exit::unsatisfied;
}

}  // namespace ec2plan::cli
