#include "report/markdown.hpp"

#include <algorithm>
#include <cctype>

#include "report/markup.hpp"
#include "report/text_chart.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t chart_columns = 80;  // that a code block of a review has room for

bool is_of_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

/// Safe in a table and within a paragraph. A word joiner behind the @ of a name keeps a code host
/// from calling whom it names.
std::string escaped(std::string_view text) {
  std::string result;
  for (char const letter : printable(text, false)) {
    bool const calls = letter == '@' && (result.empty() || !is_of_word(result.back()));
    if (std::string_view("\\`*_[]<>|").find(letter) != std::string_view::npos) result += '\\';
    result += letter;
    if (calls) result += "\u2060";
  }
  return result;
}

/// Safe at the start of a line too: no heading, list, rule or indented code.
std::string escaped_line(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  auto const digits = std::min(text.find_first_not_of("0123456789"), text.size());
  bool const marks =
      !text.empty() && std::string_view("#+-=~").find(text[0]) != std::string_view::npos;
  bool const numbers =
      digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
  if (!marks && !numbers) return escaped(text);
  auto const at = marks ? 0 : digits;
  return escaped(text.substr(0, at)) + "\\" + escaped(text.substr(at));
}

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

struct Writer {
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
    out += "### " + escaped(heading.text) + "\n";
  }

  void operator()(Paragraph const& paragraph) {
    gap();
    out += escaped_line(paragraph.text.text) + "\n";
  }

  void operator()(Table const& table) {
    gap();
    std::vector<std::string> titles, rules;
    for (auto const& column : table.columns) {
      titles.push_back(escaped(column.title));
      rules.push_back(column.right ? "---:" : "---");
    }
    out += row_of(titles) + row_of(rules);
    for (auto const& row : table.rows) {
      std::vector<std::string> cells;
      for (auto const& cell : row)
        cells.push_back(escaped(cell.text));
      out += row_of(cells);
    }
    std::string legends;
    for (auto const& column : table.columns)
      if (!column.legend.empty()) legends += (legends.empty() ? "" : "; ") + column.legend;
    if (!legends.empty()) (*this)(Paragraph{{legends}});
  }

  template <typename Chart>
  void add_chart(Chart const& chart) {
    auto const lines = text_chart(chart, {.columns = chart_columns});
    if (lines.empty()) return;
    (*this)(Heading{chart.title});
    add_code(lines);
    if (!chart.description.empty()) (*this)(Paragraph{{chart.description}});
  }

  void operator()(Plot const& plot) { add_chart(plot); }
  void operator()(StackedBars const& bars) { add_chart(bars); }
  void operator()(Tornado const& tornado) { add_chart(tornado); }

  void operator()(Fold const& fold) {
    gap();
    out += fold.opens ? "<details><summary>" + html_escaped(fold.text) + "</summary>\n"
                      : "</details>\n";
  }

  void operator()(Command const& command) {
    gap();
    out += escaped(command.label) + ":\n";
    add_code({printable(command.line, false)});
  }
};

}  // namespace

std::string markdown(Page const& page) {
  Writer writer;
  for (auto const& block : page)
    std::visit(writer, block);
  return std::move(writer.out);
}

}  // namespace ec2plan::pages
