#pragma once

#include <optional>
#include <string_view>

#include "cli/output.hpp"
#include "cli/replace_file.hpp"

namespace ec2plan::cli {

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

}  // namespace ec2plan::cli
