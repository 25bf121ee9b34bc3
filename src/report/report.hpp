#pragma once

#include <utility>

#include "report/format.hpp"
#include "report/junit.hpp"
#include "report/pages.hpp"

/// How an answer becomes what stdout gets.
namespace ec2plan {

/// What stdout gets, whole, and what stderr says of it.
struct Printed {
  std::string text{};
  std::string hidden{};  // "21 of 41 plans are not shown: -o wide --max-results 41 shows all", as
                         // the page says too; empty where all are
};

Printed printed(Contents&& contents, Format format, ReportOptions const& options);
Printed printed(pages::Page const& page, Format format, ReportOptions const& options);
pages::Extent extent_of(Format format, ReportOptions const& options);

/// An answer in any format: its document, its rows, or its page; the last is made only when it is
/// asked for. Throws: InputError at --fields for a field that no row has.
template <typename AnyAnswer>
Printed printed(AnyAnswer const& answer, Format format, ReportOptions const& options = {}) {
  if constexpr (std::is_same_v<AnyAnswer, CheckAnswer>)
    if (format == Format::junit) return {.text = pages::junit(answer)};
  if (is_document(format)) return printed(std::move(*contents(answer)), format, options);
  return printed(page_of(answer, extent_of(format, options)), format, options);
}

/// Its first screen has no more lines than a terminal shows.
Printed printed(Answer const& answer, Format format, ReportOptions const& options = {});

/// It has no rows: jsonl is the document, csv the page's text.
Printed printed(VersionAnswer const& answer, Format format, ReportOptions const& options = {});

}  // namespace ec2plan
