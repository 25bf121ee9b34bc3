#pragma once

#include <optional>
#include <string>
#include <string_view>
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

/// How much of an answer its page shows.
struct Extent {
  int max_results = 20;
  bool wide = false;  // all columns, and of a recommendation plans off the front too
  int columns = 100;  // for figures, which nothing can wrap
  bool plot = false;  // with charts
};

/// Adds "label  value" to a table of labels, unless the value is empty.
void add_pair(Table& table, std::string label, std::string value, Style style = Style::plain);

/// "3 of 23 types are not shown: --max-results 23 shows all"; empty where none is hidden. `flags`
/// are those needed besides, each with a space behind it.
std::string hidden_text(std::size_t hidden, std::size_t all, std::string_view noun,
                        std::string_view flags = {});

/// A table of labels and values.
Table pairs();

}  // namespace ec2plan::pages
