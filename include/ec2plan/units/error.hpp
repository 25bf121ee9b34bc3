#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace ec2plan {

/// What is wrong with one input. Every part may be empty; `InputError` composes the sentence.
struct InputFault {
  /// Where the input came from: a flag typed wrongly (`usage`, exit 2) or the content of a file
  /// (`file`, exit 5).
  enum class Kind { usage, file };

  std::string where = {};  ///< the flag or the file: "--tokens", "catalog.json"
  std::string path = {};   ///< the JSON path in the file: "/instances/3/vcpus"
  std::string value = {};  ///< the value as it was given, unescaped
  std::string problem =
      {};  ///< completes "'80GB' ...": "is an amount of memory"; empty says "is not accepted"
  std::string expected = {};  ///< "a count such as 175B"
  std::string fix = {};       ///< "write 80G for 80 billion"
  Kind kind = Kind::usage;
};

/// Bad input, thrown where it is found and caught once, in the command line.
///
///     throw InputError({.where = "--zero", .value = "4", .expected = "0, 1, 2 or 3", .fix = "give
///     --zero 3"});
///
/// what() is one message of at most three lines, every part escaped by `shown_text`.
struct InputError : std::runtime_error, InputFault {
  explicit InputError(InputFault fault);

  /// The same fault, found at this flag or file (and JSON path), for whoever knows what the parser
  /// did not.
  [[nodiscard]] InputError at(std::string_view found_where, std::string_view found_path = {}) const;
};

/// `text` safe to print on one line: control, invisible and invalid UTF-8 bytes as \xNN, and cut
/// after `limit` characters with "...".
[[nodiscard]] std::string shown_text(std::string_view text, std::size_t limit = 40);

}  // namespace ec2plan
