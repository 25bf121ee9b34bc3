#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <span>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/pages.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr std::size_t longest_open = 10;  // rows of a part that markdown does not fold away

using Changes = std::vector<Change>;

std::size_t most_rows(Extent const& extent) {
  return static_cast<std::size_t>(std::max(extent.max_results, 1));
}

Changes of_kinds(CatalogDiffAnswer const& answer, std::span<ChangeKind const> kinds) {
  Changes found;
  std::ranges::copy_if(
      answer.difference.changes, std::back_inserter(found),
      [&](Change const& change) { return std::ranges::find(kinds, change.kind) != kinds.end(); });
  return found;
}

std::string known(std::string const& text) { return text.empty() ? "–" : text; }

std::string signed_usd(double usd) {
  return (usd < 0 ? "-$" : "+$") + fixed_text(std::abs(usd), 2);
}

std::vector<Text> move_cells(Change const& change) {
  double const moved = (*change.price_after - *change.price_before) / (dollar / hour);
  Style const style = moved < 0 ? Style::good : Style::warn;
  return {{change.instance_type},
          {change.region},
          {std::string(purchase_name(*change.purchase))},
          {hourly(*change.price_before)},
          {hourly(*change.price_after)},
          {signed_usd(moved), style},
          {signed_percent_text(*price_change(change)), style},
          {change.date_before},
          {change.date_after}};
}

Table moves_table(Changes const& changes, std::size_t shown) {
  Table table{.columns = {{.title = "instance type"},
                          {.title = "region"},
                          {.title = "purchase"},
                          {.title = "before $/h", .right = true},
                          {.title = "after $/h", .right = true},
                          {.title = "change", .right = true},
                          {.title = "%", .right = true},
                          {.title = "seen before", .dropped = 2},
                          {.title = "seen after", .dropped = 1}}};
  for (std::size_t i = 0; i < shown; ++i)
    table.rows.push_back(move_cells(changes[i]));
  return table;
}

std::string type_words(Change const& change) {
  if (change.kind == ChangeKind::type_removed) return "no longer listed";
  if (change.kind == ChangeKind::type_retired) return "retired since " + change.after;
  return change.after.empty() ? "new" : "new, announced " + change.after;
}

Table types_table(Changes const& changes, std::size_t shown) {
  Table table{.columns = {{.title = "instance type"}, {.title = "change"}}};
  for (std::size_t i = 0; i < shown; ++i)
    table.rows.push_back({{changes[i].instance_type}, {type_words(changes[i])}});
  return table;
}

Table facts_table(Changes const& changes, std::size_t shown) {
  Table table{
      .columns = {
          {.title = "record"}, {.title = "field"}, {.title = "before"}, {.title = "after"}}};
  for (std::size_t i = 0; i < shown; ++i)
    table.rows.push_back({{changes[i].record},
                          {changes[i].field},
                          {known(changes[i].before)},
                          {known(changes[i].after)}});
  return table;
}

Table records_table(Changes const& changes, std::size_t shown) {
  Table table{.columns = {{.title = "record"}, {.title = "change"}}};
  for (std::size_t i = 0; i < shown; ++i)
    table.rows.push_back(
        {{changes[i].record}, {changes[i].kind == ChangeKind::record_added ? "added" : "removed"}});
  return table;
}

/// One row for each type: where it is offered now, and where it no longer is.
Table regions_table(Changes const& changes) {
  struct Places {
    std::vector<std::string> added, removed;
  };
  std::map<std::string, Places> types;
  for (auto const& change : changes) {
    auto& places = types[change.instance_type];
    (change.kind == ChangeKind::region_added ? places.added : places.removed)
        .push_back(change.region);
  }
  Table table{
      .columns = {{.title = "instance type"}, {.title = "now in"}, {.title = "no longer in"}}};
  for (auto const& [type, places] : types)
    table.rows.push_back({{type}, {known(joined(places.added))}, {known(joined(places.removed))}});
  return table;
}

