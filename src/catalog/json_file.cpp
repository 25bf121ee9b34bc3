#include "catalog/json_file.hpp"

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

#include "ec2plan/units/error.hpp"

namespace ec2plan::catalog {
namespace {

constexpr std::uintmax_t largest_file = 256'000'000;

std::string position_text(std::string_view text, std::size_t read) {
  auto const before = text.substr(0, std::min(read == 0 ? 0 : read - 1, text.size()));
  auto const line = std::count(before.begin(), before.end(), '\n') + 1;
  auto const newline = before.rfind('\n');
  auto const column =
      newline == std::string_view::npos ? before.size() + 1 : before.size() - newline;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// Builds the tree while it watches depth and keys; nlohmann's own keeps the last of two equal
/// keys.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  /// Hands the elements of the list over, as parsed_records does.
  TreeBuilder(std::string_view text, std::string_view file, std::string_view list,
              RecordAct const& act)
      : text_(text), file_(file), list_(list), act_(&act) {}

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(Json::number_integer_t value) { return put(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return put(value); }
  bool number_float(Json::number_float_t value, std::string const&) { return put(value); }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(Json::binary_t& value) { return put(std::move(value)); }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    auto const [place, is_new] = open_.back()->emplace(name, nullptr);
    if (!is_new) refuse_twice(name);
    member_ = &*place;
    return true;
  }

  bool parse_error(std::size_t read, std::string const&, Json::exception const& error) {
    bool const encoding = std::string_view(error.what()).find("UTF-8") != std::string_view::npos;
    bool const range = error.id == 406;
    bool const empty = text_.find_first_not_of(" \t\r\n") == std::string_view::npos;
    InputFault fault{.where = std::string(file_), .kind = InputFault::Kind::file};
    fault.problem = (encoding ? "is not UTF-8 at "
                     : range  ? "holds too large a number at "
                     : empty  ? "is empty: it ends at "
                              : "is not JSON at ") +
                    position_text(text_, read);
    fault.expected = range ? "numbers below 1.8e308" : "a JSON document in UTF-8";
    fault.fix = "mend it there; an editor that knows JSON shows what is wrong";
    throw InputError(std::move(fault));
  }

  Json taken() { return std::move(root_); }

 private:
  bool put(Json value) {
    place(std::move(value));
    hand_over();
    return true;
  }

  Json* place(Json value) {
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->is_object()) return &(*member_ = std::move(value));
    open_.back()->push_back(std::move(value));
    return &open_.back()->back();
  }

  bool open(Json value) {
    if (open_.size() >= deepest_nesting) refuse_depth();
    open_.push_back(place(std::move(value)));
    return true;
  }

  bool close() {
    open_.pop_back();
    hand_over();
    return true;
  }

  /// Of an element of the list that was read whole, nothing is kept.
  void hand_over() {
    if (act_ == nullptr || open_.size() != 2 || !open_.back()->is_array()) return;
    auto const found = root_.is_object() ? root_.find(list_) : root_.end();
    if (found == root_.end() || &*found != open_.back()) return;
    (*act_)(root_, open_.back()->size() - 1);
    open_.back()->back() = nullptr;
  }

  [[noreturn]] void refuse_depth() const {
    throw InputError({.where = std::string(file_),
                      .problem = "nests arrays and objects more than " +
                                 std::to_string(deepest_nesting) + " deep",
                      .expected = "at most " + std::to_string(deepest_nesting) + " levels",
                      .fix = "check that this is the file you meant",
                      .kind = InputFault::Kind::file});
  }

  [[noreturn]] void refuse_twice(std::string const& name) const {
    throw InputError({.where = std::string(file_),
                      .path = open_path() + "/" + pointer_token(name),
                      .value = name,
                      .problem = "stands twice in one object",
                      .expected = "each key once",
                      .fix = "keep one of the two",
                      .kind = InputFault::Kind::file});
  }

  /// The JSON pointer of the innermost open value.
  std::string open_path() const {
    std::string path;
    for (std::size_t level = 0; level + 1 < open_.size(); ++level)
      path += "/" + token_of(*open_[level], open_[level + 1]);
    return path;
  }

  static std::string token_of(Json const& parent, Json const* child) {
    if (parent.is_array()) return std::to_string(parent.size() - 1);
    for (auto const& [name, member] : parent.items())
      if (&member == child) return pointer_token(name);
    return {};
  }

  std::string_view text_;
  std::string_view file_;
  std::string_view list_{};
  RecordAct const* act_ = nullptr;  // nullptr: all is kept
  Json root_{};
  Json* member_ = nullptr;  // the object member whose value comes next
  std::vector<Json*> open_{};
};

[[noreturn]] void refuse_file(std::filesystem::path const& path, std::string problem,
                              std::string expected, std::string fix) {
  throw InputError({.where = path.string(),
                    .problem = std::move(problem),
                    .expected = std::move(expected),
                    .fix = std::move(fix),
                    .kind = InputFault::Kind::file});
}

[[noreturn]] void refuse_size(std::filesystem::path const& path) {
  refuse_file(path, "is larger than 256 MB", "a JSON file of at most 256 MB",
              "check that this is the file you meant");
}

}  // namespace

Json parsed_json(std::string_view text, std::string_view file) {
  TreeBuilder builder(text, file);
  Json::sax_parse(text.begin(), text.end(), &builder);
  return builder.taken();
}

Json parsed_records(std::string_view text, std::string_view file, std::string_view list,
                    RecordAct const& act) {
  TreeBuilder builder(text, file, list, act);
  Json::sax_parse(text.begin(), text.end(), &builder);
  return builder.taken();
}

std::string with_plain_numbers(std::string_view text) {
  struct Spelling {
    std::string_view word, instead;
  };
  constexpr Spelling spellings[] = {
      {"-Infinity", "\"-inf\"   "}, {"Infinity", "\"inf\"   "}, {"NaN", "\"?\""}};
  std::string plain(text);
  bool quoted = false;
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (quoted && plain[at] == '\\')
      ++at;  // the letter behind it opens or closes nothing
    else if (plain[at] == '"')
      quoted = !quoted;
    if (quoted) continue;
    for (auto const& [word, instead] : spellings)
      if (plain.compare(at, word.size(), word) == 0) {
        plain.replace(at, word.size(), instead);
        at += word.size() - 1;
        break;
      }
  }
  return plain;
}

std::string file_text(std::filesystem::path const& path, std::string_view fix_for_folder) {
  std::error_code error;
  auto const status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    refuse_file(path, "no such file", "a JSON file", "check the path");
  if (std::filesystem::is_directory(status))
    refuse_file(path, "is a folder", "a JSON file", std::string(fix_for_folder));
  if (std::filesystem::is_regular_file(status) &&
      std::filesystem::file_size(path, error) > largest_file)
    refuse_size(path);
  std::ifstream stream(path, std::ios::binary);
  return stream_text(stream, path.string());
}

std::string stream_text(std::istream& stream, std::string const& name) {
  std::string text;
  char block[65536];
  while (stream.read(block, sizeof block) || stream.gcount() > 0) {
    text.append(block, static_cast<std::size_t>(stream.gcount()));
    if (text.size() > largest_file) refuse_size(name);
  }
  if (!stream.eof())
    refuse_file(name, "cannot be read", "a readable file", "check its permissions");
  return text;
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (char const letter : key) {
    if (letter == '~')
      token += "~0";
    else if (letter == '/')
      token += "~1";
    else
      token += letter;
  }
  return token;
}

}  // namespace ec2plan::catalog
