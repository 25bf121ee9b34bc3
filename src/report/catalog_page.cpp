#include <fmt/format.h>

#include "ec2plan/document/command_line.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/instance_columns.hpp"
#include "report/pages.hpp"
#include "report/parts.hpp"
#include "report/region_prices.hpp"
#include "report/words.hpp"

namespace ec2plan::pages {
namespace {

Text count_of(int count, Style style) {
  return {integer_text(count), count > 0 ? style : Style::plain};
}

void add_prices(Page& page, Survey const& survey) {
  Table table{
      .columns = {texts("prices"), numbers("records"), numbers("types"), numbers("regions"),
                  numbers("confirmed", 1, "confirmed: records that two sources give"),
                  numbers("lapsed", 2, "lapsed: current prices whose list is over, the last seen"),
                  texts("oldest", 0, "oldest, newest: when a price was last seen"), texts("newest"),
                  texts("since", 0, "since: how far back the history goes")}};
  for (auto const& kind : survey.prices)
    add_row(table, purchase_name(kind.purchase), integer_text(kind.records),
            integer_text(kind.types), integer_text(kind.regions), integer_text(kind.confirmed),
            count_of(kind.lapsed, Style::warn), known(kind.oldest), known(kind.newest),
            known(kind.since));
  page.push_back(std::move(table));
}

std::string bases_text(Survey const& survey) {
  std::vector<std::string> texts;
  for (auto const& basis : survey.bases)
    texts.push_back(fmt::format("{} {}", integer_text(basis.count), basis.name));
  return joined(texts);
}

std::string sources_text(SourceSurvey const& kind) {
  if (kind.oldest.empty()) return integer_text(kind.count);
  return fmt::format("{}, dated {} to {}", integer_text(kind.count), kind.oldest, kind.newest);
}

void add_counts(Page& page, Survey const& survey) {
  Table table = pairs();
  add_pair(table, "instance types",
           fmt::format("{} on offer, {} retired", integer_text(survey.types_offered),
                       integer_text(survey.types_retired)));
  add_pair(table, "accelerators",
           fmt::format("{}, of which {} in types on offer", integer_text(survey.accelerators),
                       integer_text(survey.accelerators_offered)));
  add_pair(table, "models",
           fmt::format("{}, of which {} stand for bare counts", integer_text(survey.models),
                       integer_text(survey.models_for_counts)));
  add_pair(table, "assumptions", bases_text(survey));
  for (auto const& kind : survey.sources)
    add_pair(table, kind.kind + " sources", sources_text(kind));
  add_section(page, "Facts", std::move(table));
}

void add_missing(Page& page, Survey const& survey) {
  page.push_back(Heading{"Missing"});
  if (survey.missing.empty()) {
    add_text(page, "Nothing that `ec2plan catalog info` looks for.");
    return;
  }
  Table table{.columns = {texts(), numbers(), texts()}};
  for (auto const& gap : survey.missing)
    add_row(table, Text{gap.text, Style::warn}, integer_text(gap.names.size()), joined(gap.names));
  page.push_back(std::move(table));
}

void add_checks(Page& page, Soundness const& soundness) {
  Table table{.columns = {texts("check"), numbers("looked at"), numbers("broken"),
                          numbers("doubtful"), texts("what is sound")}};
  for (auto const& check : soundness.checks)
    add_row(table, check.name, integer_text(check.looked_at), count_of(check.broken, Style::bad),
            count_of(check.doubtful, Style::warn), check.about);
  page.push_back(std::move(table));
}

void add_ages(Page& page, std::vector<PriceAge> const& ages) {
  if (ages.empty()) return;
  Table table{.columns = {texts("prices"), numbers("current"), numbers("too old"),
                          numbers("lapsed", 1, "lapsed: of a list that is over, the last seen"),
                          texts("oldest"), numbers("days")}};
  for (auto const& age : ages)
    add_row(table, purchase_name(age.purchase), integer_text(age.prices),
            count_of(age.older, Style::bad), count_of(age.lapsed, Style::warn), age.as_of,
            integer_text(age.days));
  add_section(page, "Ages", std::move(table));
}

void add_findings(Page& page, CatalogVerifyAnswer const& answer, Severity severity,
                  std::string const& heading, Extent const& extent) {
  Style const style = severity == Severity::broken ? Style::bad : Style::warn;
  Table table{.columns = {texts("check"), texts("finding"), texts("expected")}};
  for (Finding const& finding : shown_rows(answer.soundness.findings, extent)) {
    if (finding.severity != severity) continue;
    add_row(table, Text{finding.check, style}, finding.where + ": " + finding.problem,
            finding.expected);
  }
  if (table.rows.empty()) return;
  add_section(page, heading, std::move(table));
}

Table instances_table(InstancesAnswer const& answer, Extent const& extent) {
  auto const columns = instance_columns(answer, extent.wide);
  Table table;
  for (auto const& each : columns)
    table.columns.push_back(each.column);
  for (InstanceRow const& row : shown_rows(answer.rows, extent)) {
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

Page page_of(CatalogInfoAnswer const& answer, Extent const&) {
  Page page;
  add_text(page, catalog_text(answer.frame), Style::strong);
  add_text(page, "sha256 " + answer.frame.catalog_sha256, Style::faint);
  add_text(page, sentence_of(answer));
  add_prices(page, answer.survey);
  add_counts(page, answer.survey);
  add_missing(page, answer.survey);
  page.push_back(Command{"Next", "ec2plan catalog verify" + typed_flags(answer.frame)});
  return page;
}

Page page_of(CatalogVerifyAnswer const& answer, Extent const& extent) {
  Page page;
  bool const sound = broken_findings(answer.soundness) == 0;
  add_text(page, sentence_of(answer), sound ? Style::good : Style::bad);
  add_text(page, catalog_text(answer.frame));
  add_checks(page, answer.soundness);
  add_ages(page, answer.ages);
  add_findings(page, answer, Severity::broken, "Broken", extent);
  add_findings(page, answer, Severity::doubtful, "Doubtful", extent);
  add_hidden(page, extent, answer.soundness.findings.size(), "finding");
  return page;
}

Page page_of(VersionAnswer const& answer, Extent const&) {
  Page page;
  add_text(page, "ec2plan " + answer.version);
  add_text(page,
           fmt::format("{}, sha256 {}", catalog_text(answer.frame), answer.frame.catalog_sha256));
  if (!answer.compiler.empty())
    add_text(page, fmt::format("built by {} ({})", answer.compiler, answer.build));
  return page;
}

Page page_of(InstancesAnswer const& answer, Extent const& extent) {
  Page page;
  add_text(page,
           fmt::format("{}; prices in {}; {}", counted(std::ssize(answer.rows), "instance type"),
                       regions_text(answer.price), catalog_text(answer.frame)));
  if (answer.rows.empty()) return page;
  if (is_by_region(answer, extent)) {
    add_region_prices(page, answer);
  } else {
    page.push_back(instances_table(answer, extent));
    add_text(page, narrowed_text(answer, extent), Style::faint);
  }
  add_hidden(page, extent, answer.rows.size(), "type");
  if (!extent.wide) page.push_back(Command{"Next", wide_command(answer)});
  return page;
}

}  // namespace ec2plan::pages
