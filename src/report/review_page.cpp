#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/compared.hpp"
#include "report/pages.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

/// "head: plan.json again"
std::string side_name(char const* which, CompareSide const& side, bool named) {
  if (side.refreshed && named) return fmt::format("{}: asked again", which);
  auto const name = side.file.substr(side.file.find_last_of("/\\") + 1);
  return fmt::format("{}: {}{}", which, name, side.refreshed ? " again" : "");
}

std::vector<Text> side_row(std::string name, CompareSide const& side) {
  return cells(std::move(name), long_offer(side.plan), usd_range(side.plan),
               time_range(side.plan.duration));
}

void add_sides(Page& page, CompareAnswer const& answer) {
  auto const &base = answer.base, &head = answer.head;
  Table table{.columns = {texts(), texts("plan"), numbers("cost"), numbers("time")}};
  table.rows.push_back(side_row(side_name("base", base, false), base));
  table.rows.push_back(side_row(side_name("head", head, base.file == head.file), head));
  page.push_back(std::move(table));
}

/// What the switch to another offer hides: how the one that was agreed on did.
void add_same_offer(Page& page, CompareAnswer const& answer) {
  auto const& offer = answer.same_offer;
  if (!offer) return;
  std::string const rank = offer->plan ? fmt::format(", rank {} there", offer->plan->rank) : "";
  add_text(page, fmt::format("The base's offer in the head{}: {}", rank, offer->sentence));
}

Style style_of(Gate const& gate) {
  if (!gate.broken) return Style::good;
  return gate.limit.tier == GateTier::fail ? Style::bad : Style::warn;
}

void add_gates(Page& page, CompareAnswer const& answer) {
  for (auto const& gate : answer.gates) {
    char const* const state = !gate.broken                        ? "gate kept"
                              : gate.limit.tier == GateTier::fail ? "gate broken"
                                                                  : "warning";
    add_text(page, fmt::format("{}: {}", state, gate_text(gate)), style_of(gate));
  }
}

void add_misses(Page& page, CompareAnswer const& answer) {
  auto const& head = answer.head.plan;
  if (head.meets_deadline == false)
    add_text(page, "The head does not keep its deadline.", Style::bad);
  if (head.meets_budget == false) add_text(page, "The head does not keep its budget.", Style::bad);
}

std::vector<Text> factor_cells(CompareAnswer const& answer, ComparedRow const& row) {
  auto const share = cost_share(answer, row);
  bool const cancels = row.name == "instances";
  return cells(label_of(row), value_text(row.base, row.unit), value_text(row.head, row.unit),
               change_text(row), relative_text(row), cancels ? "cancels" : signed_dollars(row.cost),
               share && *share != 0 ? percent_text(*share) : no_figure);
}

std::vector<Text> total_cells(CompareAnswer const& answer) {
  ComparedRow row{.name = "cost", .unit = "USD"};
  row.base = answer.base.plan.cost->likely / dollar;
  row.head = answer.head.plan.cost->likely / dollar;
  row.cost = cost_change(answer);
  auto cells = factor_cells(answer, row);
  for (auto& cell : cells)
    cell.style = Style::strong;
  return cells;
}

/// "moved by: efficiency (layout, instances), price (discount)"
void add_causes(Page& page, CompareAnswer const& answer) {
  std::vector<std::string> parts;
  for (auto const& row : answer.factors) {
    auto causes = row.causes;
    auto const word = factor_word(row.name);
    std::erase(causes, word);
    if (!causes.empty()) parts.push_back(fmt::format("{} ({})", word, joined(causes)));
  }
  if (!parts.empty()) add_text(page, "moved by: " + joined(parts));
}

/// "unchanged: tokens, evaluation"
void add_unchanged(Page& page, CompareAnswer const& answer) {
  std::vector<std::string> names;
  for (auto const& row : answer.factors)
    if (!is_changed(row)) names.push_back(factor_word(row.name));
  if (!names.empty()) add_text(page, "unchanged: " + joined(names), Style::faint);
}

void add_factors(Page& page, CompareAnswer const& answer, Extent const& extent) {
  Table table{.columns = {texts("factor"), numbers("base"), numbers("head"), numbers("change", 1),
                          numbers("in %"), numbers("cost"), numbers("share")}};
  for (auto const& row : answer.factors)
    if (is_changed(row) || extent.wide) table.rows.push_back(factor_cells(answer, row));
  if (table.rows.empty()) return;
  if (cost_change(answer)) table.rows.push_back(total_cells(answer));
  add_section(page, "What the change comes from", std::move(table));
  add_causes(page, answer);
  if (!extent.wide) add_unchanged(page, answer);
}

void add_folded(Page& page, std::string heading, Table table) {
  if (table.rows.empty()) return;
  page.push_back(Fold{fmt::format("{} ({})", heading, integer_text(table.rows.size()))});
  page.push_back(std::move(table));
  page.push_back(Fold{.opens = false});
}

