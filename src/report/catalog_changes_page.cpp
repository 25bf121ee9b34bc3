#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <span>

#include "ec2plan/document/catalog_answers.hpp"
#include "ec2plan/document/command_line.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/pages.hpp"
#include "report/parts.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

constexpr char last_legend[] = "last: its list was over on that day, and no newer price is known";
constexpr std::size_t longest_open = 10;  // rows of a part that markdown does not fold away

using Changes = std::vector<Change>;
using Shown = std::span<Change const>;

Changes of_kinds(CatalogDiffAnswer const& answer, std::span<ChangeKind const> kinds) {
  Changes found;
  std::ranges::copy_if(
      answer.difference.changes, std::back_inserter(found),
      [&](Change const& change) { return std::ranges::find(kinds, change.kind) != kinds.end(); });
  return found;
}

std::string signed_usd(double usd) {
  return (usd < 0 ? "-$" : "+$") + fixed_text(std::abs(usd), 2);
}

std::string day_text(std::string const& seen, std::string const& lapsed) {
  return lapsed.empty() ? seen : "last " + seen;
}

std::vector<Text> move_cells(Change const& change) {
  double const moved = (*change.price_after - *change.price_before) / (dollar / hour);
  Style const style = moved < 0 ? Style::good : Style::warn;
  return cells(change.instance_type, change.region, purchase_name(*change.purchase),
               hourly(*change.price_before), hourly(*change.price_after),
               Text{signed_usd(moved), style},
               Text{signed_percent_text(*price_change(change)), style},
               day_text(change.date_before, change.lapsed_before),
               day_text(change.date_after, change.lapsed_after));
}

Table moves_table(Shown changes) {
  Table table{.columns = {texts("instance type"), texts("region"), texts("purchase"),
                          numbers("before $/h"), numbers("after $/h"), numbers("change"),
                          numbers("%"), texts("seen before", 2, last_legend),
                          texts("seen after", 1)}};
  for (auto const& change : changes)
    table.rows.push_back(move_cells(change));
  return table;
}

std::string type_words(Change const& change) {
  if (change.kind == ChangeKind::type_removed) return "no longer listed";
  if (change.kind == ChangeKind::type_retired) return "retired since " + change.after;
  return change.after.empty() ? "new" : "new, announced " + change.after;
}

Table types_table(Shown changes) {
  Table table{.columns = {texts("instance type"), texts("change")}};
  for (auto const& change : changes)
    add_row(table, change.instance_type, type_words(change));
  return table;
}

Table facts_table(Shown changes) {
  Table table{.columns = {texts("record"), texts("field"), texts("before"), texts("after")}};
  for (auto const& change : changes)
    add_row(table, change.record, change.field, known(change.before), known(change.after));
  return table;
}

Table records_table(Shown changes) {
  Table table{.columns = {texts("record"), texts("change")}};
  for (auto const& change : changes)
    add_row(table, change.record, change.kind == ChangeKind::record_added ? "added" : "removed");
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
  Table table{.columns = {texts("instance type"), texts("now in"), texts("no longer in")}};
  for (auto const& [type, places] : types)
    add_row(table, type, known(joined(places.added)), known(joined(places.removed)));
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
  Table table{.columns = {texts("purchase"), numbers("added"), numbers("removed"), numbers("types"),
                          numbers("regions")}};
  for (auto const& [purchase, group] : groups)
    add_row(table, purchase_name(purchase), integer_text(group.added), integer_text(group.removed),
            integer_text(group.types.size()), integer_text(group.regions.size()));
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
  Table (*table)(Shown changes);
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
    auto table = part.table(shown_rows(changes, extent));
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

std::string hidden_rows(CatalogDiffAnswer const& answer, Extent const& extent) {
  std::size_t hidden = 0, all = 0;
  for (auto const& part : parts) {
    auto const rows = of_kinds(answer, part.kinds).size();
    hidden += rows - extent.rows(rows);
    all += rows;
  }
  return hidden_text(hidden, all, "change");
}

using LineOutcome = ImportLine::Outcome;
using Lines = std::vector<ImportLine const*>;

Lines lines_with(Import const& import, std::initializer_list<LineOutcome> outcomes) {
  Lines lines;
  for (auto const& line : import.lines)
    if (std::ranges::find(outcomes, line.outcome) != outcomes.end()) lines.push_back(&line);
  return lines;
}

template <typename Cells>
void add_table(Page& page, std::string title, Table table, Lines const& lines, Extent const& extent,
               Cells cells_of) {
  if (lines.empty()) return;
  for (auto const* line : shown_rows(lines, extent))
    table.rows.push_back(cells_of(*line));
  page.push_back(Heading{std::move(title)});
  page.push_back(table);
  auto note = hidden_text(lines.size() - table.rows.size(), lines.size(), "row");
  if (!note.empty()) add_text(page, std::move(note), Style::faint);
}

void add_new_facts(Page& page, Import const& import, Extent const& extent) {
  add_table(page, "New facts",
            {.columns = {texts(), texts("of"), texts("fact"), texts("was"), texts("is")}},
            lines_with(import, {LineOutcome::added, LineOutcome::changed}), extent,
            [](ImportLine const& line) -> std::vector<Text> {
              bool const added = line.outcome == LineOutcome::added;
              return cells(
                  Text{std::string(outcome_name(line.outcome)), added ? Style::good : Style::warn},
                  line.subject, line.field, faint(line.before), strong(line.after));
            });
}

void add_skipped(Page& page, Import const& import, Extent const& extent) {
  add_table(page, "Skipped", {.columns = {numbers("count"), texts("why"), texts("for example")}},
            lines_with(import, {LineOutcome::skipped}), extent,
            [](ImportLine const& line) -> std::vector<Text> {
              return cells(integer_text(line.count), line.reason, faint(line.subject));
            });
}

void add_asked(Page& page, Import const& import, Extent const& extent) {
  auto const lines = lines_with(import, {LineOutcome::asked});
  add_table(page, "AWS does not say, and a plan needs",
            {.columns = {texts("fact"), texts("what it is")}}, lines, extent,
            [](ImportLine const& line) -> std::vector<Text> {
              return {{line.subject, Style::strong}, {line.reason}};
            });
  if (!lines.empty())
    add_text(page,
             "Give them in a file with --catalog: data/README.md tells how. Until "
             "then a plan rejects the type and names what is missing.");
}

}  // namespace

Page page_of(CatalogDiffAnswer const& answer, Extent const& extent) {
  Page page;
  add_text(page, sentence_of(answer), Style::strong);
  add_text(page, fmt::format("{}; {}", side_text(answer.before), side_text(answer.after)),
           Style::faint);
  add_listed(page, answer, extent);
  add_grouped(page, answer);
  add_hidden(page, hidden_rows(answer, extent));
  return page;
}

Page page_of(ImportAnswer const& answer, Extent const& extent) {
  auto const& import = answer.import;
  Page page;
  add_text(page, import_sentence(import), Style::strong);
  add_text(page, fmt::format("{} of {} from {}, beside {}", import_kind_name(import.kind),
                             import.as_of, joined(answer.files), catalog_text(answer.frame)));
  add_new_facts(page, import, extent);
  add_skipped(page, import, extent);
  add_asked(page, import, extent);
  if (!answer.into.empty())
    page.push_back(Command{"Next", "ec2plan catalog verify --catalog " + shell_word(answer.into)});
  return page;
}

}  // namespace ec2plan::pages
