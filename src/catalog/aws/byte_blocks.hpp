#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ec2plan/catalog/byte_source.hpp"

namespace ec2plan::catalog {

/// The bytes of a source one after another, of which one block is in memory.
class ByteBlocks {
 public:
  explicit ByteBlocks(ByteSource const& source, std::size_t block_size = 262'144);
  ByteBlocks(ByteBlocks const&) = delete;
  ByteBlocks& operator=(ByteBlocks const&) = delete;

  char peek() const { return *next_; }  // '\0' at the end
  char take() {
    char const byte = *next_;
    if (++next_ >= end_) refill();
    return byte;
  }
  bool at_end() const { return next_ == end_; }

  /// What is in memory of what comes next; empty at the end alone.
  std::string_view rest() const { return {next_, static_cast<std::size_t>(end_ - next_)}; }
  void skip(std::size_t bytes) {  // at most the rest
    next_ += bytes;
    if (next_ == end_) refill();
  }

  std::size_t offset() const { return before_ + static_cast<std::size_t>(next_ - block_.data()); }
  std::string place() const;  // "byte 1234 (line 56)", of the last one taken, both from 1

  std::string const& name() const { return source_->name; }

  /// Throws InputError of kind file: the problem, "after" and the place.
  [[noreturn]] void refuse(std::string_view problem, std::string expected, std::string fix,
                           std::string path = {}) const;

 private:
  void refill();

  ByteSource const* source_;
  std::vector<char> block_;  // and '\0' behind the bytes
  char* next_;
  char* end_;
  std::size_t before_ = 0;  // bytes and lines of the blocks before
  std::int64_t lines_ = 0;
  char last_ = 0;  // byte of the block before
  bool finished_ = false;
};

}  // namespace ec2plan::catalog
