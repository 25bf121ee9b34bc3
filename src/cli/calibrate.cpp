#include "ec2plan/accuracy/calibrate.hpp"

#include <algorithm>
#include <ostream>

#include "cli/asked.hpp"
#include "cli/command.hpp"
#include "cli/finish.hpp"
#include "cli/measured_steps.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t most_reasons = 10;

/// A file that another command is to read is JSON, unless a format was asked for.
Output calibrate_output(Arguments const& arguments, Environment const& environment) {
  auto output = asked_output(arguments, environment);
  if (!output.file.empty() && last_given(arguments, "--output") == nullptr)
    output.format = Format::json;
  return output;
}

CalibrateAnswer calibrate_answer(Arguments const& arguments, Timings& timings) {
  Reading reading;
  auto const catalog = asked_catalog(arguments, reading);
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

}  // namespace

Exit calibrate(Arguments const& arguments, Environment const& environment, Streams const& streams) {
  Timings timings;
  auto const output = calibrate_output(arguments, environment);
  auto answer = calibrate_answer(arguments, timings);
  if (used_readings(answer.calibration) == 0) {
    print_unusable(answer, output, streams);
    return Exit::unsatisfied;
  }
  finish(answer, arguments, output, streams, timings);
  remark(file_note(answer, output), output, streams);
  return Exit::answered;
}

}  // namespace ec2plan::cli
