#include <algorithm>

#include "ec2plan/units/format.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"

namespace ec2plan::pages {
namespace {

std::size_t shown_findings(CatalogVerifyAnswer const& answer, Extent const& extent) {
  return std::min(answer.soundness.findings.size(),
                  static_cast<std::size_t>(std::max(extent.max_results, 1)));
}

Text count_of(int count, Style style) {
  return {integer_text(count), count > 0 ? style : Style::plain};
}

void add_checks(Page& page, Soundness const& soundness) {
  Table table{.columns = {{.title = "check"},
                          {.title = "looked at", .right = true},
                          {.title = "broken", .right = true},
                          {.title = "doubtful", .right = true},
                          {.title = "what is sound"}}};
  for (auto const& check : soundness.checks)
    table.rows.push_back({{check.name},
                          {integer_text(check.looked_at)},
                          count_of(check.broken, Style::bad),
                          count_of(check.doubtful, Style::warn),
                          {check.about}});
  page.push_back(std::move(table));
}

void add_ages(Page& page, std::vector<PriceAge> const& ages) {
  if (ages.empty()) return;
  Table table{.columns = {{.title = "prices"},
                          {.title = "current", .right = true},
                          {.title = "too old", .right = true},
                          {.title = "oldest"},
                          {.title = "days", .right = true}}};
  for (auto const& age : ages)
    table.rows.push_back({{std::string(purchase_name(age.purchase))},
                          {integer_text(age.prices)},
                          count_of(age.older, Style::bad),
                          {age.as_of},
                          {integer_text(age.days)}});
  page.push_back(Heading{"Ages"});
  page.push_back(std::move(table));
}

void add_findings(Page& page, CatalogVerifyAnswer const& answer, Severity severity,
                  std::string const& heading, Extent const& extent) {
  Style const style = severity == Severity::broken ? Style::bad : Style::warn;
  Table table{.columns = {{.title = "check"}, {.title = "finding"}, {.title = "expected"}}};
  for (std::size_t i = 0; i < shown_findings(answer, extent); ++i) {
    Finding const& finding = answer.soundness.findings[i];
    if (finding.severity != severity) continue;
    table.rows.push_back(
        {{finding.check, style}, {finding.where + ": " + finding.problem}, {finding.expected}});
  }
  if (table.rows.empty()) return;
  page.push_back(Heading{heading});
  page.push_back(std::move(table));
}

}  // namespace

std::string hidden_text(CatalogVerifyAnswer const& answer, Extent const& extent) {
  auto const all = answer.soundness.findings.size();
  return hidden_text(all - shown_findings(answer, extent), all, "finding");
}

Page page_of(CatalogVerifyAnswer const& answer, Extent const& extent) {
  Page page;
  bool const sound = broken_findings(answer.soundness) == 0;
  page.push_back(Paragraph{{sentence_of(answer), sound ? Style::good : Style::bad}});
  page.push_back(Paragraph{{catalog_text(answer.frame)}});
  add_checks(page, answer.soundness);
  add_ages(page, answer.ages);
  add_findings(page, answer, Severity::broken, "Broken", extent);
  add_findings(page, answer, Severity::doubtful, "Doubtful", extent);
  if (auto note = hidden_text(answer, extent); !note.empty())
    page.push_back(Paragraph{{std::move(note), Style::faint}});
  return page;
}

}  // namespace ec2plan::pages
