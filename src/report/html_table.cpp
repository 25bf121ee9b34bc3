#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "report/html_parts.hpp"

namespace ec2plan::pages {
namespace {

std::string cell_classes(Column const& column, Style style) {
  std::string classes = column.right ? "n" : column.roomy ? "roomy" : "";
  std::string const told = class_of(style);
  if (!classes.empty() && !told.empty()) classes += ' ';
  return classes + told;
}

Attribute optional_class(std::string classes) {
  return classes.empty() ? Attribute{} : Attribute{"class", std::move(classes)};
}

bool titled(Table const& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](Column const& column) { return !column.title.empty(); });
}

void add_titles(Markup& markup, Table const& table) {
  markup.open("thead");
  markup.open("tr");
  for (auto const& column : table.columns) {
    auto const side = optional_class(cell_classes(column, Style::plain));
    if (column.title.empty()) markup.element("td", {side}, "");
    if (!column.title.empty()) markup.element("th", {{"scope", "col"}, side}, column.title);
  }
  markup.close("tr");
  markup.close("thead");
}

void add_row(Markup& markup, Table const& table, std::vector<Text> const& row, bool labels) {
  markup.open("tr");
  for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i) {
    auto const& cell = row[i];
    bool const header = labels && i == 0 && !cell.text.empty();
    Attributes attributes{optional_class(cell_classes(table.columns[i], cell.style))};
    if (header) attributes.push_back({"scope", "row"});
    if (cell.sort_key) attributes.push_back({"data-key", number_text(*cell.sort_key)});
    markup.element(header ? "th" : "td", attributes, cell.text);
  }
  markup.close("tr");
  markup.line();
}

std::string legends_of(Table const& table) {
  std::string all;
  for (auto const& column : table.columns)
    if (!column.legend.empty()) all += (all.empty() ? "" : "; ") + column.legend;
  return all;
}

}  // namespace

std::string class_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::strong:
      return "strong";
    case Style::good:
      return "good";
    case Style::bad:
      return "bad";
    case Style::warn:
      return "warn";
    case Style::faint:
      return "faint";
  }
  return "";
}

void add_table(Markup& markup, Table const& table, std::string const& name,
               std::string const& region) {
  if (table.rows.empty()) return;
  bool const labels = !titled(table);
  markup.open("div",
              {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", region}});
  markup.open("table", {{"class", labels ? "pairs" : "rows"}, {"aria-label", name}});
  markup.line();
  if (!labels) add_titles(markup, table);
  markup.open("tbody");
  markup.line();
  for (auto const& row : table.rows)
    add_row(markup, table, row, labels);
  markup.close("tbody");
  markup.close("table");
  markup.close("div");
  markup.line();
  if (auto const legends = legends_of(table); !legends.empty())
    markup.element("p", {{"class", "legend"}}, legends);
}

}  // namespace ec2plan::pages