/// One row for each kind of purchase.
Table prices_table(Changes const& changes) {
  struct Group {
    int added = 0, removed = 0;
    std::set<std::string> types{}, regions{};
  };
  std::map<Purchase, Group> groups;
  for (auto const& change : changes) {
    auto& group = groups[*change.purchase];
    ++(change.kind == ChangeKind::price_added ? group.added : group.removed);
    group.types.insert(change.instance_type);
    group.regions.insert(change.region);
  }
  Table table{.columns = {{.title = "purchase"},
                          {.title = "added", .right = true},
                          {.title = "removed", .right = true},
                          {.title = "types", .right = true},
                          {.title = "regions", .right = true}}};
  for (auto const& [purchase, group] : groups)
    table.rows.push_back({{std::string(purchase_name(purchase))},
                          {integer_text(group.added)},
                          {integer_text(group.removed)},
                          {integer_text(group.types.size())},
                          {integer_text(group.regions.size())}});
  return table;
}

/// A part with its heading, folded away where it is long.
void add_part(Page& page, std::string heading, Table table) {
  if (table.rows.empty()) return;
  bool const folds = table.rows.size() > longest_open;
  if (folds)
    page.push_back(Fold{std::move(heading)});
  else
    page.push_back(Heading{std::move(heading)});
  page.push_back(std::move(table));
  if (folds) page.push_back(Fold{.opens = false});
}

std::string side_text(CatalogSide const& side) {
  std::string text = fmt::format("{} is catalog {}", side.operand, side.version);
  if (!side.as_of.empty()) text += fmt::format(" (newest price {})", side.as_of);
  return text;
}

/// A part that has a row for each change; the other kinds are counted in groups.
struct Part {
  char const* heading;  // none: what moved comes first
  std::array<ChangeKind, 3> kinds;
  Table (*table)(Changes const&, std::size_t shown);
};

constexpr Part parts[] = {
    {"", {ChangeKind::price_moved, ChangeKind::price_moved, ChangeKind::price_moved}, moves_table},
    {"Types",
     {ChangeKind::type_added, ChangeKind::type_retired, ChangeKind::type_removed},
     types_table},
    {"Changed facts",
     {ChangeKind::fact_changed, ChangeKind::fact_changed, ChangeKind::fact_changed},
     facts_table},
    {"Other records",
     {ChangeKind::record_added, ChangeKind::record_removed, ChangeKind::record_removed},
     records_table}};

constexpr ChangeKind region_kinds[] = {ChangeKind::region_added, ChangeKind::region_removed};
constexpr ChangeKind price_kinds[] = {ChangeKind::price_added, ChangeKind::price_removed};

void add_listed(Page& page, CatalogDiffAnswer const& answer, Extent const& extent) {
  for (auto const& part : parts) {
    auto const changes = of_kinds(answer, part.kinds);
    auto table = part.table(changes, std::min(changes.size(), most_rows(extent)));
    if (*part.heading == '\0') {
      if (!table.rows.empty()) page.push_back(std::move(table));
      continue;
    }
    add_part(page, fmt::format("{} ({})", part.heading, integer_text(changes.size())),
             std::move(table));
  }
}

void add_grouped(Page& page, CatalogDiffAnswer const& answer) {
  add_part(page, "Where types are offered", regions_table(of_kinds(answer, region_kinds)));
  add_part(page, "Prices that one side alone has", prices_table(of_kinds(answer, price_kinds)));
}

}  // namespace

std::string hidden_text(CatalogDiffAnswer const& answer, Extent const& extent) {
  std::size_t hidden = 0, all = 0;
  for (auto const& part : parts) {
    auto const rows = of_kinds(answer, part.kinds).size();
    hidden += rows - std::min(rows, most_rows(extent));
    all += rows;
  }
  return hidden_text(hidden, all, "change");
}

Page page_of(CatalogDiffAnswer const& answer, Extent const& extent) {
  Page page;
  page.push_back(Paragraph{{sentence_of(answer), Style::strong}});
  page.push_back(Paragraph{
      {fmt::format("{}; {}", side_text(answer.before), side_text(answer.after)), Style::faint}});
  add_listed(page, answer, extent);
  add_grouped(page, answer);
  if (auto note = hidden_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  return page;
}

}  // namespace ec2plan::pages
