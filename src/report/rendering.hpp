#pragma once

#include "ec2plan/document/document.hpp"
#include "ec2plan/report/report.hpp"
#include "report/csv.hpp"
#include "report/page.hpp"

/// How an answer becomes what stdout gets.
namespace ec2plan::pages {

std::string lines_of(std::vector<Row> const& rows);
std::string printed(Page const& page, Format format, ReportOptions const& options);
Extent extent_of(Format format, ReportOptions const& options);
bool is_document(Format format);

/// A document, its rows, or a page: the last made only when it is asked for. junit is refused
/// before: only `check` has tests.
template <typename Answer, typename Document, typename MakePage>
std::string in_format(Answer const& answer, Format format, ReportOptions const& options,
                      Document whole, MakePage page) {
  switch (format) {
    case Format::json:
      return whole();
    case Format::jsonl:
      return lines_of(rows(answer, options.fields));
    case Format::csv:
      return csv(rows(answer, options.fields));
    case Format::table:
    case Format::wide:
    case Format::markdown:
    case Format::junit:
      break;
  }
  return printed(page(), format, options);
}

}  // namespace ec2plan::pages
