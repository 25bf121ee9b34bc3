#pragma once

#include <iosfwd>
#include <string_view>

namespace ec2plan::cli {

/// Where a command reads and writes. `out` holds the result and nothing else.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

}  // namespace ec2plan::cli
