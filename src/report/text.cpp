#include "report/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "ec2plan/units/error.hpp"
#include "report/letters.hpp"
#include "report/text_chart.hpp"

namespace ec2plan::pages {
namespace {

/// Of each Style, in its order.
constexpr std::array<char const*, 6> codes{"", "1", "32", "31", "33", "2"};

constexpr std::size_t gap = 2;              // spaces between columns
constexpr std::size_t longest_cell = 1000;  // more is no table: lines times width would be too much
constexpr std::size_t longest_kept = 40;    // word of the last column: an address may stand out

using Widths = std::vector<std::size_t>;

/// The table as it will be printed: every text safe and in the terminal's letters.
Table prepared(Table table, bool ascii) {
  for (auto& column : table.columns) {
    column.title = printable(column.title, ascii);
    column.legend = printable(column.legend, ascii);
  }
  for (auto& row : table.rows)
    for (auto& cell : row)
      cell.text = printable(shown_text(cell.text, longest_cell), ascii);
  return table;
}

Widths widths_of(Table const& table) {
  Widths widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t most = width(table.columns[i].title);
    for (auto const& row : table.rows)
      most = std::max(most, width(row[i].text));
    widths.push_back(most);
  }
  return widths;
}

std::size_t total(Widths const& widths) {
  auto const gaps = std::max<std::size_t>(widths.size(), 1) - 1;
  return std::accumulate(widths.begin(), widths.end(), std::size_t{0}) + gap * gaps;
}

void drop(Table& table, std::size_t index) {
  auto const at = static_cast<std::ptrdiff_t>(index);
  table.columns.erase(table.columns.begin() + at);
  for (auto& row : table.rows)
    row.erase(row.begin() + at);
}

/// Drops columns, in their order, until the rest is narrow enough.
void narrow(Table& table, std::size_t columns) {
  while (total(widths_of(table)) > columns) {
    std::size_t next = table.columns.size();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      int const order = table.columns[i].dropped;
      if (order > 0 && (next == table.columns.size() || order < table.columns[next].dropped))
        next = i;
    }
    if (next == table.columns.size()) return;
    drop(table, next);
  }
}

std::string padded(std::string const& text, std::size_t columns, bool right) {
  std::string const spaces(columns - std::min(columns, width(text)), ' ');
  return right ? spaces + text : text + spaces;
}

std::string line_of(Table const& table, Widths const& widths, std::vector<Text> const& row,
                    bool color) {
  std::string line, spaces;
  for (std::size_t i = 0; i < row.size(); ++i) {
    std::string const cell = padded(row[i].text, widths[i], table.columns[i].right);
    auto const first = std::min(cell.find_first_not_of(' '), cell.size());
    auto const last = std::min(cell.find_last_not_of(' ') + 1, cell.size());
    std::string const body = cell.substr(first, last - first);
    spaces += cell.substr(0, first);
    if (!body.empty()) line += spaces + (color ? colored(body, row[i].style) : body);
    spaces = (body.empty() ? spaces : std::string{}) + cell.substr(std::max(first, last)) +
             std::string(gap, ' ');
  }
  return line + "\n";
}

/// A row on as many lines as its longest cell needs.
std::string lines_of(Table const& table, Widths const& widths, std::vector<Text> const& row,
                     bool color) {
  std::vector<std::vector<std::string>> cells;
  std::size_t count = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    cells.push_back(wrapped(row[i].text, widths[i]));
    count = std::max(count, cells.back().size());
  }
  std::string lines;
  for (std::size_t line = 0; line < count; ++line) {
    std::vector<Text> part;
    for (std::size_t i = 0; i < row.size(); ++i)
      part.push_back({line < cells[i].size() ? cells[i][line] : std::string{}, row[i].style});
    lines += line_of(table, widths, part, color);
  }
  return lines;
}

std::size_t longest_word(std::string_view text) {
  std::size_t most = 0;
  for (auto const& word : wrapped(text, 0))
    most = std::max(most, width(word));
  return most;
}

/// What stays on one line, first to last: columns of numbers and of roomy texts, of numbers, none.
enum class Kept { roomy, numbers, none };

