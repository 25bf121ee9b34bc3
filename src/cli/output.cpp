#include "cli/output.hpp"

#include <cerrno>
#include <cstring>
#include <ostream>
#include <stdexcept>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/parse.hpp"
#include "plan/given.hpp"
#include "plan/synonyms.hpp"

namespace ec2plan::cli {
namespace {

constexpr int most_rows = 1'000'000;
constexpr std::size_t longest_note = 2000;  // they quote what files say
constexpr std::string_view color_words[] = {"auto", "always", "never"};
constexpr std::string_view directions[] = {"ascending", "descending"};

bool wants_color(Arguments const& arguments, Environment const& environment, bool to_file) {
  if (is_on(arguments, "--no-color")) return false;
  auto const* value = last_given(arguments, "--color");
  auto const word = value == nullptr ? "auto" : chosen_word(*value, color_words);
  if (word != "auto") return word == "always";
  if (!variable(environment, "NO_COLOR").empty()) return false;
  auto const forced = variable(environment, "FORCE_COLOR");
  if (!forced.empty()) return forced != "0";
  return environment.out_is_terminal && !to_file && variable(environment, "TERM") != "dumb";
}

Format asked_format(Arguments const& arguments) {
  auto const* value = last_given(arguments, "--output");
  if (value == nullptr) return is_on(arguments, "--json") ? Format::json : Format::table;
  if (value->text.find_first_of("./") != std::string::npos)
    throw refusal(*value, "is not a format", "table, wide, json, jsonl, csv or markdown",
                  "write --out-file " + value->text + " for a file");
  auto const format = read(*value, [](std::string_view name) {
    auto const meant = meant_by(lower(name), format_names());
    return format_from(meant.empty() ? lower(name) : std::string(meant.front()));
  });
  if (format == Format::junit && arguments.command != "check") {
    throw refusal(*value, "is what `ec2plan check` alone writes",
                  "table, wide, json, jsonl, csv or markdown", "choose another");
  }
  if (is_on(arguments, "--json") && format != Format::json) {
    throw refusal(*value, "cannot stand beside --json", "json, or no --json", "leave one out");
  }
  return format;
}

std::vector<std::string> texts(Arguments const& arguments, std::string_view flag) {
  std::vector<std::string> all;
  for (GivenValue const& value : elements(arguments, flag))
    all.push_back(value.text);
  return all;
}

/// Throws: InputError for a typed direction without a field to sort by.
void refuse_idle_direction(Arguments const& arguments) {
  auto const* value = last_given(arguments, "--sort-direction");
  bool const idle = last_given(arguments, "--sort-by") == nullptr && arguments.command != "sweep";
  if (value == nullptr || !idle || value->kind != InputFault::Kind::usage) return;
  throw refusal(*value, "changes nothing: no --sort-by says what is sorted",
                "--sort-by FIELD beside it", "leave it out");
}

bool takes_fields(Format format) {
  return format == Format::json || format == Format::jsonl || format == Format::csv;
}

}  // namespace

void refuse_formats(Arguments const& arguments, std::string const& result,
                    std::string const& expected) {
  for (std::string_view const flag :
       {"--output", "--json", "--fields", "--sort-by", "--sort-direction", "--max-results"}) {
    auto const* value = last_given(arguments, flag);
    if (value == nullptr || value->from != "flag") continue;
    throw InputError({.where = value->where,
                      .problem = "has no say here: " + result,
                      .expected = expected,
                      .fix = "leave out " + value->where});
  }
}

Output asked_output(Arguments const& arguments, Environment const& environment) {
  Output output;
  output.format = asked_format(arguments);
  if (auto const* file = last_given(arguments, "--out-file")) {
    if (file->text.empty())
      throw refusal(*file, "the value is empty", "the path of a file, or -", "name a file");
    if (file->text != "-") output.file = file->text;
  }
  if (auto const* way = last_given(arguments, "--sort-direction"))
    output.descending = chosen_word(*way, directions) == "descending";
  refuse_idle_direction(arguments);
  output.quiet = is_on(arguments, "--quiet");
  output.debug = is_on(arguments, "--debug");
  output.options.fields = texts(arguments, "--fields");
  if (auto const* fields = last_given(arguments, "--fields");
      fields && !takes_fields(output.format))
    throw refusal(*fields, "chooses keys, and a table has none", "json, jsonl or csv",
                  "add -o csv, or leave out --fields");
  auto const* most = last_given(arguments, "--max-results");
  output.options.max_results_typed = most != nullptr;
  output.options.cuts_documents = most != nullptr && most->kind == InputFault::Kind::usage;
  output.options.max_results = optional_integer(arguments, "--max-results", 1, most_rows)
                                   .value_or(output.options.max_results);
  output.options.color = wants_color(arguments, environment, !output.file.empty());
  output.options.columns = columns(environment, !output.file.empty());
  output.options.ascii = is_ascii_locale(environment);
  return output;
}

void deliver(std::string const& text, Output const& output, Streams const& streams) {
  if (!output.file.empty()) return replace_file(output.file, text);
  Delivery(output, streams).write(text);
}

void warn(std::vector<std::string> const& warnings, Output const& output, Streams const& streams) {
  bool const is_elsewhere = output.format != Format::csv && output.format != Format::jsonl;
  if (output.quiet && is_elsewhere) return;
  for (auto const& warning : warnings)
    streams.err << "warning: " + shown_text(warning, longest_note) + "\n";  // one write
}

void remark(std::string const& note, Output const& output, Streams const& streams) {
  if (!output.quiet && !note.empty())
    streams.err << "note: " + shown_text(note, longest_note) + "\n";
}

Delivery::Delivery(Output const& output, Streams const& streams) : streams_(streams) {
  if (!output.file.empty()) file_.emplace(output.file);
}

bool Delivery::write(std::string_view text) {
  if (file_) return file_->write(text);
  errno = 0;
  streams_.out.write(text.data(), static_cast<std::streamsize>(text.size()));
  streams_.out.flush();
  if (streams_.out) return true;
  if (errno == EPIPE) return false;
  throw std::runtime_error("stdout: cannot be written: " +
                           std::string(errno == 0 ? "unknown reason" : std::strerror(errno)));
}

void Delivery::finish() {
  if (file_) file_->keep();
}

void Timings::lap(std::string const& part) {
  auto const now = std::chrono::steady_clock::now();
  double const milliseconds = std::chrono::duration<double, std::milli>(now - last_).count();
  text_ += (text_.empty() ? "" : ", ") + part + " " + fixed_text(milliseconds, 1) + " ms";
  last_ = now;
}

void Timings::report(Output const& output, Streams const& streams,
                     std::string const& counts) const {
  if (!output.debug) return;
  streams.err << "debug: " << text_ << '\n';
  if (!counts.empty()) streams.err << "debug: " << counts << '\n';
}

std::string counts_text(SearchCounts const& counts) {
  return integer_text(counts.legal) + " legal layouts: " + integer_text(counts.evaluated) +
         " evaluated, " + integer_text(counts.excluded_by_memory) + " excluded by memory, " +
         integer_text(counts.excluded_by_time) + " by time";
}

void tell(Printed const& printed, std::vector<std::string> const& warnings, Said const& said,
          Output const& output, Streams const& streams, Timings& timings) {
  timings.lap("report");
  deliver(said.is_news ? printed.text : "", output, streams);
  warn(warnings, output, streams);
  for (auto const& note : said.notes)
    remark(note, output, streams);
  if (said.is_news) remark(printed.hidden, output, streams);
  timings.report(output, streams, said.counts);
}

}  // namespace ec2plan::cli
