#include "report/markdown.hpp"

#include "report/letters.hpp"
#include "report/text_chart.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t chart_columns = 80;  // that a code block of a review has room for

std::string row_of(std::vector<std::string> const& cells) {
  std::string line = "|";
  for (auto const& cell : cells)
    line += " " + cell + " |";
  return line + "\n";
}

/// What opens and closes a code block that no line of it can close.
std::string fence_of(std::vector<std::string> const& lines) {
  std::string fence = "```";
  for (auto const& line : lines)
    while (line.find(fence) != std::string::npos)
      fence += '`';
  return fence;
}

struct MarkdownWriter {
  std::string out{};

  void add_code(std::vector<std::string> const& lines) {
    gap();
    auto const fence = fence_of(lines);
    out += fence + "\n";
    for (auto const& line : lines)
      out += line + "\n";
    out += fence + "\n";
  }

  void gap() {
    if (!out.empty()) out += "\n";
  }

  void operator()(Heading const& heading) {
    gap();
    out += "### " + in_markdown(heading.text) + "\n";
  }

  void operator()(Paragraph const& paragraph) {
    gap();
    out += in_markdown_line(paragraph.text.text) + "\n";
  }

  void operator()(Table const& table) {
    gap();
    std::vector<std::string> titles, rules;
    for (auto const& column : table.columns) {
      titles.push_back(in_markdown(column.title));
      rules.push_back(column.right ? "---:" : "---");
    }
    out += row_of(titles) + row_of(rules);
    for (auto const& row : table.rows) {
      std::vector<std::string> cells;
      for (auto const& cell : row)
        cells.push_back(in_markdown(cell.text));
      out += row_of(cells);
    }
    if (auto all = legends(table); !all.empty()) (*this)(Paragraph{{std::move(all)}});
  }

  template <typename Chart>
  void operator()(Chart const& chart) {
    auto const lines = text_chart(chart, {.columns = chart_columns});
    if (lines.empty()) return;
    (*this)(Heading{chart.title});
    add_code(lines);
    if (!chart.description.empty()) (*this)(Paragraph{{chart.description}});
  }

  void operator()(Fold const& fold) {
    gap();
    out += fold.opens ? "<details><summary>" + in_markdown_html(fold.text) + "</summary>\n"
                      : "</details>\n";
  }

  void operator()(Command const& command) {
    gap();
    out += in_markdown(command.label) + ":\n";
    add_code({printable(command.line, false)});
  }
};

}  // namespace

std::string markdown(Page const& page) {
  MarkdownWriter writer;
  for (auto const& block : page)
    std::visit(writer, block);
  return std::move(writer.out);
}

}  // namespace ec2plan::pages
