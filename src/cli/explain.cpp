#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/plans.hpp"
#include "cli/saved.hpp"
#include "ec2plan/document/answer.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

Exit explain_why(Arguments const& arguments, Question const& question,
                 Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const facts = laid_catalog(question, environment);
  timings.lap("catalog");
  auto const& why = *last_given(arguments, "--why");
  auto const types = named_types(facts.catalog, why);
  if (types.size() > 1) {
    throw refusal(why, "stands for several types", "one type such as " + types.front()->name,
                  "name one of them");
  }
  WhyAnswer answer;
  answer.instance_type = types.front()->name;
  answer.recommend = ec2plan::answer(facts.catalog, question);
  answer.recommend.frame.command = "explain";
  warn_of_calibration(facts.calibrated, answer.recommend.frame);
  refuse_idle(answer.recommend.frame.idle);
  timings.lap("search");
  finish(answer, arguments, output, streams, timings,
         {.counts = counts_text(answer.recommend.result.counts)});
  return Exit::answered;
}

std::optional<SavedResult> asked_result(Arguments const& arguments, Environment const& environment,
                                        Streams const& streams) {
  if (!arguments.positionals.empty())
    return saved_result(arguments.positionals.front(), environment, streams);
  if (!last_given(arguments, "--rank")) return {};
  throw refusal(*last_given(arguments, "--rank"), "chooses among the plans of a saved result",
                "a RESULT before it", "write ec2plan explain plan.json --rank 2");
}

Exit explain_plan(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const question = typed_question(arguments, Question::Kind::estimate);
  auto const saved = asked_result(arguments, environment, streams);
  auto const* plan = saved ? &plan_of_rank(*saved, asked_rank(arguments)) : nullptr;
  auto const of_plan =
      in_region(saved ? asked_of_plan(*saved, *plan, question) : question, environment);
  auto const facts = laid_catalog(of_plan, environment);
  timings.lap("catalog");
  ExplainAnswer answer{.estimate = ec2plan::answer(facts.catalog, of_plan)};
  timings.lap("search");
  if (!has_estimate(answer.estimate)) {
    print_none(no_layout(answer.estimate), "explain", streams);
    return Exit::unsatisfied;
  }
  answer.estimate.frame.command = "explain";
  warn_of_calibration(facts.calibrated, answer.estimate.frame);
  refuse_idle(answer.estimate.frame.idle);
  warn_of_understanding(answer.estimate.asked, answer.estimate.frame);
  if (saved) warn_of_changes(*saved, *plan, answer.estimate);
  answer.facts = facts_of(facts.catalog, answer.estimate.asked, answer.estimate.plan());
  auto beside = recommended(
      facts.catalog, in_region(asked_beside(question, saved, answer.estimate.plan()), environment),
      Grounds::left_out);
  add_fronts(beside);
  timings.lap("beside");
  answer.beside = std::move(beside.answer);
  finish(answer, arguments, output, streams, timings,
         {price_notes(answer.estimate, facts.catalog, environment),
          counts_text(answer.estimate.result.counts)});
  return Exit::answered;
}

}  // namespace

Exit explain(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  if (last_given(arguments, "--why") == nullptr) {
    refuse_given(
        arguments,
        {"--objective", "--max-instances", "--min-instances", "--accelerator", "--include-retired"},
        "the flags of `ec2plan estimate`, or --why TYPE");
    return explain_plan(arguments, environment, streams);
  }
  refuse_given(arguments, {"--instance-count", "--rank"}, "the flags of `ec2plan recommend`");
  auto question = typed_question(arguments);
  if (!arguments.positionals.empty())
    question =
        asked_of_all(saved_result(arguments.positionals.front(), environment, streams), question);
  return explain_why(arguments, in_region(std::move(question), environment), environment, streams);
}

}  // namespace ec2plan::cli
