#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "ec2plan/units/error.hpp"
#include "report/text.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> replacements{{
    {"\u00d7", "x"},
    {"\u2013", "-"},
    {"\u2014", "-"},
    {"\u2192", "->"},
    {"\u2264", "<="},
    {"\u2265", ">="},
    {"\u00b7", "*"},
    {"\u2026", "..."},
}};

bool continues(char letter) { return (static_cast<unsigned char>(letter) & 0xc0) == 0x80; }
bool is_ascii(char letter) { return static_cast<unsigned char>(letter) < 0x80; }

/// Without the spaces at its end.
std::string without_end(std::string const& line) {
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

std::string replaced(std::string text) {
  for (auto const& [from, to] : replacements)
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at))
      text.replace(at, from.size(), to);
  std::string result;
  for (char const letter : text)
    if (!continues(letter)) result += is_ascii(letter) ? letter : '?';
  return result;
}

}  // namespace

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char letter) { return !continues(letter); }));
}

std::string printable(std::string_view text, bool ascii) {
  std::string safe = shown_text(text, std::numeric_limits<std::size_t>::max());
  bool const needed = ascii && !std::all_of(safe.begin(), safe.end(), is_ascii);
  return needed ? replaced(std::move(safe)) : safe;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    std::string const word{text.substr(0, end)};
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && width(line) + 1 + width(word) > columns) {
      lines.push_back(without_end(line));
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  lines.push_back(without_end(line));
  return lines;
}

}  // namespace ec2plan::pages
