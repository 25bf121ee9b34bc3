#include <fmt/format.h>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"

namespace ec2plan::pages {
namespace {

constexpr char none[] = "–";

std::string known(std::string const& text) { return text.empty() ? none : text; }

void add_prices(Page& page, Survey const& survey) {
  Table table{
      .columns = {{.title = "prices"},
                  {.title = "records", .right = true},
                  {.title = "types", .right = true},
                  {.title = "regions", .right = true},
                  {.title = "confirmed",
                   .right = true,
                   .dropped = 1,
                   .legend = "confirmed: records that two sources give"},
                  {.title = "oldest", .legend = "oldest, newest: when a price was last seen"},
                  {.title = "newest"},
                  {.title = "since", .legend = "since: how far back the history goes"}}};
  for (auto const& kind : survey.prices)
    table.rows.push_back({{std::string(purchase_name(kind.purchase))},
                          {integer_text(kind.records)},
                          {integer_text(kind.types)},
                          {integer_text(kind.regions)},
                          {integer_text(kind.confirmed)},
                          {known(kind.oldest)},
                          {known(kind.newest)},
                          {known(kind.since)}});
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
  page.push_back(Heading{"Facts"});
  page.push_back(std::move(table));
}

void add_missing(Page& page, Survey const& survey) {
  page.push_back(Heading{"Missing"});
  if (survey.missing.empty()) {
    page.push_back(Paragraph{{"Nothing that `ec2plan catalog info` looks for."}});
    return;
  }
  Table table{.columns = {{}, {.right = true}, {}}};
  for (auto const& gap : survey.missing)
    table.rows.push_back(
        {{gap.text, Style::warn}, {integer_text(gap.names.size())}, {joined(gap.names)}});
  page.push_back(std::move(table));
}

}  // namespace

Page page_of(CatalogInfoAnswer const& answer) {
  Page page;
  page.push_back(Paragraph{{catalog_text(answer.frame), Style::strong}});
  page.push_back(Paragraph{{"sha256 " + answer.frame.catalog_sha256, Style::faint}});
  page.push_back(Paragraph{{sentence_of(answer)}});
  add_prices(page, answer.survey);
  add_counts(page, answer.survey);
  add_missing(page, answer.survey);
  page.push_back(Command{"Next", "ec2plan catalog verify" + typed_flags(answer.frame)});
  return page;
}

}  // namespace ec2plan::pages
