#pragma once

#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/output.hpp"
#include "cli/timings.hpp"
#include "plan/given.hpp"
#include "report/report.hpp"

/// How every command that answers ends.
namespace ec2plan::cli {

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
