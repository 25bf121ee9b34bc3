#include "cli/beside.hpp"
#include "cli/candidates.hpp"
#include "cli/command.hpp"
#include "cli/estimation.hpp"
#include "cli/facts.hpp"
#include "cli/recommendation.hpp"
#include "cli/saved.hpp"
#include "cli/since_saved.hpp"
#include "cli/values.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

Exit explain_why(Arguments const& arguments, Environment const& environment,
                 Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  Reading unused;
  auto const catalog = asked_catalog(arguments, unused);
  auto const& why = *last_given(arguments, "--why");
  auto const types = named_types(why, catalog);
  if (types.size() > 1) {
    throw refusal(why, "stands for several types", "one type such as " + types.front()->name,
                  "name one of them");
  }
  WhyAnswer answer;
  answer.instance_type = types.front()->name;
  answer.recommend = recommend_answer(arguments, environment, "explain", timings);
  auto const text = rendered(answer, output.format, output.options);
  timings.lap("report");
  deliver(text, output, streams);
  warn(answer.recommend.frame.warnings, output, streams);
  timings.report(output, streams, counts_text(answer.recommend.result.counts));
  return Exit::answered;
}

std::optional<SavedResult> take_saved(Arguments& arguments, Streams const& streams) {
  if (arguments.positionals.empty()) {
    if (!last_given(arguments, "--rank")) return {};
    throw refusal(*last_given(arguments, "--rank"), "chooses among the plans of a saved result",
                  "a RESULT before it", "write ec2plan explain plan.json --rank 2");
  }
  auto result = saved_result(arguments.positionals.front(), streams);
  add_plan(arguments, result, plan_of_rank(result, asked_rank(arguments)));
  return result;
}

Exit explain_plan(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  Arguments of_plan = arguments;
  auto const saved = take_saved(of_plan, streams);
  auto found = estimation(of_plan, environment, "explain", timings);
  if (found.none) {
    print_none(*found.none, "explain", streams);
    return Exit::unsatisfied;
  }
  if (saved) warn_of_changes(*saved, plan_of_rank(*saved, asked_rank(arguments)), found.answer);
  ExplainAnswer answer{.estimate = found.answer};
  answer.facts = facts_of(found.catalog, answer.estimate.asked, answer.estimate.plan);
  auto beside = recommended(std::move(found.catalog), {},
                            asked_beside(arguments, saved, answer.estimate.plan), environment,
                            "recommend", timings);
  add_fronts(beside);
  answer.beside = std::move(beside.answer);
  auto const text = rendered(answer, output.format, output.options);
  timings.lap("report");
  auto const notes = price_notes(answer.estimate, environment);
  deliver(text, output, streams);
  warn(answer.estimate.frame.warnings, output, streams);
  for (auto const& note : notes)
    remark(note, output, streams);
  timings.report(output, streams, counts_text(found.counts));
  return Exit::answered;
}

/// A flag that the other kind of question takes would be ignored: say so.
void refuse_given(Arguments const& arguments, std::initializer_list<std::string_view> flags,
                  std::string const& expected) {
  for (auto const flag : flags) {
    if (auto const* value = last_given(arguments, flag))
      throw refusal(*value, "has no say here", expected, "leave out " + std::string(flag));
  }
}

}  // namespace

Exit explain(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  if (last_given(arguments, "--why") == nullptr) {
    refuse_given(arguments, {"--objective", "--max-instances", "--min-instances", "--accelerator"},
                 "the flags of `ec2plan estimate`, or --why TYPE");
    return explain_plan(arguments, environment, streams);
  }
  refuse_given(arguments, {"--instance-count", "--rank"}, "the flags of `ec2plan recommend`");
  if (arguments.positionals.empty()) return explain_why(arguments, environment, streams);
  auto const saved = saved_result(arguments.positionals.front(), streams);
  return explain_why(asked_of_all(arguments, saved), environment, streams);
}

}  // namespace ec2plan::cli
