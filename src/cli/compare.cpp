#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/environment.hpp"
#include "cli/output.hpp"
#include "cli/plans.hpp"
#include "cli/saved.hpp"
#include "ec2plan/document/rejection.hpp"
#include "ec2plan/document/saved_result.hpp"
#include "ec2plan/units/error.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

/// One of the results to compare, as saved or asked again.
struct Compared {
  SavedResult result{};
  bool refreshed = false;
  std::vector<std::string> warnings{};
  std::string none{};  // why the question, asked again, has no plan; empty: it has one
  std::string more{};  // then: what else is known, "nearest: 16 instances"
};

/// BASE and HEAD. Throws: InputError where one is missing.
struct BaseAndHead {
  Compared base{}, head{};
};

InputError bad_operands(std::string value, std::string problem, std::string fix) {
  return InputError({.where = "compare",
                     .value = std::move(value),
                     .problem = std::move(problem),
                     .expected = "two saved results, or one with --refresh",
                     .fix = std::move(fix)});
}

void check_operands(std::vector<std::string> const& files, bool refresh) {
  if (files.empty())
    throw bad_operands("", "what to compare is missing",
                       "write ec2plan compare base.json head.json");
  if (files.size() == 1 && !refresh)
    throw bad_operands(files.front(), "is compared with nothing",
                       "name a second result, or add --refresh to ask this one again");
  if (files.size() == 2 && files[0] == "-" && files[1] == "-")
    throw bad_operands("-", "is stdin, which can be read only once", "save one of them in a file");
}

/// Facts have a say where questions are asked again.
void refuse_facts(Arguments const& arguments) {
  for (std::string_view const flag : {"--catalog", "--as-of", "--region"}) {
    auto const* value = last_given(arguments, flag);
    if (value == nullptr || value->from == "config") continue;
    throw refusal(*value, "has no say in what was saved", "--refresh beside it",
                  "add --refresh, or leave out " + std::string(flag));
  }
}

/// The day of a saved question is part of it.
void warn_of_day(Arguments const& arguments, Compared& one) {
  auto const saved = std::ranges::find(one.result.inputs, "as_of", &Input::key);
  if (saved == one.result.inputs.end() || last_given(arguments, "--as-of") != nullptr) return;
  auto const* day = std::get_if<std::string>(&saved->value);
  one.warnings.push_back(one.result.file + " asks as of " + (day ? *day : "a day of its own") +
                         ", and so does its refreshed answer: --as-of gives another day");
}

void take_answer(Compared& one, Answer const& answer) {
  auto const file = one.result.file;
  one.result = saved(answer);
  one.result.file = file;
  for (auto const& warning : one.result.warnings)
    one.warnings.push_back(std::string(file).append(", asked again: ").append(warning));
}

void ask_recommend(Compared& one, Catalog const& catalog, Question const& question) {
  auto const found = answer(catalog, question);
  if (found.result.chosen() == nullptr && !found.result.candidates.empty())
    one.warnings.push_back(one.result.file +
                           ", asked again: no plan keeps the deadline and the budget");
  if (found.result.candidates.empty() && found.result.rejected.size() == 1) {
    auto const& rejected = found.result.rejected.front();
    one.more = "reason: " + rejected.instance_type + ": " + reason_text(rejected);
  }
  take_answer(one, found);
}

void ask_estimate(Compared& one, Catalog const& catalog, Question const& question) {
  auto const found = answer(catalog, question);
  if (!has_estimate(found)) {
    auto const none = no_layout(found);
    one.none = none.where + ": " + none.reason;
    if (!none.nearest.empty()) one.more = "nearest: " + none.nearest;
    return;
  }
  if (!is_kept(found))
    one.warnings.push_back(one.result.file +
                           ", asked again: the plan does not keep the deadline or the budget");
  take_answer(one, found);
}

/// A question may have had more plans when it was saved.
void expect_plan(Compared& one, int rank) {
  auto const& plans = one.result.plans;
  if (!one.none.empty() || std::ranges::find(plans, rank, &SavedPlan::rank) != plans.end()) return;
  one.none = plans.empty() ? one.result.sentence : "no plan has rank " + std::to_string(rank);
}

Compared refreshed(SavedResult saved, int rank, Arguments const& arguments,
                   Environment const& environment, Timings& timings) {
  Compared one;
  one.result = std::move(saved);
  one.refreshed = true;
  warn_of_day(arguments, one);
  auto const question = in_region(asked_again(one.result, typed_question(arguments)), environment);
  auto const facts = laid_catalog(question, environment);
  timings.lap("catalog");
  if (question.kind == Question::Kind::recommend)
    ask_recommend(one, facts.catalog, question);
  else
    ask_estimate(one, facts.catalog, question);
  timings.lap("search");
  expect_plan(one, rank);
  return one;
}

