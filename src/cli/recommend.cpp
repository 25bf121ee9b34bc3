#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/finish.hpp"
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

}  // namespace

Exit recommend(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto output = asked_output(arguments, environment);
  output.options.plot = asked_plot(arguments, output.format);
  auto const question = asked_question(arguments, environment);
  auto const facts = laid_catalog(question);
  timings.lap("catalog");
  auto all = recommended(facts.catalog, question);
  timings.lap("search");
  if (output.options.plot) add_charted(all);
  auto& answer = all.answer;
  warn_of_calibration(facts.calibrated, answer.frame);
  bool const satisfied = answer.result.chosen() != nullptr;
  Said said{.counts = counts_text(answer.result.counts)};
  if (!answer.price.as_of)
    said.notes = old_price_notes(prices_of(answer.result), today(environment));
  finish(answer, arguments, output, streams, timings, said);
  return satisfied ? Exit::answered : Exit::unsatisfied;
}

}  // namespace ec2plan::cli
