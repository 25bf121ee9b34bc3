#include "report/page.hpp"

namespace ec2plan::pages {

Table pairs() { return {.columns = {Column{}, Column{}}}; }

void add_pair(Table& table, std::string label, std::string value, Style style) {
  if (value.empty()) return;
  table.rows.push_back({Text{std::move(label), Style::faint}, Text{std::move(value), style}});
}

}  // namespace ec2plan::pages