BaseAndHead asked_results(Arguments const& arguments, Environment const& environment,
                          Streams const& streams, Timings& timings) {
  auto const& files = arguments.positionals;
  bool const refresh = is_on(arguments, "--refresh");
  check_operands(files, refresh);
  if (!refresh) refuse_facts(arguments);
  BaseAndHead both;
  both.base.result = saved_result(files.front(), environment, streams);
  auto const ranks = asked_ranks(arguments);
  plan_of_rank(both.base.result, ranks.base);  // before anything is asked again
  both.head.result =
      files.size() == 2 ? saved_result(files[1], environment, streams) : both.base.result;
  if (refresh && files.size() == 2)
    both.base = refreshed(both.base.result, ranks.base, arguments, environment, timings);
  if (refresh) both.head = refreshed(both.head.result, ranks.head, arguments, environment, timings);
  return both;
}

constexpr std::pair<std::string_view, GateTier> tiers[] = {{"--fail-over", GateTier::fail},
                                                           {"--warn-over", GateTier::warn}};

/// Values are not split at commas: $1,500,000 is one.
std::vector<GateLimit> asked_limits(Arguments const& arguments) {
  std::vector<GateLimit> limits;
  for (auto const& [flag, tier] : tiers)
    for (GivenValue const& value : given(arguments, flag))
      limits.push_back(
          read(value, [tier = tier](std::string_view text) { return parsed_gate(text, tier); }));
  return limits;
}

void note_all(Reading& reading, Arguments const& arguments) {
  if (last_given(arguments, "--refresh")) note(reading, arguments, "--refresh", true);
  for (std::string_view const flag :
       {"--fail-over", "--warn-over", "--region", "--catalog", "--as-of", "--rank"})
    if (auto const& values = given(arguments, flag); !values.empty())
      note(reading, arguments, flag, texts_of(values));
}

CompareAnswer compared(BaseAndHead const& both, std::vector<GateLimit> const& limits,
                       Arguments const& arguments) {
  auto answer = comparison(both.base.result, both.head.result, asked_ranks(arguments));
  answer.base.refreshed = both.base.refreshed;
  answer.head.refreshed = both.head.refreshed;
  for (auto const& limit : limits)
    answer.gates.push_back(judged(limit, answer));
  Reading reading;
  note_all(reading, arguments);
  answer.frame.inputs = in_order(reading.inputs);
  for (auto const* side : {&both.base, &both.head})
    std::ranges::copy(side->warnings, std::back_inserter(reading.warnings));
  answer.frame.warnings = told_once(reading.warnings);
  return answer;
}

/// A question that no plan satisfies any more.
Exit say_none(Compared const& side, Streams const& streams) {
  streams.err << "error: " << shown_text(side.result.file, 200)
              << ", asked again, has no plan to compare: " << shown_text(side.none, 2000) << '\n';
  if (!side.more.empty()) streams.err << "  " << shown_text(side.more, 2000) << '\n';
  return Exit::unsatisfied;
}

/// With --quiet and a warning tier, a change below all tiers is no news.
bool is_no_news(CompareAnswer const& answer, Output const& output) {
  bool const warns = std::ranges::any_of(
      answer.gates, [](Gate const& gate) { return gate.limit.tier == GateTier::warn; });
  return output.quiet && warns && std::ranges::none_of(answer.gates, &Gate::broken);
}

/// Said even with --quiet: it is why the exit code is not 0.
Exit gates_end(CompareAnswer const& answer, Output const& output, Streams const& streams) {
  for (auto const& gate : answer.gates) {
    if (!gate.broken) continue;
    if (gate.limit.tier == GateTier::fail)
      streams.err << "gate broken: " + gate_text(gate) + "\n";
    else
      warn({gate_text(gate)}, output, streams);
  }
  return broken_gates(answer.gates, GateTier::fail) > 0 ? Exit::gate_broken : Exit::answered;
}

}  // namespace

Exit compare_results(Arguments const& arguments, Environment const& environment,
                     Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const limits = asked_limits(arguments);
  auto const both = asked_results(arguments, environment, streams, timings);
  for (auto const* side : {&both.base, &both.head})
    if (!side->none.empty()) return say_none(*side, streams);
  auto answer = compared(both, limits, arguments);
  finish(answer, arguments, output, streams, timings, {.is_news = !is_no_news(answer, output)});
  return gates_end(answer, output, streams);
}

}  // namespace ec2plan::cli
