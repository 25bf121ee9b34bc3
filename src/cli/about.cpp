#include "cli/about.hpp"

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/manual.hpp"
#include "cli/output.hpp"
#include "cli/shells.hpp"
#include "ec2plan/accuracy/accuracy.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/document/document.hpp"
#include "ec2plan/review/check.hpp"
#include "ec2plan/review/compare.hpp"
#include "plan/given.hpp"

namespace ec2plan::cli {
namespace {

#if defined(__clang__)
constexpr char compiler[] = "Clang " __clang_version__;
#else
constexpr char compiler[] = "GNU " __VERSION__;
#endif

#ifdef NDEBUG
constexpr char build[] = "Release";
#else
constexpr char build[] = "Debug";
#endif

std::string name_list(Format format) {
  std::string list;
  bool const is_json = format == Format::json;
  for (auto const& name : schema_names()) {
    if (is_json)
      list += (list.empty() ? "[\"" : ", \"") + name + "\"";
    else
      list += name + "\n";
  }
  return is_json ? list + "]\n" : list;
}

/// Of the rows that rooms beyond the documents make.
Definitions definitions() {
  Definitions all;
  for (auto more : {accuracy_definitions(), calibration_definitions(), check_definitions(),
                    compare_definitions()})
    all.merge(more);
  return all;
}

}  // namespace

std::string version_line() { return "ec2plan " EC2PLAN_VERSION "\n"; }

Exit print_version(Arguments const& arguments, Environment const& environment,
                   Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  Reading reading;
  auto const catalog = asked_catalog(arguments, environment, reading);
  VersionAnswer const answer{.frame = asked_frame(catalog, "version", {}, {}, {}, reading),
                             .version = EC2PLAN_VERSION,
                             .compiler = compiler,
                             .build = build};
  finish(answer, arguments, output, streams, timings);
  return Exit::answered;
}

Exit print_completion(Arguments const& arguments, Environment const& environment,
                      Streams const& streams) {
  auto const output = asked_output(arguments, environment);
  constexpr std::string_view shells[] = {"bash", "zsh", "fish", "man"};
  if (arguments.positionals.empty())
    throw InputError({.where = "completion",
                      .problem = "the shell is missing",
                      .expected = any_of_text(shells) + " (the manual page)",
                      .fix = "write ec2plan completion bash"});
  auto const shell =
      chosen_word({.text = arguments.positionals.front(), .where = "completion"}, shells);
  if (shell == "man") {
    deliver(manual_page(), output, streams);
    return Exit::answered;
  }
  Reading reading;
  auto const catalog = asked_catalog(arguments, environment, reading);
  deliver(shell == "bash"  ? bash_completion(catalog)
          : shell == "zsh" ? zsh_completion(catalog)
                           : fish_completion(catalog),
          output, streams);
  return Exit::answered;
}

Exit print_schema(Arguments const& arguments, Environment const& environment,
                  Streams const& streams) {
  auto const output = asked_output(arguments, environment);
  if (arguments.positionals.empty()) {
    deliver(name_list(output.format), output, streams);
  } else {
    GivenValue const name{.text = arguments.positionals.front(), .where = "schema"};
    deliver(read(name, [](std::string_view text) { return schema_text(text, definitions()); }),
            output, streams);
  }
  return Exit::answered;
}

}  // namespace ec2plan::cli
