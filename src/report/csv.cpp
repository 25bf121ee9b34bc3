#include "report/csv.hpp"

#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "report/text.hpp"

namespace ec2plan::pages {
namespace {

/// Written as it stands: a letter or digit first, and nothing that any reader would take for more.
bool is_plain(std::string const& text) {
  auto const is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !text.empty() && is_word(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_word(c) || c == '-' || c == '_' || c == '.' || c == ' ' || c == '@';
         });
}

std::string enclosed(std::string const& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (char const letter : text)
    result += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return result + "\"";
}

std::string text_cell(std::string const& text) {
  if (is_plain(text)) return text;
  std::string safe = printable(text, false);
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
    safe.insert(safe.begin(), '\'');
  return enclosed(safe);
}

std::string list_cell(std::vector<std::string> const& texts) {
  std::string all;
  for (auto const& text : texts)
    all += (all.empty() ? "" : ";") + text;
  return text_cell(all);
}

struct CellWriter {
  std::string operator()(std::nullptr_t) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return number_text(value); }
  std::string operator()(std::string const& value) const { return text_cell(value); }
  std::string operator()(std::vector<std::string> const& value) const { return list_cell(value); }
};

/// All paths; where one row has an object and another null, only the object's own paths.
std::vector<std::string> paths_of(std::vector<Row> const& rows) {
  std::vector<std::string> paths;
  for (auto const& row : rows)
    for (auto const& cell : row.cells)
      if (std::find(paths.begin(), paths.end(), cell.path) == paths.end())
        paths.push_back(cell.path);
  auto const is_parent = [&](std::string const& path) {
    return std::any_of(paths.begin(), paths.end(),
                       [&](std::string const& other) { return other.starts_with(path + "."); });
  };
  std::vector<std::string> leaves;
  std::copy_if(paths.begin(), paths.end(), std::back_inserter(leaves),
               [&](std::string const& path) { return !is_parent(path); });
  return leaves;
}

std::string line_of(Row const& row, std::vector<std::string> const& paths) {
  std::string line;
  for (auto const& path : paths) {
    auto const cell = std::find_if(row.cells.begin(), row.cells.end(),
                                   [&](Cell const& one) { return one.path == path; });
    if (&path != &paths.front()) line += ",";
    if (cell != row.cells.end()) line += std::visit(CellWriter{}, cell->value);
  }
  return line + "\n";
}

}  // namespace

std::string csv(std::vector<Row> const& rows) {
  auto const paths = paths_of(rows);
  std::string text;
  for (auto const& path : paths)
    text += (text.empty() ? "" : ",") + enclosed(path);
  if (!text.empty()) text += "\n";
  for (auto const& row : rows)
    text += line_of(row, paths);
  return text;
}

void append_cell(std::string& line, InputValue const& value) {
  line += std::visit(CellWriter{}, value);
}

}  // namespace ec2plan::pages
