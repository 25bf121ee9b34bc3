#include "report/page.hpp"

#include <fmt/format.h>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::pages {

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

}  // namespace ec2plan::pages
