#include "ec2plan/accuracy/step_log.hpp"

#include <array>
#include <fstream>
#include <istream>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "accuracy/step_log.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"

namespace ec2plan {
namespace {

using step_log::Format;
using step_log::formats;

constexpr std::size_t longest_line = 65536;       // what is beyond is not looked at
constexpr std::size_t most_readings = 1'000'000;  // of one framework
constexpr std::size_t characters_at_a_time = 65536;
constexpr std::uintmax_t any_size = std::numeric_limits<std::uintmax_t>::max();
constexpr std::uintmax_t largest_stream = 256'000'000;  // of what is no regular file
constexpr Time coarse_step_time = 100 * second;         // 0.01 batches/s in four decimals: 0.5 %

template <typename Value>
void fill(std::optional<Value>& known, std::optional<Value> const& found) {
  if (!known) known = found;
}

/// What a line adds to what others said of the same step.
void fill_gaps(StepReading& known, StepReading const& found) {
  fill(known.step_time, found.step_time);
  fill(known.tokens_per_second_per_accelerator, found.tokens_per_second_per_accelerator);
  fill(known.tflops_per_s_per_accelerator, found.tflops_per_s_per_accelerator);
  fill(known.sequences_per_second, found.sequences_per_second);
  fill(known.global_batch, found.global_batch);
}

template <typename Value>
bool both(std::optional<Value> const& left, std::optional<Value> const& right) {
  return left && right;
}

/// Whether a line without a step can be of the same step as the one before: it says other things.
bool is_continued_by(StepReading const& before, StepReading const& found) {
  return !before.step && !found.step && !both(before.step_time, found.step_time) &&
         !both(before.tokens_per_second_per_accelerator, found.tokens_per_second_per_accelerator) &&
         !both(before.tflops_per_s_per_accelerator, found.tflops_per_s_per_accelerator) &&
         !both(before.sequences_per_second, found.sequences_per_second);
}

/// The readings of one framework, one for each step.
class Steps {
 public:
  void add(StepReading const& found) {
    if (found.step) {
      auto const [place, is_new] = index_.try_emplace(*found.step, readings_.size());
      if (!is_new) return fill_gaps(readings_[place->second], found);
    } else if (!readings_.empty() && is_continued_by(readings_.back(), found)) {
      return fill_gaps(readings_.back(), found);
    }
    readings_.push_back(found);
  }

  bool full() const { return readings_.size() >= most_readings; }
  std::vector<StepReading>& readings() { return readings_; }

 private:
  std::vector<StepReading> readings_;
  std::unordered_map<std::int64_t, std::size_t> index_;
};

/// Offers every line to every framework.
class LineReader {
 public:
  void take(std::string_view line) {
    ++lines_;
    if (line.find('\x1b') == std::string_view::npos) return offer(line);
    offer(step_log::without_colors(line));
  }

  std::int64_t lines() const { return lines_; }
  Steps& steps(std::size_t format) { return steps_[format]; }

 private:
  void offer(std::string_view line) {
    for (std::size_t at = 0; at < formats.size(); ++at) {
      if (steps_[at].full()) continue;
      auto found = formats[at].reading(line, named_[at]);
      if (!found) continue;
      found->line = lines_;
      steps_[at].add(*found);
    }
  }

