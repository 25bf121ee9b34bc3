#include "catalog/aws/byte_blocks.hpp"

#include <algorithm>
#include <utility>

#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {

ByteBlocks::ByteBlocks(ByteSource const& source, std::size_t block_size)
    : source_(&source), block_(block_size + 1), next_(block_.data()), end_(block_.data()) {
  refill();
}

void ByteBlocks::refill() {
  before_ += static_cast<std::size_t>(end_ - block_.data());
  lines_ += std::count(block_.data(), end_, '\n');
  if (end_ != block_.data()) last_ = end_[-1];
  next_ = end_ = block_.data();
  if (!finished_) end_ += source_->read({block_.data(), block_.size() - 1});
  finished_ = next_ == end_;
  *end_ = '\0';
}

std::string ByteBlocks::place() const {
  char const* const next = next_;
  bool const breaks = (next == block_.data() ? last_ : next[-1]) == '\n';  // it ends its own line
  auto const line = lines_ + std::count(block_.data(), next, '\n') + (breaks ? 0 : 1);
  return "byte " + std::to_string(offset()) + " (line " + std::to_string(line) + ")";
}

void ByteBlocks::refuse(std::string_view problem, std::string expected, std::string fix,
                        std::string path) const {
  InputFault fault;
  fault.where = name();
  fault.path = std::move(path);
  fault.problem = std::string(problem) + " after " + place();
  fault.expected = std::move(expected);
  fault.fix = std::move(fix);
  fault.kind = InputFault::Kind::file;
  throw InputError(std::move(fault));
}

}  // namespace ec2plan::catalog
