#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "catalog/aws/byte_blocks.hpp"

namespace ec2plan::catalog {

/// The rows of a CSV (RFC 4180) one after another.
class CsvRows {
 public:
  explicit CsvRows(ByteBlocks& blocks) : blocks_(&blocks) {}

  /// Reads the next row; false at the end. Throws: InputError of kind file for a quotation mark
  /// that is never closed or stands in a field's middle, and for a last row that is cut.
  bool next();

  std::size_t size() const { return size_; }  // of the row
  std::string const& operator[](std::size_t column) const { return fields_[column]; }

 private:
  void read_field();
  void read_quoted();

  ByteBlocks* blocks_;
  std::vector<std::string> fields_{};  // kept between rows, for their memory
  std::size_t size_ = 0;
};

}  // namespace ec2plan::catalog