  std::array<Steps, formats.size()> steps_;
  std::array<std::optional<std::int64_t>, formats.size()> named_;
  std::int64_t lines_ = 0;
};

/// Splits the log into lines; a carriage return, by which progress bars write over themselves, ends
/// one too. False where the log goes on after so many characters.
bool read_lines(std::istream& log, LineReader& reader, std::uintmax_t most) {
  std::array<char, characters_at_a_time> block{};
  std::string line;
  bool open = false;
  std::uintmax_t taken = 0;
  while (log.read(block.data(), block.size()) || log.gcount() > 0) {
    taken += static_cast<std::uintmax_t>(log.gcount());
    if (taken > most) return false;
    for (char const letter :
         std::string_view(block.data(), static_cast<std::size_t>(log.gcount()))) {
      open = letter != '\n' && letter != '\r';
      if (open && line.size() < longest_line) line += letter;
      if (open) continue;
      if (letter == '\n' || !line.empty()) reader.take(line);
      line.clear();
    }
  }
  if (open) reader.take(line);
  return true;
}

[[noreturn]] void refuse(std::string const& name, std::string problem) {
  InputFault fault;
  fault.where = name;
  fault.problem = std::move(problem);
  fault.expected = "the log of a training run of one of these:";
  for (Format const& format : formats) {
    fault.expected += " " + std::string(format.framework) + ",";
  }
  fault.expected.back() = ';';
  fault.expected += " a line such as \"" + std::string(formats.front().example) + "\"";
  fault.fix =
      "give the output of the rank that prints the steps, or the step time with --step-time";
  fault.kind = InputFault::Kind::file;
  throw InputError(std::move(fault));
}

/// The step time that a rate implies for the job, where its batch is known.
std::optional<Time> implied_step_time(StepReading const& reading, LoggedJob const& job) {
  auto const batch = reading.global_batch ? reading.global_batch : job.global_batch;
  if (!batch) return {};
  auto const sequences = static_cast<double>(*batch);
  if (reading.sequences_per_second) return sequences / *reading.sequences_per_second * second;
  auto const& rate = reading.tokens_per_second_per_accelerator;
  if (!rate || !job.sequence_length || !job.accelerators) return {};
  return sequences * *job.sequence_length * token / (*rate * *job.accelerators);
}

void add_step_times(StepLog& log, Format const& format, LoggedJob const& job) {
  bool coarse = false;
  for (StepReading& reading : log.readings) {
    if (reading.step_time && !format.step_times_are_rounded) continue;
    if (auto const implied = implied_step_time(reading, job)) {
      reading.step_time = implied;
    } else {
      coarse = coarse || (reading.step_time && *reading.step_time > coarse_step_time);
    }
  }
  if (coarse) {
    log.warnings.push_back(
        "batches_per_sec is printed in too few digits for such long steps: give the global batch");
  }
}

/// Assumes: `chosen` has readings.
StepLog log_of(LineReader& reader, std::size_t chosen, LoggedJob const& job) {
  StepLog log;
  log.framework = formats[chosen].framework;
  log.lines = reader.lines();
  if (reader.steps(chosen).full()) {
    log.warnings.push_back("only the first " + integer_text(most_readings) + " steps were read");
  }
  log.readings = std::move(reader.steps(chosen).readings());
  add_step_times(log, formats[chosen], job);
  step_log::summarise(log);
  return log;
}

StepLog read_log(std::istream& log, std::string name, LoggedJob const& job, std::uintmax_t most) {
  LineReader reader;
  if (!read_lines(log, reader, most))
    refuse(name, "tells more than 256 MB, and is no file: it may never end");
  if (log.bad()) refuse(name, "the log cannot be read to its end");
  if (reader.lines() == 0) refuse(name, "the log is empty");
  std::size_t chosen = 0;
  while (chosen < formats.size() && reader.steps(chosen).readings().empty())
    ++chosen;
  if (chosen == formats.size()) {
    refuse(name, "none of the " + integer_text(reader.lines()) + " lines tells of a training step");
  }
  StepLog read = log_of(reader, chosen, job);
  read.name = std::move(name);
  return read;
}

}  // namespace

StepLog step_log_from(std::istream& log, std::string name, LoggedJob const& job) {
  return read_log(log, std::move(name), job, any_size);
}

StepLog step_log_from(std::filesystem::path const& file, LoggedJob const& job) {
  std::error_code error;
  std::ifstream log(file, std::ios::binary);
  if (!log || std::filesystem::is_directory(file, error)) {
    refuse(file.string(), "the file cannot be read");
  }
  bool const ends = std::filesystem::is_regular_file(file, error);
  return read_log(log, file.string(), job, ends ? any_size : largest_stream);
}

}  // namespace ec2plan
