#include <algorithm>
#include <array>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/flags.hpp"
#include "cli/logged_run.hpp"
#include "cli/output.hpp"
#include "ec2plan/accuracy/accuracy.hpp"
#include "ec2plan/accuracy/calibrate.hpp"
#include "ec2plan/accuracy/power.hpp"
#include "ec2plan/accuracy/runs_file.hpp"
#include "ec2plan/catalog/catalog.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/plan/names.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "ec2plan/units/text.hpp"
#include "plan/given.hpp"
#include "plan/terms.hpp"

namespace ec2plan::cli {
namespace {

std::vector<PublishedRun> asked_runs(Arguments const& arguments, Reading& reading) {
  auto const* file = last_given(arguments, "--runs");
  if (file == nullptr) {
    note(reading, arguments, "--runs", std::string("shipped"), "default");
    return shipped_runs();
  }
  if (file->text.empty())
    throw refusal(*file, "the value is empty", "the path of a runs file", "name a file");
  note(reading, arguments, "--runs", file->text);
  return runs_from(file->text);
}

/// Steps that the user measured, and where they are from.
struct MeasuredSteps {
  std::string from{};  // the file, or "--step-time"
  std::vector<PublishedRun> runs{};
};

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

constexpr std::size_t most_reasons = 10;

/// A file that another command is to read is JSON, unless a format was asked for.
Output calibrate_output(Arguments const& arguments, Environment const& environment) {
  auto output = asked_output(arguments, environment);
  if (!output.file.empty() && last_given(arguments, "--output") == nullptr)
    output.format = Format::json;
  return output;
}

CalibrateAnswer calibrate_answer(Arguments const& arguments, Environment const& environment,
                                 Timings& timings) {
  Reading reading;
  auto const catalog = asked_catalog(arguments, environment, reading);
  timings.lap("catalog");
  auto const steps = measured_steps(arguments, catalog, reading);
  CalibrateAnswer answer{.frame = calibrate_frame(catalog, steps.runs), .from = steps.from};
  answer.calibration = calibration_of(catalog, steps.runs);
  auto const& more = answer.calibration.warnings;
  reading.warnings.insert(reading.warnings.end(), more.begin(), more.end());
  answer.frame.inputs = in_order(reading.inputs);
  answer.frame.warnings = told_once(reading.warnings);
  timings.lap("predictions");
  return answer;
}

std::string reason_of(CalibrationReading const& reading) {
  if (!reading.not_modelled.empty()) return reading.not_modelled;
  return "it is " + fixed_text(reading.ratio(), 2) +
         " times what is predicted: too far off to be a reading";
}

void print_unusable(CalibrateAnswer const& answer, Output const& output, Streams const& streams) {
  auto const& readings = answer.calibration.readings;
  streams.err << "error: " << shown_text(answer.from) << ": "
              << (readings.empty() ? "there is no reading in it" : "no reading can be used")
              << '\n';
  for (std::size_t i = 0; i < std::min(readings.size(), most_reasons); ++i)
    streams.err << "  " << shown_text(readings[i].id) << ": "
                << shown_text(reason_of(readings[i]), 200) << '\n';
  if (readings.size() > most_reasons)
    streams.err << "  and " << integer_text(readings.size() - most_reasons) << " more\n";
  if (auto const taken = taken_text(answer); !taken.empty())
    streams.err << "  " << shown_text(taken, 200) << '\n';
  streams.err << "  fix: correct what describes the run (see `ec2plan calibrate --help`)\n";
  auto warnings = answer.frame.warnings;
  std::erase_if(warnings, [&](auto const& warning) {  // those of the calibration say the same again
    auto const& said = answer.calibration.warnings;
    return std::ranges::find(said, warning) != said.end();
  });
  warn(warnings, output, streams);
}

/// What to do with the file that was written.
std::string file_note(CalibrateAnswer const& answer, Output const& output) {
  if (output.file.empty() || output.format != Format::json) return {};
  auto const stack = calibrated_stack(answer.calibration);
  return calibration_sentence(answer.calibration) + " Give it to other commands with" +
         (stack.empty() ? "" : " --stack " + shell_word(stack)) + " --calibration " +
         shell_word(output.file);
}

/// What is shipped of measured power, beside the runs.
void add_power(Catalog const& catalog, AccuracyAnswer& answer) {
  std::vector<ScoredRow> rows;
  for (auto const& run : shipped_power_runs())
    rows.push_back(scored(catalog, run));
  add_rows(answer.scores, std::move(rows));
}

}  // namespace

Exit score_runs(Arguments const& arguments, Environment const& environment,
                Streams const& streams) {
  Timings timings;
  auto output = asked_output(arguments, environment);
  if (last_given(arguments, "--max-results") == nullptr)
    output.options.max_results = std::numeric_limits<int>::max();  // wide lists every row
  Reading reading;
  auto const catalog = asked_catalog(arguments, environment, reading);
  auto const runs = asked_runs(arguments, reading);
  timings.lap("catalog");
  AccuracyAnswer answer{.frame = accuracy_frame(catalog), .runs = static_cast<int>(runs.size())};
  answer.frame.inputs = in_order(reading.inputs);
  answer.frame.warnings = told_once(reading.warnings);
  if (auto const* file = last_given(arguments, "--runs")) answer.runs_from = file->text;
  answer.scores = scores_of(catalog, runs);
  if (answer.runs_from.empty()) add_power(catalog, answer);
  timings.lap("scores");
  finish(answer, arguments, output, streams, timings);
  return Exit::answered;
}

Exit calibrate(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = calibrate_output(arguments, environment);
  auto answer = calibrate_answer(arguments, environment, timings);
  if (used_readings(answer.calibration) == 0) {
    print_unusable(answer, output, streams);
    return Exit::unsatisfied;
  }
  finish(answer, arguments, output, streams, timings);
  remark(file_note(answer, output), output, streams);
  return Exit::answered;
}

}  // namespace ec2plan::cli