void add_changes(Page& page, CompareAnswer const& answer, Extent const& extent) {
  auto lines = change_lines(answer);
  lines.resize(extent.rows(lines.size()));
  auto table = changes_table();
  table.rows = std::move(lines);
  add_folded(page, "What else changed", std::move(table));
}

void add_steps(Page& page, CompareAnswer const& answer) {
  Table table = changes_table();
  table.columns.push_back(numbers("cost"));
  for (auto const& row : answer.steps) {
    if (!is_changed(row)) continue;
    table.rows.push_back(change_cells(row));
    table.rows.back().push_back({signed_dollars(row.cost)});
  }
  add_folded(page, "Parts of the step", std::move(table));
}

std::vector<ComparedRow> moved_assumptions(CompareAnswer const& answer) {
  std::vector<ComparedRow> moved;
  for (auto const& row : answer.assumptions)
    if (change_of(row)) moved.push_back(row);
  return moved;
}

/// Where the plans are of two types or two kinds of software.
void add_one_sided(Page& page, CompareAnswer const& answer) {
  auto const lacks = [&](InputValue ComparedRow::*side) {
    return std::ranges::count_if(answer.assumptions, [&](ComparedRow const& row) {
      return std::holds_alternative<std::nullptr_t>(row.*side);
    });
  };
  auto const of_base = lacks(&ComparedRow::head), of_head = lacks(&ComparedRow::base);
  if (of_base + of_head == 0) return;
  add_text(page,
           fmt::format("assumptions that one side alone rests on: {} of the base, "
                       "{} of the head (see -o csv)",
                       integer_text(of_base), integer_text(of_head)),
           Style::faint);
}

void add_assumptions(Page& page, CompareAnswer const& answer, Extent const& extent) {
  Table table = changes_table();
  table.columns.push_back(texts("unit"));
  auto const moved = moved_assumptions(answer);
  for (auto const& row : shown_rows(moved, extent)) {
    table.rows.push_back(change_cells(row));
    table.rows.back().push_back({row.unit});
  }
  add_folded(page, "Assumptions that changed", std::move(table));
  if (extent.wide) add_one_sided(page, answer);
}

std::string hidden_changes(CompareAnswer const& answer, Extent const& extent) {
  auto const changes = change_lines(answer).size(), moved = moved_assumptions(answer).size();
  auto const shown = extent.rows(changes) + extent.rows(moved);
  return hidden_text(changes + moved - shown, changes + moved, "change");
}

/// Where the plan is the same in all that is shown.
void add_silent(Page& page, CompareAnswer const& answer) {
  bool const told = std::ranges::any_of(answer.factors, is_changed) ||
                    !change_lines(answer).empty() || !answer.assumptions.empty();
  if (told || !differs(answer)) return;
  std::vector<std::string> names;
  for (auto const& row : answer.changes)
    names.push_back(label_of(row));
  add_text(page, "The plan is the same; what differs: " + joined(names));
}

struct Verdict {
  std::string word;
  Style style;
};

Verdict verdict_of(CheckedRule const& checked) {
  if (checked.kept) return {"kept", Style::good};
  if (checked.rule.tier == GateTier::warn) return {"warned", Style::warn};
  return {"broken", Style::bad};
}

Style style_of(CheckAnswer const& answer) {
  if (broken_rules(answer, GateTier::fail) > 0) return Style::bad;
  return broken_rules(answer, GateTier::warn) > 0 ? Style::warn : Style::good;
}

/// What is broken first: a reader of a pull request looks no further.
void add_rules(Table& table, CheckAnswer const& answer, bool kept) {
  for (auto const& checked : answer.rules) {
    if (checked.kept != kept) continue;
    auto const verdict = verdict_of(checked);
    add_row(table, Text{verdict.word, verdict.style}, rule_name(checked.rule.kind),
            faint(tier_name(checked.rule.tier)), checked.text);
  }
}

}  // namespace

Page page_of(CompareAnswer const& answer, Extent const& extent) {
  Page page;
  page.push_back(Heading{headline(answer)});
  if (auto const why = reasons(answer); !why.empty()) add_text(page, "The change: " + why);
  add_gates(page, answer);
  add_misses(page, answer);
  add_sides(page, answer);
  add_same_offer(page, answer);
  add_silent(page, answer);
  add_factors(page, answer, extent);
  add_steps(page, answer);
  add_changes(page, answer, extent);
  add_assumptions(page, answer, extent);
  add_hidden(page, hidden_changes(answer, extent));
  return page;
}

Page page_of(CheckAnswer const& answer, Extent const&) {
  Page page;
  page.push_back(Heading{"Policy " + sentence_of(answer)});
  add_text(page,
           fmt::format("{}: {}, {}, {}", answer.file, long_offer(answer.plan),
                       time_range(answer.plan.duration), usd_range(answer.plan)),
           style_of(answer));
  Table table{.columns = {texts(), texts("rule"), texts("tier"), texts("figures")}};
  add_rules(table, answer, false);
  add_rules(table, answer, true);
  page.push_back(std::move(table));
  return page;
}

}  // namespace ec2plan::pages
