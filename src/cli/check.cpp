#include "ec2plan/review/check.hpp"

#include <array>
#include <ostream>

#include "catalog/json_file.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "cli/saved.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_instances = 1'000'000;

Policy policy_in(GivenValue const& value) {
  if (value.text.empty())
    throw refusal(value, "the value is empty", "the path of a policy file", "name a file");
  if (value.text == "-")
    throw refusal(value, "is stdin, which is for the result", "the path of a policy file",
                  "save the policy to a file");
  return read_policy(catalog::file_text(value.text), value.text);
}

/// A limit of the command line stands in the failing tier, before what the file says there.
void take_limit(Policy& policy, Reading& reading, Arguments const& arguments, std::string_view flag,
                RuleKind kind, std::optional<double> most) {
  if (!most) return;
  set_rule(policy, {.kind = kind, .most = *most});
  note(reading, arguments, flag, *most);
}

void take_risk(Policy& policy, Reading& reading, Arguments const& arguments) {
  std::array const words{risk_name(Risk::slow), risk_name(Risk::likely)};
  if (auto const* value = last_given(arguments, "--risk"))
    policy.risk = chosen_word(*value, words) == words[0] ? Risk::slow : Risk::likely;
  note(reading, arguments, "--risk", std::string(risk_name(policy.risk.value_or(Risk::slow))),
       policy.risk ? "policy" : "default");
}

[[noreturn]] void refuse_no_rules() {
  throw InputError(
      {.where = "--policy",
       .problem = "is missing, and no rule is given: nothing would be checked",
       .expected = "a policy file, or --max-cost, --max-days, --max-instances, --max-energy or "
                   "--max-co2e",
       .fix = "write ec2plan check plan.json --max-cost 2M"});
}

Policy asked_policy(Arguments const& arguments, Reading& reading) {
  Policy policy;
  if (auto const* file = last_given(arguments, "--policy")) {
    policy = policy_in(*file);
    note(reading, arguments, "--policy", file->text);
  }
  take_limit(policy, reading, arguments, "--max-cost", RuleKind::max_cost_usd,
             optional_value(arguments, "--max-cost", parsed_dollars));
  take_limit(policy, reading, arguments, "--max-days", RuleKind::max_days,
             optional_value(arguments, "--max-days", parsed_days));
  take_limit(policy, reading, arguments, "--max-energy", RuleKind::max_energy_kwh,
             optional_value(arguments, "--max-energy", parsed_kilowatt_hours));
  take_limit(policy, reading, arguments, "--max-co2e", RuleKind::max_co2e_kg,
             optional_value(arguments, "--max-co2e", parsed_kilograms));
  auto const instances = optional_integer(arguments, "--max-instances", 1, most_instances);
  take_limit(policy, reading, arguments, "--max-instances", RuleKind::max_instances,
             instances ? std::optional<double>(*instances) : std::nullopt);
  if (policy.rules.empty()) refuse_no_rules();
  take_risk(policy, reading, arguments);
  return policy;
}

std::string const& asked_file(Arguments const& arguments) {
  if (!arguments.positionals.empty()) return arguments.positionals.front();
  throw InputError({.where = "RESULT",
                    .problem = "is missing",
                    .expected = "a result saved with --json, or - for stdin",
                    .fix = "write ec2plan check plan.json --max-cost 2M"});
}

/// Said even with --quiet: it is why the exit code is not 0.
Exit gate(CheckAnswer const& answer, Arguments const& arguments, Output const& output,
          Streams const& streams) {
  for (auto const& checked : answer.rules) {
    if (checked.kept) continue;
    auto const text = std::string(rule_name(checked.rule.kind)) + ": " + checked.text;
    if (checked.rule.tier == GateTier::fail)
      streams.err << "policy broken: " + shown_text(text, 2000) + "\n";
    else
      warn({text}, output, streams);
  }
  bool const broken = broken_rules(answer, GateTier::fail) > 0;
  return broken && !is_on(arguments, "--exit-zero") ? Exit::gate_broken : Exit::answered;
}

}  // namespace

Exit check_result(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  auto const& file = asked_file(arguments);
  Reading reading;
  auto const policy = asked_policy(arguments, reading);
  note_if(reading, arguments, "--rank", optional_integer(arguments, "--rank", 1, 1'000'000));
  auto answer = check(saved_result(file, environment, streams), asked_rank(arguments), policy,
                      today(environment));
  answer.frame.inputs = in_order(reading.inputs);
  finish(answer, arguments, output, streams, timings);
  return gate(answer, arguments, output, streams);
}

}  // namespace ec2plan::cli
