#include "cli/version.hpp"

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/finish.hpp"

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

}  // namespace

std::string version_line() { return "ec2plan " EC2PLAN_VERSION "\n"; }

Exit print_version(Arguments const& arguments, Environment const& environment,
                   Streams const& streams) {
  Timings timings;
  auto const output = asked_output(arguments, environment);
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
  VersionAnswer const answer{.frame = asked_frame(catalog, "version", {}, {}, {}, reading),
                             .version = EC2PLAN_VERSION,
                             .compiler = compiler,
                             .build = build};
  finish(answer, arguments, output, streams, timings);
  return Exit::answered;
}

}  // namespace ec2plan::cli
