#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/units/text.hpp"
#include "report/instance_columns.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"

namespace ec2plan::pages {
namespace {

std::size_t shown_rows(InstancesAnswer const& answer, Extent const& extent) {
  return std::min(answer.rows.size(), static_cast<std::size_t>(std::max(extent.max_results, 1)));
}

std::vector<InstanceColumn> columns_of(InstancesAnswer const& answer, bool wide) {
  auto columns = fact_columns(answer, wide);
  for (auto&& more : {price_columns(answer, wide), last_columns(answer, wide)})
    columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

Table instances_table(InstancesAnswer const& answer, Extent const& extent) {
  auto const columns = columns_of(answer, extent.wide);
  Table table;
  for (auto const& each : columns)
    table.columns.push_back(each.column);
  for (std::size_t i = 0; i < shown_rows(answer, extent); ++i) {
    InstanceRow const& row = answer.rows[i];
    Style const style = row.type.retired ? Style::faint : Style::plain;
    std::vector<Text> cells;
    for (auto const& each : columns)
      cells.push_back({each.cell(row), style});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// The same question, wide.
std::string wide_command(InstancesAnswer const& answer) {
  std::string line = "ec2plan instances";
  for (auto const& name : answer.names)
    line += " " + shell_word(name);
  return line + typed_flags(answer.frame) + " -o wide";
}

/// What the table leaves out beside whole rows.
std::string narrowed_text(InstancesAnswer const& answer, Extent const& extent) {
  if (extent.wide || answer.rows.empty()) return "";
  if (only_lowest(answer, extent.wide)) return "Every price asked for stands in -o wide.";
  bool const many = answer.price.regions.size() * answer.price.purchases.size() > 2;
  return many ? "Prices that have no room here stand in -o wide." : "";
}

}  // namespace

std::string hidden_text(InstancesAnswer const& answer, Extent const& extent) {
  auto const all = answer.rows.size();
  return hidden_text(all - shown_rows(answer, extent), all, "type");
}

Page page_of(InstancesAnswer const& answer, Extent const& extent) {
  Page page;
  page.push_back(Paragraph{
      {fmt::format("{}; prices in {}; {}", counted(std::ssize(answer.rows), "instance type"),
                   regions_text(answer.price), catalog_text(answer.frame))}});
  if (answer.rows.empty()) return page;
  page.push_back(instances_table(answer, extent));
  if (auto note = narrowed_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  if (auto note = hidden_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  if (!extent.wide) page.push_back(Command{"Next", wide_command(answer)});
  return page;
}

}  // namespace ec2plan::pages
