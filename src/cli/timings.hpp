#pragma once

#include <chrono>
#include <string>

#include "cli/output.hpp"
#include "ec2plan/search/search.hpp"

namespace ec2plan::cli {

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

}  // namespace ec2plan::cli
