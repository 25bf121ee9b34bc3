#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ec2plan::catalog {

/// Where in a JSON document a streaming reader stands: how many arrays and objects are open, and
/// under which key it is in each.
class JsonPath {
 public:
  std::size_t depth() const { return depth_; }

  /// The key in the object at a level, 0 for the outermost; empty in an array and too deep.
  std::string_view key(std::size_t level) const {
    return level < names_.size() && level < depth_ ? std::string_view(names_[level])
                                                   : std::string_view();
  }

  std::string text() const;  // "/products/H7NGEAC6UEHNTKSJ"

  void open() {
    if (++depth_ <= names_.size()) names_[depth_ - 1].clear();
  }
  void close() { --depth_; }
  void name(std::string_view key) {
    if (depth_ <= names_.size()) names_[depth_ - 1] = key;
  }

 private:
  std::size_t depth_ = 0;
  std::array<std::string, 12> names_{};  // no price is deeper
};

}  // namespace ec2plan::catalog
