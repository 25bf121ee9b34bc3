#pragma once

#include <span>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "cli/flags.hpp"

namespace ec2plan::cli {

/// What a command ends with; scripts rely on it.
enum class Exit {
  answered = 0,
  failed = 1,  // internal or I/O
  usage = 2,
  unsatisfied = 3,  // a fair question that no plan satisfies
  gate_broken = 4,  // the whole result was printed first
  bad_file = 5,
  too_old = 6,  // than --max-age
};

/// What a command does.
using Run = Exit (*)(Arguments const&, Environment const&, Streams const&);

/// What the first word of a command may ask for: `verify` of `catalog verify`.
struct Verb {
  std::string_view name;
  Run run;
  std::span<Group const> flags{};  // that no other verb of the command takes
};

/// One command: what it takes and what it does.
struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view positional{};  // "NAME"; empty: it takes none
  std::string_view about{};       // what the positional stands for
  int most_positionals = 0;
  Values words = Values::other;  // that a shell completes there
  std::string_view examples;
  std::span<Group const> flags;
  Run run;
  std::span<Verb const> verbs{};
};

/// Every command, in the order of the help.
std::span<Command const> commands();

/// nullptr when there is none of that name.
Command const* find_command(std::string_view name);

Exit recommend(Arguments const&, Environment const&, Streams const&);
Exit afford(Arguments const&, Environment const&, Streams const&);
Exit estimate_one(Arguments const&, Environment const&, Streams const&);
Exit explain(Arguments const&, Environment const&, Streams const&);
Exit sweep(Arguments const&, Environment const&, Streams const&);
Exit compare_results(Arguments const&, Environment const&, Streams const&);
Exit check_result(Arguments const&, Environment const&, Streams const&);
Exit report_results(Arguments const&, Environment const&, Streams const&);
Exit launch_plan(Arguments const&, Environment const&, Streams const&);
Exit list_instances(Arguments const&, Environment const&, Streams const&);
Exit list_models(Arguments const&, Environment const&, Streams const&);
Exit score_runs(Arguments const&, Environment const&, Streams const&);
Exit calibrate(Arguments const&, Environment const&, Streams const&);
Exit catalog_command(Arguments const&, Environment const&, Streams const&);
Exit catalog_info(Arguments const&, Environment const&, Streams const&);
Exit catalog_verify(Arguments const&, Environment const&, Streams const&);
Exit catalog_diff(Arguments const&, Environment const&, Streams const&);
Exit catalog_import(Arguments const&, Environment const&, Streams const&);
Exit print_schema(Arguments const&, Environment const&, Streams const&);
Exit print_completion(Arguments const&, Environment const&, Streams const&);
Exit print_version(Arguments const&, Environment const&, Streams const&);

}  // namespace ec2plan::cli
