#pragma once

#include <functional>
#include <string_view>

#include "catalog/aws/byte_blocks.hpp"
#include "catalog/aws/json_path.hpp"

/// JSON of any size, read without keeping it (docs/decisions/0011-streaming-price-lists.md).
namespace ec2plan::catalog {

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
