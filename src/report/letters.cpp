#include "report/letters.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "ec2plan/units/error.hpp"

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

/// A word joiner: nobody sees it, and what it stands in is no longer what it was.
constexpr std::string_view joiner = "\u2060";

bool continues(char letter) { return (static_cast<unsigned char>(letter) & 0xc0) == 0x80; }
bool is_ascii(char letter) { return static_cast<unsigned char>(letter) < 0x80; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_of_word(char letter) {
  return letter == '_' || is_digit(letter) || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z');
}

bool ends_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.end() - static_cast<std::ptrdiff_t>(word.size()),
                    [](char small, char letter) { return small == (letter | ' '); });
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

constexpr std::array<std::pair<char, std::string_view>, 5> entities{
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}}};

std::string with_entities(std::string_view safe) {
  std::string result;
  for (char const letter : safe) {
    auto const* found = std::ranges::find(entities, letter, [](auto& one) { return one.first; });
    if (found == entities.end())
      result += letter;
    else
      result += found->second;
  }
  return result;
}

/// ":tada:"
bool is_picture(std::string_view text) {
  auto const end = std::find_if(text.begin() + 1, text.end(), [](char letter) {
    return !is_of_word(letter) && letter != '+' && letter != '-';
  });
  return end > text.begin() + 1 && end != text.end() && *end == ':';
}

/// "b.org", of an address, not "2022".
bool is_domain(std::string_view text) {
  auto const end = std::find_if(text.begin(), text.end(), [](char letter) {
    return !is_of_word(letter) && letter != '.' && letter != '-';
  });
  return std::find(text.begin(), end, '.') != end;
}

/// Whether a code host makes something of what begins or goes on with this letter: "@name",
/// "a@b.c",
/// "#1", "GH-1", "https://a.b", "www.a.b", ":tada:". It looks for them in what markdown makes of a
/// text, where no backslash stands any more.
bool calls(std::string_view text, std::size_t at) {
  auto const before = text.substr(0, at), here = text.substr(at);
  bool const numbered = here.size() > 1 && is_digit(here[1]);
  switch (here.front()) {
    case '@':
      return before.empty() || !is_of_word(before.back()) || is_domain(here.substr(1));
    case '#':
      return numbered;
    case '-':
      return numbered && ends_with_word(before, "gh");
    case ':':
      return here.starts_with("://") || is_picture(here);
    case '.':
      return ends_with_word(before, "www");
    default:
      return false;
  }
}

/// One of several dollars that no amount follows may open or close a formula.
bool is_of_formula(std::string_view text, std::size_t at) {
  return text[at] == '$' && (at + 1 == text.size() || !is_digit(text[at + 1])) &&
         text.find('$') != text.rfind('$');
}

std::string with_joiners(std::string_view text) {
  std::string const safe = printable(text, false);
  std::string result;
  for (std::size_t at = 0; at < safe.size(); ++at) {
    result += safe[at];
    if (calls(safe, at)) result += joiner;
  }
  return result;
}

/// Written as it stands: a letter or digit first, and nothing that any reader would take for more.
bool is_plain(std::string_view text) {
  return !text.empty() && is_of_word(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char letter) {
           return is_of_word(letter) || std::string_view("-_. @").find(letter) != std::string::npos;
         });
}

/// With the wide forms that a Japanese spreadsheet takes for the narrow ones.
constexpr std::string_view formula_starts[] = {"=",      "+",      "-",      "@",
                                               "\uff1d", "\uff0b", "\uff0d", "\uff20"};

std::string without_formula(std::string_view text) {
  std::string safe = printable(text, false);
  std::string_view const seen =
      std::string_view(safe).substr(std::min(safe.find_first_not_of(' '), safe.size()));
  bool const is_formula = std::any_of(std::begin(formula_starts), std::end(formula_starts),
                                      [&](auto start) { return seen.starts_with(start); });
  return is_formula ? "'" + safe : safe;
}

std::string enclosed(std::string const& text) {
  if (text.find_first_of(",;\"") == std::string::npos) return text;
  std::string result = "\"";
  for (char const letter : text)
    result += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return result + "\"";
}

struct Block {
  char32_t first, last;
};

/// Letters that stand on the one before, and those as wide as two (UAX 11), without single ones.
constexpr Block marks[] = {{0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},
                           {0x64b, 0x65f},   {0xe34, 0xe3a},   {0xe47, 0xe4e},   {0x1ab0, 0x1aff},
                           {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0x3099, 0x309a}, {0xfe20, 0xfe2f}};
constexpr Block wide[] = {{0x1100, 0x115e},   {0x2e80, 0xa4cf},   {0xa960, 0xa97c},
                          {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
                          {0xff01, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
                          {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

template <std::size_t Size>
bool is_in(Block const (&blocks)[Size], char32_t code) {
  return std::any_of(std::begin(blocks), std::end(blocks),
                     [&](auto& block) { return code >= block.first && code <= block.last; });
}

std::size_t columns_of(std::string_view letter) {
  if (letter.size() < 2) return 1;
  char32_t code = static_cast<unsigned char>(letter.front()) & (0xffU >> (letter.size() + 1));
  for (char const next : letter.substr(1))
    code = code << 6U | (static_cast<unsigned char>(next) & 0x3fU);
  return is_in(marks, code) ? 0 : is_in(wide, code) ? 2 : 1;
}

/// Without the spaces at its end.
std::string without_end(std::string const& line) {
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

}  // namespace

std::string printable(std::string_view text, bool ascii) {
  std::string safe = shown_text(text, std::numeric_limits<std::size_t>::max());
  bool const needed = ascii && !std::all_of(safe.begin(), safe.end(), is_ascii);
  return needed ? replaced(std::move(safe)) : safe;
}

std::string in_html(std::string_view text) { return with_entities(printable(text, false)); }

std::string in_markdown_html(std::string_view text) { return with_entities(with_joiners(text)); }

std::string in_markdown(std::string_view text) {
  std::string const safe = with_joiners(text);
  std::string result;
  for (std::size_t at = 0; at < safe.size(); ++at) {
    if (is_of_formula(safe, at)) {
      result += "<span>$</span>";
      continue;
    }
    if (std::string_view("\\`*_[]<>|~&").find(safe[at]) != std::string_view::npos) result += '\\';
    result += safe[at];
  }
  return result;
}

std::string in_markdown_line(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
  bool const opens =
      !text.empty() && std::string_view("#+-=").find(text[0]) != std::string_view::npos;
  bool const numbers =
      digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
  std::string line = in_markdown(text);
  if (opens || numbers) line.insert(opens ? 0 : digits, "\\");
  return line;
}

std::string in_csv(std::string_view text) {
  return is_plain(text) ? std::string(text) : enclosed(without_formula(text));
}

std::string in_csv(std::vector<std::string> const& list) {
  std::string all;
  for (auto const& text : list)
    all += (all.empty() ? "" : ";") + without_formula(text);
  return enclosed(all);
}

std::vector<std::string_view> letters_of(std::string_view text) {
  std::vector<std::string_view> letters;
  for (std::size_t start = 0, end = 0; start < text.size(); start = end) {
    end = start + 1;
    while (end < text.size() && continues(text[end]))
      ++end;
    letters.push_back(text.substr(start, end - start));
  }
  return letters;
}

std::size_t width(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_ascii)) return text.size();
  std::size_t columns = 0;
  for (auto const letter : letters_of(text))
    columns += columns_of(letter);
  return columns;
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
