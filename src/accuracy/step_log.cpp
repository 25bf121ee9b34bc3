#include "ec2plan/accuracy/step_log.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <istream>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "accuracy/step_log.hpp"
#include "accuracy/step_log_text.hpp"
#include "ec2plan/units/error.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan {
namespace {

using step_log::Foreign;
using step_log::Format;
using step_log::formats;
using step_log::Heard;

constexpr std::size_t longest_line = 65536;       // what is beyond is not looked at
constexpr std::size_t most_readings = 1'000'000;  // of one framework
constexpr std::size_t enough_readings = 100;      // to tell which software it is
constexpr std::int64_t most_settings = 100'000;   // lines that are looked at for them
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
  fill(known.tokens_per_second, found.tokens_per_second);
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

/// What one format makes of a log.
struct Listener {
  Steps steps{};
  Heard heard{};
  bool is_signed = false;  // a sign of the software stood somewhere
};

bool has_sign(Format const& format, std::string_view line) {
  if (format.signs.front().empty()) return true;
  return std::ranges::any_of(
      format.signs, [&](auto const sign) { return !sign.empty() && step_log::holds(line, sign); });
}

/// Offers every line to every format; once one has many steps, no more to those behind it.
class LineReader {
 public:
  void take(std::string_view line) {
    ++lines_;
    if (line.find('\x1b') == std::string_view::npos) return offer(line);
    offer(step_log::without_colors(line));
  }

  std::int64_t lines() const { return lines_; }
  LoggedJob const& told() const { return told_; }
  Foreign const* foreign() const { return foreign_; }
  Listener& listener(std::size_t format) { return listeners_[format]; }

  /// The first format with steps; formats().size() where there is none.
  std::size_t chosen() {
    std::size_t at = 0;
    while (at < listeners_.size() && !speaks(at))
      ++at;
    return at;
  }

 private:
  bool speaks(std::size_t at) {
    return listeners_[at].is_signed && !listeners_[at].steps.readings().empty();
  }

  void offer(std::string_view line) {
    bool read = false;
    for (std::size_t at = 0; at < offered_; ++at) {
      auto const& format = formats()[at];
      auto& listener = listeners_[at];
      listener.is_signed = listener.is_signed || has_sign(format, line);
      if (listener.steps.full()) continue;
      auto found = step_log::reading_of(format, line, listener.heard);
      if (!found) continue;
      read = read || listener.is_signed;
      found->line = lines_;
      listener.steps.add(*found);
      if (speaks(at) && listener.steps.readings().size() >= enough_readings) offered_ = at + 1;
    }
    if (!read) hear(line);
  }

  void hear(std::string_view line) {
    if (lines_ > most_settings) return;
    step_log::hear_settings(line, told_);
    auto const all = step_log::foreign_software();
    auto const end = foreign_ == nullptr ? all.data() + all.size() : foreign_;
    auto const* found = std::find_if(all.data(), end, [&](Foreign const& one) {
      return std::ranges::all_of(one.marks,
                                 [&](auto const mark) { return step_log::holds(line, mark); });
    });
    if (found != end) foreign_ = found;
  }

  std::vector<Listener> listeners_ = std::vector<Listener>(formats().size());
  std::size_t offered_ = formats().size();
  LoggedJob told_{};
  Foreign const* foreign_ = nullptr;  // the first of the table that a line showed
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

[[noreturn]] void refuse(std::string const& name, std::string problem, std::string_view fix = {}) {
  InputFault fault;
  fault.where = name;
  fault.problem = std::move(problem);
  fault.expected = "the log of a training run of one of these: " + joined(software_of_logs()) +
                   "; a line such as \"" + std::string(formats().front().example) + "\"";
  fault.fix = fix.empty() ? "give the output of the rank that prints the steps, or the step time "
                            "with --step-time"
                          : fix;
  fault.kind = InputFault::Kind::file;
  throw InputError(std::move(fault));
}

[[noreturn]] void refuse_unread(std::string const& name, LineReader const& reader) {
  if (auto const* foreign = reader.foreign())
    refuse(name, "is of " + std::string(foreign->name) + ", which is not read", foreign->instead);
  refuse(name, "none of the " + integer_text(reader.lines()) + " lines tells of a training step");
}

/// The step time that a rate implies for the job, where its batch is known.
std::optional<Time> implied_step_time(StepReading const& reading, LoggedJob const& job) {
  auto const batch = reading.global_batch
                         ? std::optional(static_cast<double>(*reading.global_batch))
                         : std::optional<double>(job.global_batch);
  if (!batch) return {};
  if (reading.sequences_per_second) return *batch / *reading.sequences_per_second * second;
  if (!job.sequence_length) return {};
  auto const tokens = *batch * *job.sequence_length * token;
  if (reading.tokens_per_second) return tokens / *reading.tokens_per_second;
  auto const& rate = reading.tokens_per_second_per_accelerator;
  if (!rate || !job.accelerators) return {};
  return tokens / (*rate * *job.accelerators);
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
        "steps a second are printed in too few digits for such long steps: give the global batch");
  }
}

/// Assumes: `chosen` has readings.
StepLog log_of(LineReader& reader, std::size_t chosen, LoggedJob const& job) {
  auto const& format = formats()[chosen];
  auto& listener = reader.listener(chosen);
  StepLog log;
  log.framework = format.software;
  log.stack = format.stack;
  log.lines = reader.lines();
  log.told = reader.told();
  if (listener.steps.full()) {
    log.warnings.push_back("only the first " + integer_text(most_readings) + " steps were read");
  }
  if (!format.caveat.empty() && listener.heard.parts_per_step != 1)
    log.warnings.push_back("of " + log.framework + ": " + std::string(format.caveat));
  log.readings = std::move(listener.steps.readings());
  for (std::size_t other = chosen + 1; other < formats().size(); ++other)
    if (formats()[other].software == format.software)
      step_log::hear_average(reader.listener(other).steps.readings(), log.told);
  step_log::tell_job(log, format, job);
  add_step_times(log, format, step_log::with_told(job, log.told));
  step_log::summarise(log);
  return log;
}

StepLog read_log(std::istream& log, std::string name, LoggedJob const& job, std::uintmax_t most) {
  LineReader reader;
  if (!read_lines(log, reader, most))
    refuse(name, "tells more than 256 MB, and is no file: it may never end");
  if (log.bad()) refuse(name, "the log cannot be read to its end");
  if (reader.lines() == 0) refuse(name, "the log is empty");
  auto const chosen = reader.chosen();
  if (chosen == formats().size()) refuse_unread(name, reader);
  StepLog read = log_of(reader, chosen, job);
  read.name = std::move(name);
  return read;
}

}  // namespace

std::vector<std::string> software_of_logs() {
  std::vector<std::string> names;
  for (auto const& format : formats())
    if (std::ranges::find(names, format.software) == names.end())
      names.emplace_back(format.software);
  return names;
}

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
