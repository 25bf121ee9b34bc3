#include "report/page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::pages {

std::string known(std::string text) { return text.empty() ? no_figure : std::move(text); }

Column texts(std::string title, int dropped, std::string legend) {
  return {.title = std::move(title), .dropped = dropped, .legend = std::move(legend)};
}

Column roomy(std::string title) { return {.title = std::move(title), .roomy = true}; }

Column numbers(std::string title, int dropped, std::string legend) {
  auto column = texts(std::move(title), dropped, std::move(legend));
  column.right = true;
  return column;
}

Text faint(std::string_view text) { return {std::string(text), Style::faint}; }

Text strong(std::string_view text) { return {std::string(text), Style::strong}; }

std::vector<Text> styled(std::vector<Text> row, Style style) {
  for (auto& cell : row)
    cell.style = style;
  return row;
}

void add_text(Page& page, std::string text, Style style) {
  if (!text.empty()) page.push_back(Paragraph{{std::move(text), style}});
}

void add_section(Page& page, std::string heading, Table table, int level) {
  page.push_back(Heading{std::move(heading), level});
  page.push_back(std::move(table));
}

Table pairs() { return {.columns = {Column{}, Column{}}}; }

void add_pair(Table& table, std::string label, std::string value, Style style) {
  if (value.empty()) return;
  table.rows.push_back({Text{std::move(label), Style::faint}, Text{std::move(value), style}});
}

std::string hidden_text(std::size_t hidden, std::size_t all, std::string_view noun,
                        std::string_view flags) {
  if (hidden == 0) return {};
  return fmt::format("{} of {} {} not shown: {}--max-results {} shows all", integer_text(hidden),
                     counted(static_cast<std::int64_t>(all), noun), hidden == 1 ? "is" : "are",
                     flags, all);
}

void add_hidden(Page& page, std::string note) {
  if (!note.empty()) page.push_back(Paragraph{{std::move(note), Style::faint}, true});
}

void add_hidden(Page& page, Extent const& extent, std::size_t all, std::string_view noun) {
  add_hidden(page, hidden_text(all - extent.rows(all), all, noun));
}

std::string legends(Table const& table) {
  std::vector<std::string> all;
  for (auto const& column : table.columns)
    if (!column.legend.empty()) all.push_back(column.legend);
  return joined(all, "; ");
}

std::size_t Extent::rows(std::size_t of) const {
  return std::min(of, static_cast<std::size_t>(std::max(max_results, 1)));
}

}  // namespace ec2plan::pages
