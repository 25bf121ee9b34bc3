#include "report/markdown.hpp"
#include "report/pages.hpp"
#include "report/text.hpp"
#include "tests/support/catalogs.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/report/rendered.hpp"

namespace ec2plan::catalog_pages_test {
namespace {

using Catch::Matchers::Contains;

CatalogDiffAnswer doubled_prices(int copies) {
  auto before = testing::small_catalog();
  for (int i = 0; i < copies; ++i) {
    auto type = before.instances[1];
    type.name = "p5.copy-" + std::to_string(i);
    before.instances.push_back(type);
  }
  auto after = before;
  for (auto& listed : after.prices)
    listed.price.per_instance *= 2;
  for (auto& type : after.instances)
    type.vcpus += 2;
  CatalogDiffAnswer answer;
  answer.frame = catalog_frame(after, "catalog diff");
  answer.before = {.operand = "a.json", .version = "1", .as_of = "2026-07-20"};
  answer.after = {.operand = "b.json", .version = "2"};
  answer.difference = difference(before, after);
  return answer;
}

TEST_CASE("a part that is long is folded away in markdown, and a heading elsewhere") {
  pages::Page const page{pages::Fold{"a <b> & c"}, pages::Paragraph{{"inside"}},
                         pages::Fold{.opens = false}};
  CHECK(pages::markdown(page) ==
        "<details><summary>a &lt;b&gt; &amp; c</summary>\n\ninside\n\n</details>\n");
  CHECK(pages::text(page, {}) == "a <b> & c\ninside\n");
}

TEST_CASE("the page of a diff: the sentence first, details folded when long") {
  auto const answer = doubled_prices(12);
  auto const text = rendered(answer, Format::table);
  CHECK_THAT(text, Catch::Matchers::StartsWith(
                       "From a.json to b.json: 8 prices moved (0 down, 8 up), 15 facts changed."));
  CHECK_THAT(text, Contains("+$55.04") && Contains("+100.0%"));
  auto const markdown = rendered(answer, Format::markdown);
  CHECK_THAT(markdown, Contains("<details><summary>Changed facts (15)</summary>"));
  CHECK_THAT(rendered(doubled_prices(0), Format::markdown),
             Contains("### Changed facts (3)") && !Contains("<details>"));
}

TEST_CASE("the page of a diff tells what it hides") {
  auto const answer = doubled_prices(12);
  CHECK(hidden_note(answer, Format::table, {.max_results = 10}) ==
        "5 of 23 changes are not shown: --max-results 23 shows all");
  CHECK(hidden_note(answer, Format::json, {.max_results = 10}).empty());
  CHECK(hidden_note(answer, Format::table).empty());
}

TEST_CASE("the page of verify has what is broken before what is doubtful") {
  auto catalog = testing::small_catalog();
  catalog.stated["instances/p5.48xlarge/memory_total_mib"] = 1;
  CatalogVerifyAnswer answer;
  answer.frame = catalog_frame(catalog, "catalog verify");
  answer.soundness = soundness(catalog);
  auto const text = rendered(answer, Format::table);
  CHECK_THAT(text,
             Contains("The catalog is broken: 20 checks, 1 finding broken, 2 findings in doubt."));
  CHECK(text.find("\nBroken\n") < text.find("\nDoubtful\n"));
  CHECK(hidden_note(answer, Format::table, {.max_results = 1}) ==
        "2 of 3 findings are not shown: --max-results 3 shows all");
}

TEST_CASE("the page of verify tells ages where somebody asked for them") {
  auto const catalog = testing::small_catalog();
  CatalogVerifyAnswer answer;
  answer.frame = catalog_frame(catalog, "catalog verify");
  CHECK_THAT(rendered(answer, Format::table), !Contains("\nAges\n"));
  answer.ages = oldest_ages(current_prices(catalog, {2026, 8, 1}), {2026, 8, 1}, 90);
  CHECK_THAT(rendered(answer, Format::table),
             Contains("\nAges\n") &&
                 Contains("on-demand             4        2       0  2026-01-21   192"));
}

TEST_CASE("the page of info names what is missing") {
  CatalogInfoAnswer answer;
  auto const catalog = testing::small_catalog();
  answer.frame = catalog_frame(catalog, "catalog info");
  answer.survey = survey(catalog);
  auto const text = rendered(answer, Format::table);
  CHECK_THAT(text, Contains("2 instance types on offer and 1 retired, 9 prices, 0 models.") &&
                       Contains("reserved-3yr, savings-plan"));
  answer.survey.missing.clear();
  CHECK_THAT(rendered(answer, Format::table), Contains("Nothing that"));
}

}  // namespace
}  // namespace ec2plan::catalog_pages_test
