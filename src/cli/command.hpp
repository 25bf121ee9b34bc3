#pragma once

#include <span>
#include <string_view>

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "cli/flags.hpp"
#include "cli/streams.hpp"

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

/// One command: what it takes and what it does.
struct Command {
  std::string_view name;
  std::string_view summary;
  std::string_view positional;  // "NAME"; empty: it takes none
  std::string_view about;       // what the positional stands for
  int most_positionals;
  std::string_view examples;
  std::span<FlagGroup const* const> flags;
  Exit (*run)(Arguments const&, Environment const&, Streams const&);
};

/// Every command, in the order of the help.
std::span<Command const> commands();

/// The flags that every command takes.
std::span<FlagGroup const* const> global_flags();

/// nullptr when there is none of that name.
Command const* find_command(std::string_view name);
/// The flag as the command takes it; nullptr where it does not.
Flag const* flag_of_command(std::string_view command, std::string_view flag);

Exit recommend(Arguments const&, Environment const&, Streams const&);
Exit afford(Arguments const&, Environment const&, Streams const&);
Exit estimate_one(Arguments const&, Environment const&, Streams const&);
Exit explain(Arguments const&, Environment const&, Streams const&);
Exit sweep(Arguments const&, Environment const&, Streams const&);
Exit compare_results(Arguments const&, Environment const&, Streams const&);
Exit check_result(Arguments const&, Environment const&, Streams const&);
Exit report_results(Arguments const&, Environment const&, Streams const&);
Exit list_instances(Arguments const&, Environment const&, Streams const&);
Exit list_models(Arguments const&, Environment const&, Streams const&);
Exit score_runs(Arguments const&, Environment const&, Streams const&);
Exit calibrate(Arguments const&, Environment const&, Streams const&);
Exit catalog_command(Arguments const&, Environment const&, Streams const&);
Exit print_schema(Arguments const&, Environment const&, Streams const&);
Exit print_version(Arguments const&, Environment const&, Streams const&);

}  // namespace ec2plan::cli
