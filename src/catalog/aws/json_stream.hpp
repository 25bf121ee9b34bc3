#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "catalog/aws/byte_blocks.hpp"

/// JSON of any size, read without keeping it (docs/decisions/0011-streaming-price-lists.md).
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

/// Who is told of a document. The path is that of the value itself.
struct JsonListener {
  std::function<void(JsonPath const&)> key{};                     // of the member that comes next
  std::function<void(JsonPath const&, std::string_view)> text{};  // a number's and true's text too
  std::function<void(JsonPath const&, bool)> open{};  // an object: true; an array: false
  std::function<void(JsonPath const&)> close{};
};

/// The listener that passes all on to an object with these four functions, which must outlive it.
template <typename Object>
JsonListener listener_of(Object& object) {
  return {.key = [&](JsonPath const& path) { object.key(path); },
          .text = [&](JsonPath const& path, std::string_view text) { object.text(path, text); },
          .open = [&](JsonPath const& path, bool is_object) { object.open(path, is_object); },
          .close = [&](JsonPath const& path) { object.close(path); }};
}

/// Tells one document, without recursion. `alone`: nothing may come behind it.
/// Throws: InputError of kind file with the place, for what is no JSON in UTF-8, is cut off, nests
/// too deep or holds a text of megabytes; and what the listener throws.
void read_json(ByteBlocks& blocks, JsonListener const& listener, bool alone);

}  // namespace ec2plan::catalog
