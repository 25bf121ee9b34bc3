#include <fmt/format.h>

#include "ec2plan/report/review.hpp"
#include "ec2plan/units/text.hpp"
#include "report/junit.hpp"
#include "report/rendering.hpp"
#include "report/saved_words.hpp"
#include "report/words.hpp"

namespace ec2plan {
namespace pages {
namespace {

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
    table.rows.push_back({{verdict.word, verdict.style},
                          {std::string(rule_name(checked.rule.kind))},
                          {std::string(tier_name(checked.rule.tier)), Style::faint},
                          {checked.text}});
  }
}

Page page_of(CheckAnswer const& answer) {
  Page page;
  page.push_back(Heading{"Policy " + sentence_of(answer)});
  page.push_back(Paragraph{{fmt::format("{}: {}, {} days, {}", answer.file, long_offer(answer.plan),
                                        days_range(answer.plan.duration), usd_range(answer.plan)),
                            style_of(answer)}});
  Table table{.columns = {{}, {.title = "rule"}, {.title = "tier"}, {.title = "figures"}}};
  add_rules(table, answer, false);
  add_rules(table, answer, true);
  page.push_back(std::move(table));
  return page;
}

}  // namespace
}  // namespace pages

std::string rendered(CheckAnswer const& answer, Format format, ReportOptions const& options) {
  if (format == Format::junit) return pages::junit(answer);
  return pages::in_format(
      answer, format, options, [&] { return document(answer, options.fields); },
      [&] { return pages::page_of(answer); });
}

}  // namespace ec2plan
