#include <cmath>

#include "cli/candidates.hpp"
#include "cli/command.hpp"
#include "cli/estimation.hpp"
#include "cli/facts.hpp"
#include "cli/recommendation.hpp"
#include "cli/saved.hpp"
#include "cli/values.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/document/verdict.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {
namespace {

constexpr double same_share = 0.001;  // beyond this, a saved result and a new one differ
constexpr int most_ranks = 1'000'000;

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

bool differs(double saved, double now) { return std::abs(now - saved) > same_share * saved; }

/// What has changed since the plan was saved: the facts, and with them the figures.
void compare(SavedPlan const& saved, EstimateAnswer& answer) {
  auto& warnings = answer.frame.warnings;
  if (saved.catalog_sha256 != answer.frame.catalog_sha256)
    warnings.push_back("the plan was saved with another catalog");
  double const days = answer.plan.run.duration.likely / day;
  if (differs(saved.duration_days, days)) {
    warnings.push_back("the saved plan took " + duration_text(saved.duration_days) + ", now " +
                       duration_text(days));
  }
  double const usd = answer.plan.cost.likely / dollar;
  if (priced(answer.plan) && saved.cost_usd > 0 && differs(saved.cost_usd, usd)) {
    warnings.push_back("the saved plan cost " + exact_dollars(saved.cost_usd) + ", now " +
                       exact_dollars(usd));
  }
}

std::optional<SavedPlan> take_saved(Arguments& arguments, Streams const& streams) {
  auto const rank = optional_integer(arguments, "--rank", 1, most_ranks);
  if (arguments.positionals.empty()) {
    if (!rank) return {};
    throw refusal(*last_given(arguments, "--rank"), "chooses among the plans of a saved result",
                  "a RESULT before it", "write ec2plan explain plan.json --rank 2");
  }
  auto const& file = arguments.positionals.front();
  auto const plan = saved_plan(file, rank.value_or(1), streams);
  add_saved(arguments, plan, file);
  return plan;
}

Exit explain_plan(Arguments arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const saved = take_saved(arguments, streams);
  auto found = estimation(arguments, environment, "explain", timings);
  if (found.none) {
    print_none(*found.none, "explain", streams);
    return Exit::unsatisfied;
  }
  if (saved) compare(*saved, found.answer);
  ExplainAnswer const answer{
      .estimate = found.answer,
      .facts = facts_of(found.catalog, found.answer.asked, found.answer.plan)};
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
  if (!arguments.positionals.empty()) {
    throw InputError({.where = "--why",
                      .problem = "asks about a question, not about a saved result",
                      .expected = "the flags of `ec2plan recommend`",
                      .fix = "leave out " + shown_text(arguments.positionals.front())});
  }
  return explain_why(arguments, environment, streams);
}

}  // namespace ec2plan::cli
