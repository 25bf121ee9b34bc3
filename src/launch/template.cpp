#include "launch/template.hpp"

#include <algorithm>
#include <cassert>

#include "launch/embedded.hpp"

namespace ec2plan::launch {
namespace {

std::string_view template_text(std::string_view file) {
  auto const name = "templates/" + std::string(file);
  auto const files = embedded_files();
  auto const found = std::ranges::find(files, name, &catalog::EmbeddedFile::name);
  assert(found != files.end());
  return found->text;
}

/// With what stands before it on the first of its lines before each of them.
std::string continued(std::string_view value, std::string_view before) {
  std::string text;
  for (char const letter : value) {
    text += letter;
    if (letter == '\n') text += before;
  }
  return text;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char letter) {
    return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
  });
}

/// Whether nothing but blanks and marks of a comment stand in it.
bool is_margin(std::string_view text) { return text.find_first_not_of(" #") == text.npos; }

/// The line with its values; empty with a value that was all of it.
std::string filled_line(std::string_view line, Values const& values) {
  std::string text;
  bool emptied = false;
  for (auto at = line.find('@'); at != line.npos; at = line.find('@')) {
    auto const end = line.find('@', at + 1);
    auto const name = line.substr(at + 1, end == line.npos ? 0 : end - at - 1);
    if (!is_name(name)) {
      text += line.substr(0, at + 1);
      line.remove_prefix(at + 1);
      continue;
    }
    auto const value = values.find(name);
    assert(value != values.end());
    text += line.substr(0, at);
    emptied = emptied || value->second.empty();
    text += continued(value->second, is_margin(text) ? std::string_view(text) : "");
    line.remove_prefix(end + 1);
  }
  text += line;
  return emptied && is_margin(text) ? std::string() : text + '\n';
}

}  // namespace

std::string filled(std::string_view file, Values const& values) {
  std::string text;
  for (auto rest = template_text(file); !rest.empty();) {
    auto const end = std::min(rest.find('\n'), rest.size());
    text += filled_line(rest.substr(0, end), values);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return text;
}

}  // namespace ec2plan::launch
