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
  if (format == Format::json) return {.text = document(std::move(contents), options.fields)};
  auto const all = rows(std::move(contents), options.fields);
  return {.text = format == Format::csv ? pages::csv(all) : lines_of(all)};
}

Printed printed(pages::Page const& page, Format format, ReportOptions const& options) {
  Printed printed{.text = text_of(page, format, options)};
  for (auto const& block : page)
    if (auto const* paragraph = std::get_if<pages::Paragraph>(&block);
        paragraph != nullptr && paragraph->tells_hidden)
      printed.hidden = paragraph->text.text;
  return printed;
}

Printed printed(VersionAnswer const& answer, Format format, ReportOptions const& options) {
  if (format == Format::json || format == Format::jsonl) return {.text = document(answer)};
  return printed(page_of(answer, extent_of(format, options)), format, options);
}

}  // namespace ec2plan
