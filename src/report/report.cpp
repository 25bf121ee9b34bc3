#include "report/report.hpp"

#include <algorithm>
#include <limits>

#include "report/csv.hpp"
#include "report/markdown.hpp"
#include "report/text.hpp"

namespace ec2plan {
namespace {

constexpr int narrowest = 60;  // below this a table would be torn

std::string lines_of(std::vector<Row> const& rows) {
  std::string text;
  for (auto const& row : rows)
    text += row.line + "\n";
  return text;
}

std::string text_of(pages::Page const& page, Format format, ReportOptions const& options) {
  if (format == Format::markdown) return pages::markdown(page);
  bool const wide = format == Format::wide;
  return pages::text(
      page, {.columns = wide ? std::numeric_limits<std::size_t>::max() / 2
                             : static_cast<std::size_t>(std::max(options.columns, narrowest)),
             .color = options.color,
             .ascii = options.ascii});
}

}  // namespace

pages::Extent extent_of(Format format, ReportOptions const& options) {
  return {.max_results = options.max_results,
          .wide = format == Format::wide,
          .all = options.all,
          .is_typed = options.max_results_typed,
          .plot = options.plot};
}

Printed printed(Contents&& contents, Format format, ReportOptions const& options) {
  auto const most = static_cast<std::size_t>(options.max_results);
  auto const hidden = options.cuts_documents ? cut(contents, most) : 0;
  Printed printed{.hidden = pages::hidden_text(hidden, hidden + most, "row")};
  if (format == Format::json) {
    printed.text = document(std::move(contents), options.fields);
    return printed;
  }
  auto const all = rows(std::move(contents), options.fields);
  printed.text = format == Format::csv ? pages::csv(all) : lines_of(all);
  return printed;
}

Printed printed(pages::Page const& page, Format format, ReportOptions const& options) {
  Printed printed{.text = text_of(page, format, options)};
  for (auto const& block : page)
    if (auto const* paragraph = std::get_if<pages::Paragraph>(&block);
        paragraph != nullptr && paragraph->tells_hidden)
      printed.hidden = paragraph->text.text;
  return printed;
}

/// The first screen of a recommendation drops plans while it is too long; what it says of those
/// that are left out counts them.
Printed printed(Answer const& answer, Format format, ReportOptions const& options) {
  if (is_document(format)) return printed(std::move(*contents(answer)), format, options);
  auto extent = extent_of(format, options);
  auto text = printed(page_of(answer, extent), format, options);
  bool const is_first_screen = answer.question.kind == Question::Kind::recommend &&
                               format == Format::table && !extent.all && !extent.is_typed &&
                               !extent.plot;
  while (is_first_screen && extent.first_rows > pages::least_first_rows &&
         std::ranges::count(text.text, '\n') > pages::first_lines) {
    --extent.first_rows;
    text = printed(page_of(answer, extent), format, options);
  }
  return text;
}

Printed printed(VersionAnswer const& answer, Format format, ReportOptions const& options) {
  if (format == Format::json || format == Format::jsonl) return {.text = document(answer)};
  return printed(page_of(answer, extent_of(format, options)), format, options);
}

}  // namespace ec2plan
