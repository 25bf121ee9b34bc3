#include "report/text.hpp"

#include <algorithm>

#include "report/letters.hpp"
#include "report/markdown.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::text_test {

TEST_CASE("columns are aligned by what a terminal shows, and a cell without end is cut") {
  Page const wide{Table{.columns = {{.title = "a"}, {.title = "b"}},
                        .rows = {{{"\u4e2d\u6587"}, {"9"}}, {{"abcd"}, {"10"}}}}};
  CHECK(text(wide, {}) == "a     b\n\u4e2d\u6587  9\nabcd  10\n");
  std::string words;
  for (int word = 0; word < 20'000; ++word)
    words += "1, ";
  Page const long_cells{Table{.columns = {{.title = "a"}, {.title = "b"}},
                              .rows = {{{std::string(40'000, '1')}, {words}}}}};
  CHECK(text(long_cells, {}).size() < 1'000'000);
}

TEST_CASE("columns are aligned by code points, not bytes") {
  Page const page{Table{.columns = {{.title = "a"}, {.title = "b", .right = true}},
                        .rows = {{{"1 × 2"}, {"9"}}, {{"1"}, {"10"}}}}};
  CHECK(text(page, {}) == "a       b\n1 × 2   9\n1      10\n");
}

TEST_CASE("a terminal that is not UTF-8 gets ASCII alone") {
  CHECK(printable("48 × p5, 1–2 → 3 ≤ é", true) == "48 x p5, 1-2 -> 3 <= ?");
  CHECK(printable("48 × p5", false) == "48 × p5");
}

TEST_CASE("control characters and escapes are never printed raw") {
  Page const page{Paragraph{{"red \x1b[31mtext\nnew\tline\x07"}},
                  Table{.columns = {{.title = "\x1b]0;title\x07"}}, .rows = {{{"\r\x9b"}}}},
                  Command{"Next", "run \x1b[2J"}};
  for (auto const& printed : {text(page, {}), markdown(page)})
    for (char const letter : printed)
      CHECK((letter == '\n' || (letter >= ' ' && letter != '\x7f')));
}

TEST_CASE("columns that may go are dropped in their order until the table is narrow enough") {
  Page const page{Table{.columns = {{.title = "keep"},
                                    {.title = "second", .dropped = 2, .legend = "of the second"},
                                    {.title = "first", .dropped = 1, .legend = "of the first"}},
                        .rows = {{{"1"}, {"2"}, {"3"}}}}};
  CHECK(text(page, {.columns = 100}).find("of the first") != std::string::npos);
  CHECK(text(page, {.columns = 13}) == "keep  second\n1     2\nof the second\n");
  CHECK(text(page, {.columns = 5}) == "keep\n1\n");
}

TEST_CASE("the last column is wrapped under itself") {
  Page const page{Table{.columns = {{}, {}},
                        .rows = {{{"label"}, {"some words that need more than one line"}}}}};
  CHECK(text(page, {.columns = 30}) == "label  some words that need\n       more than one line\n");
}

TEST_CASE("a long command is broken before a flag, as a shell can read it") {
  Page const page{Command{"Next", "ec2plan explain --model 175B --tokens 300B"}};
  CHECK(text(page, {.columns = 34}) == "Next: ec2plan explain \\\n   --model 175B --tokens 300B\n");
}

TEST_CASE("colours stand only where asked for") {
  Page const page{Paragraph{{"bad", Style::bad}}};
  CHECK(text(page, {}) == "bad\n");
  CHECK(text(page, {.color = true}) == "\x1b[31mbad\x1b[0m\n");
}

TEST_CASE("markdown escapes what would break a table") {
  Page const page{Table{.columns = {{.title = "a|b"}}, .rows = {{{"c|d\ne`<i>"}}}}};
  std::string const printed = markdown(page);
  CHECK(printed.starts_with("| a\\|b |\n| --- |\n| c\\|d"));
  CHECK(printed.find("\\<i\\>") != std::string::npos);
  CHECK(std::count(printed.begin(), printed.end(), '\n') == 3);
}

TEST_CASE("a paragraph of markdown begins nothing but a paragraph") {
  auto const printed = [](char const* text) { return markdown({Paragraph{{text}}}); };
  CHECK(printed("# big.json") == "\\# big.json\n");
  CHECK(printed("1. x.json") == "1\\. x.json\n");
  CHECK(printed("12) x") == "12\\) x\n");
  CHECK(printed("    - x") == "\\- x\n");
  CHECK(printed("1.5 days") == "1\\.5 days\n");
  CHECK(printed("24 days") == "24 days\n");
  CHECK(printed("   ") == "\n");
}

TEST_CASE("nobody is called by a name in markdown") {
  auto const printed = markdown({Paragraph{{"ask @team, (@one) of megatron-lm@2022"}}});
  CHECK(printed == "ask @\u2060team, (@\u2060one) of megatron-lm@2022\n");
}

}  // namespace ec2plan::pages::text_test
