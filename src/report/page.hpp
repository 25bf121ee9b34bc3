#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "report/chart.hpp"

/// What a page holds, before it becomes text or markdown. Texts are UTF-8 and may hold anything:
/// who prints them escapes.
namespace ec2plan::pages {

enum class Style { plain, strong, good, bad, warn, faint };

struct Text {
  std::string text{};
  Style style = Style::plain;
  std::optional<double> sort_key{};  // where a page can sort its tables; else the text is
};

struct Column {
  std::string title{};
  bool right = false;    // numbers
  int dropped = 0;       // when the page is too narrow: 1 goes first; 0 never goes
  std::string legend{};  // under the table, while the column is shown
  bool roomy = false;    // texts that a narrow column would break word by word
};

/// A table without any title has no header line: labels and values.
struct Table {
  std::vector<Column> columns{};
  std::vector<std::vector<Text>> rows{};
};

struct Heading {
  std::string text{};
  int level = 2;  // 1: the page's title; only HTML tells them apart
};

/// Wrapped at the width of the page.
struct Paragraph {
  Text text{};
  bool tells_hidden = false;  // of rows that the page leaves out: stderr tells it too
};

/// A command to type: never wrapped.
struct Command {
  std::string label{};
  std::string line{};
};

/// Begins or ends a part that markdown folds away; elsewhere a heading.
struct Fold {
  std::string text{};
  bool opens = true;
};

using Block = std::variant<Heading, Paragraph, Table, Command, Fold, Plot, StackedBars, Tornado>;
using Page = std::vector<Block>;

/// A first screen has at most so many plans, and fewer, down to the least, where it would be longer
/// than so many lines.
inline constexpr std::size_t most_first_rows = 8, least_first_rows = 2;
inline constexpr std::ptrdiff_t first_lines = 40;

/// How much of an answer its page shows.
struct Extent {
  int max_results = 20;
  bool wide = false;      // all columns, and of a recommendation plans off the front too
  bool all = false;       // every row and every reason, where a page leaves some for a second look
  bool is_typed = false;  // max_results was asked for: a page's own rule of rows gives way
  bool plot = false;      // with charts
  std::size_t first_rows = most_first_rows;  // plans of a first screen

  /// Of so many rows, how many are shown.
  std::size_t rows(std::size_t all) const;
};

/// The rows that are shown.
template <typename Row>
std::span<Row const> shown_rows(std::vector<Row> const& all, Extent const& extent) {
  return std::span(all).first(extent.rows(all.size()));
}

inline constexpr char no_figure[] = "–";  // stands where there is no figure

/// The text, or that dash where it is empty.
std::string known(std::string text);

/// A column of texts, of texts that a narrow column would break word by word, or of numbers.
Column texts(std::string title = {}, int dropped = 0, std::string legend = {});
Column roomy(std::string title);
Column numbers(std::string title = {}, int dropped = 0, std::string legend = {});

/// A row of texts, plain where they are not a Text.
template <typename... Cells>
std::vector<Text> cells(Cells&&... each) {
  auto const text = []<typename Cell>(Cell&& cell) -> Text {
    if constexpr (std::is_same_v<std::remove_cvref_t<Cell>, Text>)
      return std::forward<Cell>(cell);
    else
      return {std::string(std::forward<Cell>(cell))};
  };
  return {text(std::forward<Cells>(each))...};
}

template <typename... Cells>
void add_row(Table& table, Cells&&... each) {
  table.rows.push_back(cells(std::forward<Cells>(each)...));
}

Text faint(std::string_view text);
Text strong(std::string_view text);

/// The same row in one style.
std::vector<Text> styled(std::vector<Text> row, Style style);

/// A paragraph, unless it is empty.
void add_text(Page& page, std::string text, Style style = Style::plain);

/// A table under a heading.
void add_section(Page& page, std::string heading, Table table, int level = 2);

/// Adds "label  value" to a table of labels, unless the value is empty.
void add_pair(Table& table, std::string label, std::string value, Style style = Style::plain);

/// "3 of 23 types are not shown: --max-results 23 shows all"; empty where none is hidden. `flags`
/// are those needed besides, each with a space behind it.
std::string hidden_text(std::size_t hidden, std::size_t all, std::string_view noun,
                        std::string_view flags = {});

/// A faint paragraph of it, unless it is empty.
void add_hidden(Page& page, std::string note);
void add_hidden(Page& page, Extent const& extent, std::size_t all, std::string_view noun);

/// Of the columns that have one: "TFLOP/s: dense, of an accelerator; link: one way".
std::string legends(Table const& table);

/// A table of labels and values.
Table pairs();

}  // namespace ec2plan::pages
