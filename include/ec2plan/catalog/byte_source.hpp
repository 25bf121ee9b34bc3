#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace ec2plan {

/// The bytes of a file or a pipe, a block at a time.
struct ByteSource {
  std::string name{};                                  // for messages: "offer.json", "stdin"
  std::function<std::size_t(std::span<char>)> read{};  // how many it filled in; 0 at the end.
                                                       // Throws: InputError of kind file
};

}  // namespace ec2plan
