#include "cli/measured_steps.hpp"

#include <algorithm>
#include <array>

#include "cli/asked.hpp"
#include "cli/flags.hpp"
#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/accuracy/step_log.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/given.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::array<std::string_view, 3> sources{"--runs", "--log", "--step-time"};
constexpr char any_source[] = "one of --runs FILE, --log FILE and --step-time TIME";

/// The one flag of the three that is given.
std::string_view asked_source(Arguments const& arguments) {
  std::string_view found;
  for (auto const flag : sources) {
    auto const* value = last_given(arguments, flag);
    if (value == nullptr) continue;
    if (value->text.empty())
      throw refusal(*value, "the value is empty", any_source, "name a file or a time");
    if (!found.empty())
      throw refusal(*value, "cannot stand beside " + std::string(found), any_source,
                    "leave one out");
    found = flag;
  }
  if (!found.empty()) return found;
  throw InputError({.where = "--runs",
                    .problem = "is missing, and so are --log and --step-time",
                    .expected = any_source,
                    .fix = "add --step-time 14.2s and the flags of `ec2plan estimate`"});
}

/// Flags of the job would be ignored beside a file that describes its runs itself.
void refuse_job_flags(Arguments const& arguments) {
  for (auto const group :
       {Group::model, Group::sequence, Group::stack, Group::type, Group::count, Group::layout})
    for (Flag const& flag : flag_group(group).flags) {
      auto const* value = last_given(arguments, flag.name);
      if (value != nullptr && value->from == "flag")
        throw refusal(*value, "has no say beside --runs",
                      "--runs alone: the file describes each run itself",
                      "leave out " + std::string(flag.name));
    }
}

/// What the run that the flags describe lacks yet is its time.
PublishedRun described_run(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  if (last_given(arguments, "--model") == nullptr)
    throw InputError({.where = "--model",
                      .problem = "is missing",
                      .expected = "the model whose step was measured",
                      .fix = "add --model 175B and the other flags of `ec2plan estimate`"});
  auto question = typed_question(arguments, Question::Kind::estimate);
  auto const asked = asked_shape(catalog, question, reading.warnings);
  PublishedRun run;
  run.kind = "step";
  run.model = asked.job.model;
  run.stack = asked_stack(catalog, question);
  auto const& type = asked_set_up(catalog, question);
  run.hardware.accelerator = type.accelerator.id;
  run.hardware.accelerators = *question.instances.count * type.accelerators;
  run.hardware.per_instance = type.accelerators;
  if (type.network > Bandwidth{}) run.hardware.network = type.network;
  run.hardware.instance_type = type.name;
  run.sequence_length = asked.job.sequence_length;
  run.global_batch = asked.job.global_batch;
  run.precision = precision_name(asked.job.precision);
  run.layout = question.layout;
  reading.inputs = inputs_of(question);
  return run;
}

/// A batch that the log tells of is the one that was timed.
void take_batch(StepLog const& log, Arguments const& arguments, PublishedRun& run,
                Reading& reading) {
  auto const& logged = log.summary.global_batch;
  if (!logged || *logged == run.global_batch) return;
  if (last_given(arguments, "--global-batch") != nullptr) {
    reading.warnings.push_back("the log's steps have " + integer_text(*logged) +
                               " sequences, --global-batch says " +
                               integer_text(*run.global_batch));
    return;
  }
  run.global_batch = static_cast<int>(*logged);
  auto const noted = std::ranges::find(reading.inputs, "global_batch", &Input::key);
  if (noted == reading.inputs.end()) return;
  noted->value = *logged;
  noted->from = "log";
}

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
  take_batch(log, arguments, run, reading);
  run.measured.step_time = log.summary.step_time;
  reading.warnings.insert(reading.warnings.end(), log.warnings.begin(), log.warnings.end());
}

/// What the layout leaves open is not what was timed, but the best that it may have been.
void warn_of_open_layout(LayoutChoice const& layout, Reading& reading) {
  std::vector<std::string> open;
  auto const add = [&](bool given, char const* flag) {
    if (!given) open.emplace_back(flag);
  };
  add(layout.tensor.has_value(), "--tensor");
  add(layout.pipeline.has_value(), "--pipeline");
  add(layout.micro_batch.has_value(), "--micro-batch");
  add(layout.zero.has_value(), "--zero (1 is taken)");
  add(layout.recompute.has_value(), "--recompute");
  if (!open.empty())
    reading.warnings.push_back("the fastest layout that fits stands for what is not given: " +
                               joined(open));
}

}  // namespace

MeasuredSteps measured_steps(Arguments const& arguments, Catalog const& catalog, Reading& reading) {
  auto const source = asked_source(arguments);
  auto const& value = *last_given(arguments, source);
  MeasuredSteps steps{.from = value.text};
  if (source == "--runs") {
    refuse_job_flags(arguments);
    note(reading, arguments, source, value.text);
    steps.runs = runs_from(value.text);
    return steps;
  }
  auto run = described_run(arguments, catalog, reading);
  run.id = value.text;
  if (source == "--log") {
    note(reading, arguments, source, value.text);
    take_log(value, arguments, catalog, run, reading);
  } else {
    double const seconds = read(value, parsed_seconds);
    note(reading, arguments, source, seconds);
    run.measured.step_time = seconds * second;
    run.id = steps.from = "--step-time";
  }
  warn_of_open_layout(run.layout, reading);
  steps.runs.push_back(std::move(run));
  return steps;
}

}  // namespace ec2plan::cli
