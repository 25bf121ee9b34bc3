#include <fmt/format.h>

#include <algorithm>

#include "ec2plan/document/arithmetic.hpp"
#include "ec2plan/document/import_answer.hpp"
#include "ec2plan/units/format.hpp"
#include "ec2plan/units/text.hpp"
#include "report/pages.hpp"
#include "report/question.hpp"

namespace ec2plan::pages {
namespace {

using Outcome = ImportLine::Outcome;
using Lines = std::vector<ImportLine const*>;

Lines lines_with(Import const& import, std::initializer_list<Outcome> outcomes) {
  Lines lines;
  for (auto const& line : import.lines)
    if (std::ranges::find(outcomes, line.outcome) != outcomes.end()) lines.push_back(&line);
  return lines;
}

void add_hidden(Page& page, Table const& table, std::size_t all) {
  auto note = hidden_text(all - table.rows.size(), all, "row");
  if (!note.empty()) page.push_back(Paragraph{{std::move(note), Style::faint}});
}

template <typename Cells>
void add_table(Page& page, std::string title, Table table, Lines const& lines, Extent const& extent,
               Cells cells) {
  if (lines.empty()) return;
  auto const most = static_cast<std::size_t>(std::max(extent.max_results, 1));
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i)
    table.rows.push_back(cells(*lines[i]));
  page.push_back(Heading{std::move(title)});
  page.push_back(table);
  add_hidden(page, table, lines.size());
}

void add_new_facts(Page& page, Import const& import, Extent const& extent) {
  add_table(
      page, "New facts",
      {.columns =
           {{.title = ""}, {.title = "of"}, {.title = "fact"}, {.title = "was"}, {.title = "is"}}},
      lines_with(import, {Outcome::added, Outcome::changed}), extent,
      [](ImportLine const& line) -> std::vector<Text> {
        bool const added = line.outcome == Outcome::added;
        return {{std::string(outcome_name(line.outcome)), added ? Style::good : Style::warn},
                {line.subject},
                {line.field},
                {line.before, Style::faint},
                {line.after, Style::strong}};
      });
}

void add_skipped(Page& page, Import const& import, Extent const& extent) {
  add_table(
      page, "Skipped",
      {.columns = {{.title = "count", .right = true}, {.title = "why"}, {.title = "for example"}}},
      lines_with(import, {Outcome::skipped}), extent,
      [](ImportLine const& line) -> std::vector<Text> {
        return {{integer_text(line.count)}, {line.reason}, {line.subject, Style::faint}};
      });
}

void add_asked(Page& page, Import const& import, Extent const& extent) {
  auto const lines = lines_with(import, {Outcome::asked});
  add_table(page, "AWS does not say, and a plan needs",
            {.columns = {{.title = "fact"}, {.title = "what it is"}}}, lines, extent,
            [](ImportLine const& line) -> std::vector<Text> {
              return {{line.subject, Style::strong}, {line.reason}};
            });
  if (!lines.empty())
    page.push_back(
        Paragraph{{"Give them in a file with --catalog: data/README.md tells how. Until "
                   "then a plan rejects the type and names what is missing."}});
}

}  // namespace

Page page_of(ImportAnswer const& answer, Extent const& extent) {
  auto const& import = answer.import;
  Page page;
  page.push_back(Paragraph{{import_sentence(import), Style::strong}});
  page.push_back(
      Paragraph{{fmt::format("{} of {} from {}, beside {}", import_kind_name(import.kind),
                             import.as_of, joined(answer.files), catalog_text(answer.frame))}});
  add_new_facts(page, import, extent);
  add_skipped(page, import, extent);
  add_asked(page, import, extent);
  if (!answer.into.empty())
    page.push_back(Command{"Next", "ec2plan catalog verify --catalog " + shell_word(answer.into)});
  return page;
}

}  // namespace ec2plan::pages
