#pragma once

#include <string>
#include <variant>
#include <vector>

/// What a page holds, before it becomes text or markdown. Texts are UTF-8 and may hold anything:
/// who prints them escapes.
namespace ec2plan::pages {

enum class Style { plain, strong, good, bad, warn, faint };

struct Text {
  std::string text{};
  Style style = Style::plain;
};

struct Column {
  std::string title{};
  bool right = false;    // numbers
  int dropped = 0;       // when the page is too narrow: 1 goes first; 0 never goes
  std::string legend{};  // a line under the table, while the column is shown
};

/// A table without any title has no header line: labels and values.
struct Table {
  std::vector<Column> columns{};
  std::vector<std::vector<Text>> rows{};
};

struct Heading {
  std::string text{};
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

using Block = std::variant<Heading, Paragraph, Table, Command>;
using Page = std::vector<Block>;

/// Adds "label  value" to a table of labels, unless the value is empty.
void add_pair(Table& table, std::string label, std::string value, Style style = Style::plain);

/// A table of labels and values.
Table pairs();

}  // namespace ec2plan::pages
