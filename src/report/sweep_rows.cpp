#include "ec2plan/report/sweep.hpp"
#include "report/csv.hpp"

namespace ec2plan {

SweepRows::SweepRows(SweepAnswer const& answer, Format format,
                     std::vector<std::string> const& fields)
    : answer_(answer), format_(format), columns_(answer.axes, fields) {}

std::string SweepRows::before() const {
  if (format_ == Format::json) return sweep_document(answer_).before;
  std::string header;
  if (format_ != Format::csv) return header;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) header += ',';
    pages::append_cell(header, columns_.path(i));
  }
  return header + "\n";
}

std::string SweepRows::after() const {
  if (format_ != Format::json) return {};
  return (answer_.count > 0 ? "\n  " : "") + sweep_document(answer_).after;
}

void SweepRows::append(SweepRow const& row, std::string& text) const {
  if (format_ == Format::csv) return append_csv(row, text);
  if (format_ == Format::jsonl)
    text += columns_.line(row) + "\n";
  else
    text += (row.point == answer_.first ? "\n    " : ",\n    ") + columns_.element(row);
}

void SweepRows::append_csv(SweepRow const& row, std::string& text) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) text += ',';
    pages::append_cell(text, columns_.value(i, row));
  }
  text += '\n';
}

}  // namespace ec2plan
