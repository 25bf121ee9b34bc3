#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/finish.hpp"

namespace ec2plan::cli {
namespace {

std::vector<Price> prices_of(Answer const& answer) {
  std::vector<Price> prices;
  for (auto const& each : answer.affordable)
    prices.push_back(each.plan.price);
  return prices;
}

}  // namespace

Exit afford(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const question = asked_question(arguments, environment, Question::Kind::afford);
  auto const facts = laid_catalog(question);
  timings.lap("catalog");
  auto answer = ec2plan::answer(facts.catalog, question);
  warn_of_calibration(facts.calibrated, answer.frame);
  timings.lap("search");
  Said said;
  if (!answer.price.as_of) said.notes = old_price_notes(prices_of(answer), today(environment));
  finish(answer, arguments, output, streams, timings, said);
  return answer.affordable.empty() ? Exit::unsatisfied : Exit::answered;
}

}  // namespace ec2plan::cli
