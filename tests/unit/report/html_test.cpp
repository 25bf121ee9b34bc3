#include "report/html.hpp"

#include <algorithm>

#include "report/html_parts.hpp"
#include "tests/support/catch.hpp"

namespace ec2plan::pages::html_test {
namespace {

/// Without the head, whose style would be found too.
std::string body(Page const& page) {
  auto const text = html(page, "a title");
  auto const from = text.find("<body>"), to = text.find("<script>");
  return text.substr(from, to - from);
}

bool holds(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

std::string headings(std::string const& text) {
  std::string levels;
  for (auto at = text.find("<h"); at != text.npos; at = text.find("<h", at + 1))
    if (text[at + 2] >= '1' && text[at + 2] <= '6') levels += text[at + 2];
  return levels;
}

Plot plot() {
  return {.title = "Cost",
          .description = "What it costs.",
          .x = {.title = "days"},
          .y = {.title = "dollars"},
          .series = {{.name = "plans", .points = {{.x = 1, .y = 2, .label = "one"}}}}};
}

}  // namespace

TEST_CASE("A page has its first heading as title, and leaves out no level below it") {
  auto const text = body(
      {Heading{"The title", 1}, Heading{"A"}, Heading{"deep", 5}, Heading{"B", 3}, Heading{"C"}});
  CHECK(headings(text) == "12332");
  CHECK(holds(text, "<h1>The title</h1>"));
  CHECK(headings(body({Paragraph{{"only a text"}}})) == "1");
}

TEST_CASE("The policy of a page lets its own style and script run and nothing else") {
  auto const text = html({}, "t");
  CHECK(holds(text, "content=\"default-src &#39;none&#39;; style-src &#39;sha256-"));
  CHECK_FALSE(holds(text, "unsafe"));
  CHECK(hash_source("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") ==
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

TEST_CASE("The columns of a table are told from its rows, and both from figures") {
  auto const text = body({Heading{"Plans"}, Table{{{"plan"}, {"cost", true}},
                                                  {{{"one"}, {"$2k", Style::good, 2000.0}}}}});
  CHECK(holds(text, "<th scope=\"col\">plan</th>"));
  CHECK(holds(text, "<td class=\"n good\" data-key=\"2000\">$2k</td>"));
  CHECK(holds(text, "role=\"region\""));
  CHECK(holds(text, "aria-label=\"Table 1: Plans\""));
}

TEST_CASE("A table of labels has row headers and no empty head") {
  auto const text = body({Table{{{}, {}}, {{{"time"}, {"3 days"}}}}});
  CHECK(holds(text, "scope=\"row\">time</th>"));
  CHECK_FALSE(holds(text, "<thead>"));
}

TEST_CASE("A chart is named, described and followed by its figures") {
  auto const text = body({Heading{"Money"}, plot()});
  CHECK(holds(text, "aria-labelledby=\"c1t\""));
  CHECK(holds(text, "aria-describedby=\"c1d\""));
  CHECK(holds(text, "id=\"c1t\">Cost</p>"));
  CHECK(holds(text, "id=\"c1d\">What it costs.</p>"));
  CHECK(holds(text, "<summary>The figures of this chart</summary>"));
  CHECK(holds(text, "plans</li>"));
}

TEST_CASE("A chart without anything to show is left out whole") {
  CHECK_FALSE(holds(body({Heading{"Money"}, Plot{.title = "Cost"}}), "<figure"));
}

TEST_CASE("What is still open at the end is closed") {
  auto const text = body({Heading{"A"}, Fold{"more"}, Paragraph{{"x"}}});
  CHECK(holds(text, "</details></section>"));
  auto const odd = body({Heading{"A"}, Fold{.opens = false}});
  CHECK_FALSE(holds(odd, "</details>"));
}

TEST_CASE("Texts of every block are inert") {
  std::string const bad = "</title></script><script>x()</script>";
  auto plot_of_bad = plot();
  plot_of_bad.title = plot_of_bad.description = plot_of_bad.series[0].name = bad;
  plot_of_bad.series[0].points[0].label = plot_of_bad.series[0].points[0].detail = bad;
  plot_of_bad.guides = {{1.5, true, bad}};
  auto const text = html({Heading{bad, 1}, Heading{bad}, Paragraph{{bad}}, Command{bad, bad},
                          Fold{bad}, Table{{{bad}}, {{{bad}}}}, plot_of_bad},
                         bad);
  CHECK_FALSE(holds(text, "x()</script>"));
  auto const first = text.find("<script>");
  CHECK(text.find("<script>", first + 1) == text.npos);
}

TEST_CASE("Elements hold their texts and attributes inert") {
  Markup markup;
  markup.open("p", {{"class", "\"><b>"}, {}});
  markup.text("<i>");
  markup.close("p");
  markup.empty("line", {{"x1", "0"}});
  markup.element("td", {}, "&");
  CHECK(markup.made() ==
        "<p class=\"&quot;&gt;&lt;b&gt;\">&lt;i&gt;</p><line x1=\"0\"/><td>&amp;</td>");
}

TEST_CASE("Numbers of a drawing have at most two decimals and no sign on zero") {
  CHECK(svg_number(12.5) == "12.5");
  CHECK(svg_number(1.0 / 3) == "0.33");
  CHECK(svg_number(-0.001) == "0");
  CHECK(svg_number(100) == "100");
  CHECK(svg_number(-7.25) == "-7.25");
  CHECK(svg_share(0.3456) == "34.56%");
}

}  // namespace ec2plan::pages::html_test