/// A column that is not kept is as wide as its longest word.
Widths least_widths(Table const& table, Widths const& widths, Kept kept) {
  Widths least = widths;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (kept != Kept::none && table.columns[i].right) continue;
    if (kept == Kept::roomy && table.columns[i].roomy) continue;
    auto const& title = table.columns[i].title;
    least[i] = kept == Kept::none ? longest_word(title) : width(title);
    for (auto const& row : table.rows)
      least[i] = std::max(least[i], longest_word(row[i].text));
  }
  least.back() = std::min(least.back(), longest_kept);
  return least;
}

/// Takes columns from the widest that has some to give, until the table is narrow enough.
void shrink(Widths& widths, Widths const& least, std::size_t columns) {
  while (total(widths) > columns) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (widths[i] > least[i] && (widest == widths.size() || widths[i] >= widths[widest]))
        widest = i;
    if (widest == widths.size()) return;
    --widths[widest];
  }
}

std::string header(Table const& table, Widths const& widths, bool color) {
  std::vector<Text> titles;
  bool any = false;
  for (auto const& column : table.columns) {
    titles.push_back({column.title, Style::strong});
    any = any || !column.title.empty();
  }
  return any ? lines_of(table, widths, titles, color) : std::string{};
}

std::string table_legend(Table const& table, TextOptions const& options) {
  auto const all = legends(table);
  std::string text;
  if (all.empty()) return text;
  for (auto& line : wrapped(all, options.columns))
    text += (options.color ? colored(std::move(line), Style::faint) : line) + "\n";
  return text;
}

/// Aligned columns. Where the table is too wide, columns that may go are dropped, then texts are
/// wrapped in their columns.
std::string text_table(Table const& original, TextOptions const& options) {
  if (original.columns.empty()) return {};
  Table table = prepared(original, options.ascii);
  narrow(table, options.columns);
  Widths widths = widths_of(table);
  for (auto const kept : {Kept::roomy, Kept::numbers, Kept::none})
    shrink(widths, least_widths(table, widths, kept), options.columns);
  std::string text = header(table, widths, options.color);
  for (auto const& row : table.rows)
    text += lines_of(table, widths, row, options.color);
  return text + table_legend(table, options);
}

struct TextWriter {
  TextOptions const& options;
  std::string out{};

  std::string styled(std::string text, Style style) const {
    return options.color ? colored(std::move(text), style) : text;
  }

  void gap() {
    if (!out.empty()) out += "\n";
  }

  void operator()(Heading const& heading) {
    gap();
    out += styled(printable(heading.text, options.ascii), Style::strong) + "\n";
  }

  void operator()(Paragraph const& paragraph) {
    for (auto& line : wrapped(printable(paragraph.text.text, options.ascii), options.columns))
      out += styled(std::move(line), paragraph.text.style) + "\n";
  }

  void operator()(Table const& table) { out += text_table(table, options); }

  void operator()(Fold const& fold) {
    if (fold.opens) (*this)(Heading{fold.text});
  }

  template <typename Chart>
  void operator()(Chart const& chart) {
    auto const lines = text_chart(chart, options);
    if (lines.empty()) return;
    gap();
    (*this)(Paragraph{{chart.title, Style::strong}});
    for (auto const& line : lines)
      out += line + "\n";
    if (!chart.description.empty()) (*this)(Paragraph{{chart.description, Style::faint}});
  }

  /// Broken before a flag where it is too long, so that a shell still reads one command.
  void operator()(Command const& command) {
    gap();
    std::string line = printable(command.label, options.ascii) + ":", all;
    std::string_view rest = command.line;
    while (!rest.empty()) {
      auto const end = std::min(rest.find(" --", 1), rest.size());
      std::string const word = printable(rest.substr(0, end), options.ascii);
      rest.remove_prefix(end);
      if (!all.empty() && width(line) + width(word) + 2 > options.columns) {
        out += line + " \\\n";
        line = "  ";
      }
      line += (all.empty() ? " " : "") + word;
      all += word;
    }
    out += line + "\n";
  }
};

}  // namespace

std::string colored(std::string text, Style style) {
  if (text.empty() || style == Style::plain) return text;
  return std::string("\x1b[") + codes[static_cast<std::size_t>(style)] + "m" + text + "\x1b[0m";
}

std::string text(Page const& page, TextOptions const& options) {
  TextWriter writer{.options = options};
  for (auto const& block : page)
    std::visit(writer, block);
  return std::move(writer.out);
}

}  // namespace ec2plan::pages
