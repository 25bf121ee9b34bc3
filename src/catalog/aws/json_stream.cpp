#include "catalog/aws/json_stream.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>

#include "catalog/json_file.hpp"

namespace ec2plan::catalog {
namespace {

/// RapidJSON's memory, which a text without an end shall not fill the machine's with.
struct BoundedMemory {
  static constexpr std::size_t most = 8'388'608;  // of which a text may take half
  static void* Malloc(std::size_t size) { return Realloc(nullptr, 0, size); }
  static void* Realloc(void* memory, std::size_t, std::size_t size) {
    if (size == 0) return Free(memory), nullptr;
    void* const moved = size > most ? nullptr : std::realloc(memory, size);  // NOLINT
    if (moved == nullptr) throw std::bad_alloc();
    return moved;
  }
  static void Free(void* memory) { std::free(memory); }  // NOLINT: what RapidJSON asks for
};

/// The blocks as a stream of RapidJSON.
struct JsonBytes {
  using Ch = char;
  ByteBlocks& blocks;

  Ch Peek() const { return blocks.peek(); }
  Ch Take() { return blocks.take(); }
  std::size_t Tell() const { return blocks.offset(); }
  static Ch* PutBegin() { return nullptr; }  // of a stream that is written to; never called
  static void Put(Ch) {}
  static std::size_t PutEnd(Ch*) { return 0; }
};

/// The bytes of a text, for RapidJSON to check.
struct TextBytes {
  std::string_view text;
  char Take() {
    char const byte = text.empty() ? '\0' : text.front();
    if (!text.empty()) text.remove_prefix(1);
    return byte;
  }
  static void Put(char) {}
};

/// Nearly all texts are ASCII, which is seen faster than RapidJSON checks.
bool is_utf8(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte < 0x80; }))
    return true;
  TextBytes bytes{text}, ignored{};
  while (!bytes.text.empty())
    if (!rapidjson::UTF8<>::Validate(bytes, ignored)) return false;
  return true;
}

/// Tells the events of RapidJSON to a listener, with where they happen.
class Events {
 public:
  Events(ByteBlocks const& blocks, JsonListener const& listener)
      : blocks_(&blocks), listener_(&listener) {}

  bool Null() { return told("null"); }
  bool Bool(bool value) { return told(value ? "true" : "false"); }
  bool RawNumber(char const* text, unsigned length, bool) { return told({text, length}); }
  bool String(char const* text, unsigned length, bool) {
    expect_utf8({text, length});
    return told({text, length});
  }
  bool Key(char const* text, unsigned length, bool) {
    expect_utf8({text, length});
    path_.name({text, length});
    listener_->key(path_);
    return true;
  }
  bool StartObject() { return opened(true); }
  bool StartArray() { return opened(false); }
  bool EndObject(unsigned) { return closed(); }
  bool EndArray(unsigned) { return closed(); }

  // Where numbers are texts, RapidJSON asks for these without ever calling them.
  static bool Int(int) { return true; }
  static bool Uint(unsigned) { return true; }
  static bool Int64(std::int64_t) { return true; }
  static bool Uint64(std::uint64_t) { return true; }
  static bool Double(double) { return true; }

  JsonPath const& path() const { return path_; }

 private:
  bool told(std::string_view text) {
    listener_->text(path_, text);
    return true;
  }

  bool opened(bool is_object) {
    listener_->open(path_, is_object);
    path_.open();
    return path_.depth() <= deepest_nesting;
  }

  bool closed() {
    path_.close();
    listener_->close(path_);
    return true;
  }

  void expect_utf8(std::string_view text) const {
    if (!is_utf8(text))
      blocks_->refuse("holds a text that is not UTF-8, read up to what stands",
                      "a JSON document in UTF-8", "fetch the file again", path_.text());
  }

  ByteBlocks const* blocks_;
  JsonListener const* listener_;
  JsonPath path_{};
};

[[noreturn]] void refuse(ByteBlocks const& blocks, rapidjson::ParseErrorCode code,
                         JsonPath const& path) {
  auto const again = "fetch the file again; nothing of it was taken";
  if (code == rapidjson::kParseErrorTermination)
    blocks.refuse("nests arrays and objects more than " + std::to_string(deepest_nesting) + " deep",
                  "at most " + std::to_string(deepest_nesting) + " levels",
                  "check that this is the file you meant", path.text());
  if (code == rapidjson::kParseErrorDocumentRootNotSingular)
    blocks.refuse("goes on behind the end of the document", "one JSON document",
                  "give each document as a file of its own");
  if (blocks.at_end())
    blocks.refuse("breaks off", "the rest of a JSON document", again, path.text());
  std::string const problem = rapidjson::GetParseError_En(code);
  blocks.refuse("is not JSON", "JSON; its reader says: " + problem, again, path.text());
}

}  // namespace

std::string JsonPath::text() const {
  std::string text;
  for (std::size_t level = 0; level < std::min(depth_, names_.size()); ++level)
    if (!names_[level].empty()) text += "/" + pointer_token(names_[level]);
  return text;
}

void read_json(ByteBlocks& blocks, JsonListener const& listener, bool alone) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, BoundedMemory> reader;
  JsonBytes bytes{blocks};
  Events events(blocks, listener);
  try {
    auto const parsed =
        alone ? reader.Parse<flags>(bytes, events)
              : reader.Parse<flags | rapidjson::kParseStopWhenDoneFlag>(bytes, events);
    if (parsed.IsError()) refuse(blocks, parsed.Code(), events.path());
  } catch (std::bad_alloc const&) {
    blocks.refuse("holds a text of several megabytes, read no further than",
                  "the texts of a price list, which are short",
                  "check that this is the file you meant", events.path().text());
  }
  if (alone && !blocks.at_end())
    refuse(blocks, rapidjson::kParseErrorDocumentRootNotSingular, events.path());
}

}  // namespace ec2plan::catalog
