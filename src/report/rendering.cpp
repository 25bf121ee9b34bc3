#include "report/rendering.hpp"

#include <algorithm>
#include <limits>

#include "report/markdown.hpp"
#include "report/text.hpp"

namespace ec2plan::pages {
namespace {

constexpr int narrowest = 60;  // below this a table would be torn

}  // namespace

std::string lines_of(std::vector<Row> const& rows) {
  std::string text;
  for (auto const& row : rows)
    text += row.line + "\n";
  return text;
}

std::string printed(Page const& page, Format format, ReportOptions const& options) {
  if (format == Format::markdown) return markdown(page);
  bool const wide = format == Format::wide;
  return text(page,
              {.columns = wide ? std::numeric_limits<std::size_t>::max() / 2
                               : static_cast<std::size_t>(std::max(options.columns, narrowest)),
               .color = options.color,
               .ascii = options.ascii});
}

Extent extent_of(Format format, ReportOptions const& options) {
  return {.max_results = options.max_results,
          .wide = format == Format::wide,
          .columns = std::max(options.columns, narrowest),
          .plot = options.plot};
}

bool is_document(Format format) {
  return format == Format::json || format == Format::jsonl || format == Format::csv;
}

}  // namespace ec2plan::pages
