#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/environment.hpp"
#include "cli/replace_file.hpp"
#include "ec2plan/search/search.hpp"
#include "plan/given.hpp"
#include "report/format.hpp"
#include "report/report.hpp"

/// How every command that answers ends.
namespace ec2plan::cli {

/// What is printed, how, and where to.
struct Output {
  Format format = Format::table;
  ReportOptions options{};
  std::string file{};  // empty: stdout
  bool descending = false;
  bool quiet = false;
  bool debug = false;
};

/// The output flags, and NO_COLOR, FORCE_COLOR, TERM, LC_ALL, LC_CTYPE and LANG.
Output asked_output(Arguments const& arguments, Environment const& environment);

/// Throws: InputError for a typed flag of tables and documents, where the result is neither.
void refuse_formats(Arguments const& arguments, std::string const& result,
                    std::string const& expected);

/// Writes the result, whole or not at all where it goes to a file.
/// Throws: std::runtime_error when it cannot be written. A reader that closed the pipe is no error.
void deliver(std::string const& text, Output const& output, Streams const& streams);

/// Prints each warning on stderr; under --quiet only where the result has no place for them: rows
/// of csv and jsonl mean less without.
void warn(std::vector<std::string> const& warnings, Output const& output, Streams const& streams);

/// Prints a note on stderr, unless it is empty or --quiet was given.
void remark(std::string const& note, Output const& output, Streams const& streams);

/// A result that is written piece by piece: to stdout, or to a file that is replaced at the end.
class Delivery {
 public:
  Delivery(Output const& output, Streams const& streams);

  /// False when nobody reads any more. Throws: std::runtime_error when it cannot be written.
  bool write(std::string_view text);

  /// All is written.
  void finish();

 private:
  Streams const& streams_;
  std::optional<NewFile> file_{};
};

/// "1,234 legal layouts: 1,000 evaluated, ..."
std::string counts_text(SearchCounts const& counts);

/// How long the parts of a command took, for --debug. Never part of a result.
class Timings {
 public:
  /// Ends the part that runs since the last call.
  void lap(std::string const& part);

  /// Prints them on stderr where --debug asks for it, with `counts` behind.
  void report(Output const& output, Streams const& streams, std::string const& counts = {}) const;

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::string text_{};
};

/// What stderr gets beside the result. Made before anything is printed: the environment may be at
/// fault.
struct Said {
  std::vector<std::string> notes{};
  std::string counts{};  // for --debug
  bool is_news = true;   // false: the result stays unprinted
};

template <typename AnyAnswer>
std::vector<std::string> const& warnings_of(AnyAnswer const& answer) {
  if constexpr (requires { answer.frame; })
    return answer.frame.warnings;
  else if constexpr (requires { answer.estimate; })
    return answer.estimate.frame.warnings;
  else
    return answer.recommend.frame.warnings;
}

/// Sorts the answer's rows by --sort-by, where it is given.
/// Throws: InputError for a field that no row has.
template <typename AnyAnswer>
void sort_as_asked(AnyAnswer& answer, Arguments const& arguments, Output const& output) {
  if constexpr (requires { sort_rows(answer, std::string(), true); })
    if (auto const* field = last_given(arguments, "--sort-by"))
      read(*field,
           [&](std::string_view name) { sort_rows(answer, std::string(name), output.descending); });
}

/// Delivers what was printed, and tells the warnings, the notes, what is hidden and the timings.
void tell(Printed const& printed, std::vector<std::string> const& warnings, Said const& said,
          Output const& output, Streams const& streams, Timings& timings);

/// Prints the answer as it was asked for.
template <typename AnyAnswer>
void finish(AnyAnswer& answer, Arguments const& arguments, Output const& output,
            Streams const& streams, Timings& timings, Said const& said = {}) {
  sort_as_asked(answer, arguments, output);
  tell(printed(answer, output.format, output.options), warnings_of(answer), said, output, streams,
       timings);
}

}  // namespace ec2plan::cli
