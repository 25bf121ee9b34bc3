#include <algorithm>
#include <ostream>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/compared.hpp"
#include "cli/finish.hpp"
#include "cli/saved.hpp"
#include "ec2plan/units/error.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

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
