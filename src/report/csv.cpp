#include "report/csv.hpp"

#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "report/letters.hpp"

namespace ec2plan::pages {
namespace {

struct CellWriter {
  std::string operator()(std::nullptr_t) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return number_text(value); }
  std::string operator()(std::string const& value) const { return in_csv(value); }
  std::string operator()(std::vector<std::string> const& value) const { return in_csv(value); }
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
    text += (text.empty() ? "" : ",") + in_csv(path);
  if (!text.empty()) text += "\n";
  for (auto const& row : rows)
    text += line_of(row, paths);
  return text;
}

void append_cell(std::string& line, InputValue const& value) {
  line += std::visit(CellWriter{}, value);
}

}  // namespace ec2plan::pages
