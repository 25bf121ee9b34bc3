#include "cli/timings.hpp"

#include <ostream>

#include "ec2plan/units/format.hpp"

namespace ec2plan::cli {

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

}  // namespace ec2plan::cli
