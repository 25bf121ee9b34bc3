#include "ec2plan/accuracy/accuracy.hpp"

#include <limits>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/finish.hpp"
#include "ec2plan/accuracy/runs_file.hpp"

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

}  // namespace

Exit score_runs(Arguments const& arguments, Environment const& environment,
                Streams const& streams) {
  Timings timings;
  auto output = asked_output(arguments, environment);
  if (last_given(arguments, "--max-results") == nullptr)
    output.options.max_results = std::numeric_limits<int>::max();  // wide lists every row
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
  auto const runs = asked_runs(arguments, reading);
  timings.lap("catalog");
  AccuracyAnswer answer{.frame = accuracy_frame(catalog), .runs = static_cast<int>(runs.size())};
  answer.frame.inputs = in_order(reading.inputs);
  answer.frame.warnings = told_once(reading.warnings);
  if (auto const* file = last_given(arguments, "--runs")) answer.runs_from = file->text;
  answer.scores = scores_of(catalog, runs);
  timings.lap("scores");
  finish(answer, arguments, output, streams, timings);
  return Exit::answered;
}

}  // namespace ec2plan::cli
