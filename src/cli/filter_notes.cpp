#include <algorithm>

#include "cli/filters.hpp"
#include "ec2plan/units/text.hpp"

namespace ec2plan::cli {
namespace {

constexpr std::size_t most_names = 4;

std::vector<Filter> without(std::vector<Filter> const& filters, std::size_t left_out) {
  auto others = filters;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
  return others;
}

/// "a, b, c, d and 5 more"
std::string names_of(Rows const& rows) {
  std::vector<std::string> names;
  for (InstanceRow const& row : rows)
    if (names.size() < most_names) names.push_back(row.type.name);
  auto const text = joined(names);
  return rows.size() > most_names
             ? text + " and " + std::to_string(rows.size() - most_names) + " more"
             : text;
}

/// What was there before the filter took the last.
std::string before_text(Rows const& rows, Filter const& filter) {
  auto const near = filter.nearest ? filter.nearest(rows) : "";
  return near.empty() ? "without it there would be " + names_of(rows) : near;
}

/// The filter without which something would be left: one that the user did not ask for, else one
/// that knows what comes near, else the first. As many as there are filters: none.
std::size_t last_straw(Rows const& rows, std::vector<Filter> const& filters) {
  std::size_t found = filters.size();
  for (std::size_t index = filters.size(); index-- > 0;) {
    if (kept_rows(rows, without(filters, index)).empty()) continue;
    if (!filters[index].lifted_by.empty()) return index;
    bool const better =
        found == filters.size() || filters[index].nearest || !filters[found].nearest;
    if (better) found = index;
  }
  return found;
}

std::string none_together(std::vector<Filter> const& filters) {
  std::vector<std::string> asked;
  for (Filter const& filter : filters)
    if (!filter.asked.empty()) asked.push_back(filter.asked);
  return "no type passes all of these, or all but one: " + joined(asked);
}

/// One filter that no type passes, one that the others leave nothing to, or all of them.
std::string nothing_left(Rows const& rows, std::vector<Filter> const& filters) {
  for (std::size_t each = 0; each < filters.size(); ++each) {
    if (!kept_rows(rows, {filters[each]}).empty()) continue;
    auto const left = kept_rows(rows, without(filters, each));
    return "no type passes " + filters[each].asked + ": " +
           before_text(left.empty() ? rows : left, filters[each]);
  }
  auto const index = last_straw(rows, filters);
  if (index == filters.size()) return none_together(filters);
  Filter const& filter = filters[index];
  auto const left = kept_rows(rows, without(filters, index));
  if (!filter.lifted_by.empty())
    return "what passes the filters can no longer be bought: " + filter.lifted_by + " adds " +
           names_of(left);
  return "no type that passes the other filters passes " + filter.asked + ": " +
         before_text(left, filter);
}

}  // namespace

std::vector<std::string> filter_notes(Rows const& rows, std::vector<Filter> const& filters) {
  std::vector<std::string> notes;
  for (std::size_t index = 0; index < filters.size(); ++index) {
    Filter const& filter = filters[index];
    if (!filter.is_unknown) continue;
    auto unknown = kept_rows(rows, without(filters, index));
    std::erase_if(unknown, [&](InstanceRow const& row) {
      return filter.keeps(row) || !filter.is_unknown(row);
    });
    if (unknown.empty()) continue;
    notes.push_back(filter.asked + " leaves out " + counted(std::ssize(unknown), "type") +
                    " of which this is not known: " + names_of(unknown));
  }
  if (!rows.empty() && kept_rows(rows, filters).empty())
    notes.push_back(nothing_left(rows, filters));
  return notes;
}

}  // namespace ec2plan::cli
