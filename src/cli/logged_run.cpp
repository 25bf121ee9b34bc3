#include "cli/logged_run.hpp"

#include <algorithm>
#include <filesystem>

#include "ec2plan/accuracy/step_log.hpp"
#include "ec2plan/catalog/constants.hpp"
#include "ec2plan/search/search.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::cli {
namespace {

/// A fact of the job that a log may tell.
struct ToldFact {
  std::string_view key, flag, words;
  std::optional<int> LoggedJob::*told;
  std::optional<int> (*value)(PublishedRun const&);
  void (*set)(PublishedRun&, int);
};

template <std::optional<int> LayoutChoice::*Part>
constexpr ToldFact layout_fact(std::string_view key, std::string_view flag, std::string_view words,
                               std::optional<int> LoggedJob::*told) {
  return {key,
          flag,
          words,
          told,
          [](PublishedRun const& run) { return run.layout.*Part; },
          [](PublishedRun& run, int value) { run.layout.*Part = value; }};
}

using L = LayoutChoice;
constexpr ToldFact told_facts[]{
    {"seq_len", "--seq-len", "tokens a sequence", &LoggedJob::sequence_length,
     [](PublishedRun const& run) { return std::optional(run.sequence_length); },
     [](PublishedRun& run, int value) { run.sequence_length = value; }},
    {"global_batch", "--global-batch", "sequences a step", &LoggedJob::global_batch,
     [](PublishedRun const& run) { return run.global_batch; },
     [](PublishedRun& run, int value) { run.global_batch = value; }},
    layout_fact<&L::micro_batch>("micro_batch", "--micro-batch", "sequences a micro-batch",
                                 &LoggedJob::micro_batch),
    layout_fact<&L::tensor>("tensor", "--tensor", "tensor parts", &LoggedJob::tensor),
    layout_fact<&L::pipeline>("pipeline", "--pipeline", "pipeline stages", &LoggedJob::pipeline),
    layout_fact<&L::context>("context", "--context", "context parts", &LoggedJob::context),
    layout_fact<&L::expert>("expert", "--expert", "expert parts", &LoggedJob::expert)};

void note_told(ToldFact const& fact, int value, Reading& reading) {
  auto noted = std::ranges::find(reading.inputs, fact.key, &Input::key);
  if (noted == reading.inputs.end())
    noted = reading.inputs.insert(noted, {.key = std::string(fact.key)});
  noted->value = std::int64_t{value};
  noted->from = "log";
  noted->text.clear();
}

/// What the log tells of is what was timed, where no flag says otherwise.
void take_told(LoggedJob const& told, Arguments const& arguments, PublishedRun& run,
               Reading& reading) {
  for (auto const& fact : told_facts) {
    auto const logged = told.*fact.told;
    auto const known = fact.value(run);
    bool const typed = last_given(arguments, fact.flag) != nullptr;
    if (!logged) {
      if (known && !typed)
        reading.warnings.push_back("the log does not tell how many " + std::string(fact.words) +
                                   ": " + integer_text(*known) + " are taken; " +
                                   std::string(fact.flag) + " gives it");
    } else if (!known || !typed) {
      fact.set(run, *logged);
      note_told(fact, *logged, reading);
    } else if (logged != known) {
      reading.warnings.push_back("the log tells of " + integer_text(*logged) + " " +
                                 std::string(fact.words) + ", " + std::string(fact.flag) +
                                 " says " + integer_text(*known));
    }
  }
}

bool is_known(Catalog const& catalog, std::string const& stack) {
  auto const names = stack_names(catalog);
  return std::ranges::find(names, stack) != names.end();
}

}  // namespace

void take_log(GivenValue const& file, Arguments const& arguments, Catalog const& catalog,
              PublishedRun& run, Reading& reading) {
  auto const* type = find_instance(catalog, run.hardware.instance_type);
  LoggedJob job;
  job.global_batch = *run.global_batch;
  job.sequence_length = run.sequence_length;
  job.accelerators = run.hardware.accelerators * type->accelerator.devices;
  auto const log = step_log_from(std::filesystem::path(file.text), job);
  if (!log.summary.step_time)
    throw InputError({.where = file.text,
                      .problem = "tells neither how long a step takes nor how many tokens a second",
                      .expected = "a log with step times or throughputs",
                      .fix = "give the step time with --step-time",
                      .kind = InputFault::Kind::file});
  take_told(log.told, arguments, run, reading);
  if (log.told.accelerators && log.told.accelerators != job.accelerators)
    reading.warnings.push_back("the log is of " + counted(*log.told.accelerators, "rank") +
                               ", the flags are of " + integer_text(*job.accelerators));
  if (!log.stack.empty() && run.stack.name.empty() && is_known(catalog, log.stack))
    reading.warnings.push_back("the log is of " + log.framework + ": --stack " + log.stack +
                               " would correct that software alone");
  run.measured.step_time = log.summary.step_time;
  reading.warnings.insert(reading.warnings.end(), log.warnings.begin(), log.warnings.end());
}

}  // namespace ec2plan::cli
