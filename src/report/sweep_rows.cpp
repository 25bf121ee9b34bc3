#include "report/sweep_rows.hpp"

#include "document/sweep_json.hpp"
#include "report/csv.hpp"

namespace ec2plan::pages {
namespace {

/// The object as an element of a list that a document holds at its top level.
std::string element(documents::Json const& object) {
  std::string text = documents::written(object);
  text.pop_back();  // its newline
  std::string indented;
  for (char const letter : text) {
    indented += letter;
    if (letter == '\n') indented += "    ";
  }
  return indented;
}

}  // namespace

SweepRows::SweepRows(SweepAnswer const& answer, Format format,
                     std::vector<std::string> const& fields)
    : answer_(answer), format_(format), columns_(answer.axes, fields) {}

std::string SweepRows::before() const {
  if (format_ == Format::json) return documents::sweep_document(answer_).before;
  std::string header;
  if (format_ != Format::csv) return header;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) header += ',';
    append_cell(header, columns_.path(i));
  }
  return header + "\n";
}

std::string SweepRows::after() const {
  if (format_ != Format::json) return {};
  return (answer_.count > 0 ? "\n  " : "") + documents::sweep_document(answer_).after;
}

void SweepRows::append(SweepRow const& row, std::string& text) const {
  if (format_ == Format::csv) return append_csv(row, text);
  auto const object = columns_.object(row);
  if (format_ == Format::jsonl)
    text += documents::written_on_a_line(object) + "\n";
  else
    text += (row.point == answer_.first ? "\n    " : ",\n    ") + element(object);
}

void SweepRows::append_csv(SweepRow const& row, std::string& text) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) text += ',';
    auto const value = columns_.value(i, row);
    auto const* real = std::get_if<double>(&value);
    append_cell(text, real != nullptr ? documents::rounded(*real) : value);
  }
  text += '\n';
}

}  // namespace ec2plan::pages
